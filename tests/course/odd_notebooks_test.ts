import assert from "node:assert/strict";
import { join } from "node:path";
import {
  buildSite,
  checkLinks,
  coursePage,
  findingsOf,
  type Notebook,
  outputCollector,
  parseNotebook,
} from "saddle/course/mod.ts";
import { CLAIM_MIME } from "saddle/figures/mod.ts";
import { withFilmData } from "saddle/course/film_data.ts";
import { displayed } from "./hostile_cells.ts";
import { code, notebookOf, text } from "./make_notebook.ts";

/** Builds the page of a notebook, beside another one. */
async function build(notebook: Notebook) {
  const folder = await Deno.makeTempDir(), site = join(folder, "site");
  const pages = [coursePage("a", notebook), coursePage("b", notebookOf(text("# B")))];
  try {
    const built = await buildSite(pages, { site, notebooks: folder });
    await checkLinks(site);
    const executed = await Deno.readTextFile(join(site, "a.ipynb"));
    return {
      html: await Deno.readTextFile(join(site, "a.html")),
      again: parseNotebook(executed, "a.ipynb"),
      problems: findingsOf(built.pages[0]!.notebook).wrong.map(({ message }) => message),
    };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** What has methods of an object's own in JSON: a text cannot be made of it. */
const WORDLESS = { toString: 1, valueOf: 1 };

Deno.test("what other tools, and no tool, write into a notebook takes no page away", async () => {
  const tagged = (tags: unknown, more = {}) => ({ ...code("1"), metadata: { tags, ...more } });
  const claim = (data: unknown) => displayed({ [CLAIM_MIME]: data });
  const cells: Notebook["cells"] = [
    text("# A\r\n\r\nOn $x$\r\n\r\n$$\r\ny\r\n$$"),
    text("## N\0UL <b>\0</b>\n\n[a](#\0) \ud800 <b id='\ud800'>x</b> [c](#\ud800)"),
    { cell_type: "raw", metadata: { raw_mimetype: "text/html" }, source: "<script>1</script>" },
    tagged([WORDLESS, null, 7, ["hide-input"]]),
    tagged(WORDLESS, { jupyter: 5, collapsed: "x" }),
    tagged("timing"),
    claim({ claim: WORDLESS, holds: false, line: WORDLESS }),
    claim([1]),
    claim({ claim: "c", holds: "yes" }),
    displayed(
      JSON.parse(`{"__proto__": "x", "constructor": {}, "text/html": 5, "image/png": [1]}`),
    ),
    displayed({ "text/plain": { a: 1 }, "text/html": ["<b>", 5] }),
    displayed({ "application/vnd.jupyter.widget-view+json": { model_id: "x" }, "text/plain": "w" }),
  ];
  const metadata = {
    ...{ saddle: { duration: WORDLESS }, kernelspec: { name: "python3" }, widgets: { state: {} } },
    saddle_run: { problems: [{ message: "far", cell: 1e9 }] },
  };
  const notebook: Notebook = { nbformat: 4, nbformat_minor: 0, metadata, cells };
  const { html, again, problems } = await build(notebook);
  assert.equal(again.cells.length, cells.length);
  assert(!html.includes("<script>1"));
  const wordless = "a claim without words";
  assert.deepEqual(problems, [wordless, wordless, "c", "far"]);
});

Deno.test("what a cell broadcasts that is no output leaves an output that can be stored", () => {
  const { outputs, take } = outputCollector(new Map());
  const contents: [string, Record<string, unknown>][] = [
    ["stream", { name: 5, text: WORDLESS }],
    ["display_data", { data: null, metadata: 3, transient: null }],
    ["display_data", { data: [1], transient: { display_id: WORDLESS } }],
    ["execute_result", { data: "x" }],
    ["error", { ename: WORDLESS, evalue: null, traceback: 5 }],
    ["error", { ename: "E", evalue: "v", traceback: ["a", WORDLESS] }],
    ["update_display_data", { transient: 7 }],
  ];
  for (const [type, content] of contents) take({ type, parent: "", content });
  assert.equal(outputs.length, 6);
  const cell = { ...code("1"), outputs, execution_count: 1 };
  const file = JSON.stringify({ ...notebookOf(), cells: [cell] });
  assert.equal(parseNotebook(file, "a.ipynb").cells.length, 1);
});

Deno.test("what is there again and again takes seconds, not minutes", async () => {
  const begin = String.raw`\begin{a}`;
  const sources = {
    "environments that never end": `${begin} `.repeat(50_000),
    "such lines": `${begin}\n`.repeat(10_000),
    "dollars before braces": "$a{ ".repeat(20_000),
    "rows with formulas": `| a | b |\n|---|---|\n${"| $|x|$ | $y$ |\n".repeat(1000)}`,
    "links to nowhere": "[a](#nowhere) ".repeat(300),
  };
  const large = displayed({ "text/html": "<p>a</p>".repeat(30_000) });
  for (const [name, source] of Object.entries(sources)) {
    const start = performance.now();
    await build(notebookOf(text("# A"), text(source), large));
    const took = performance.now() - start;
    assert(took < 15_000, `${name}: ${took} ms`);
  }
  const start = performance.now(), html = "<script>(function(){\n".repeat(50_000);
  assert.equal(withFilmData(html), html);
  assert(performance.now() - start < 5000);
});
