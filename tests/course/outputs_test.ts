import assert from "node:assert/strict";
import { join } from "node:path";
import { parseHTML } from "linkedom";
import { buildSite, type Cell, coursePage, findingsOf, type Output } from "saddle/course/mod.ts";
import { code, notebookOf, text } from "./make_notebook.ts";

interface Found {
  textContent: string;
  innerHTML: string;
  getAttribute(name: string): string | null;
}

/** Builds a page of these cells; what it warns of. */
async function build(...cells: Cell[]) {
  const folder = await Deno.makeTempDir();
  const options = { site: join(folder, "site"), notebooks: folder };
  const built = await buildSite([coursePage("a", notebookOf(text("# A"), ...cells))], options);
  const html = await withPictures(join(folder, "site"), "a.html");
  await Deno.remove(folder, { recursive: true });
  const { document } = parseHTML(html) as unknown as {
    document: { querySelectorAll(selector: string): Iterable<Found> };
  };
  const notebook = built.pages[0]?.notebook;
  assert(notebook);
  const { wrong, warnings } = findingsOf(notebook);
  return {
    html,
    query: (selector: string) => [...document.querySelectorAll(selector)],
    wrong: wrong.map(({ message }) => message),
    warnings: warnings.map(({ message }) => message),
  };
}

/** A page with the pictures in it that lie beside it. */
async function withPictures(site: string, page: string): Promise<string> {
  let html = await Deno.readTextFile(join(site, page));
  for (const [path, kind] of html.matchAll(/\bpictures\/\w+\.(\w+)/g)) {
    const bytes = await Deno.readFile(join(site, path));
    const type = kind === "svg" ? "svg+xml" : kind;
    html = html.replaceAll(path, () => `data:image/${type};base64,${bytes.toBase64()}`);
  }
  return html;
}

function given(data: Record<string, unknown>, metadata: Record<string, unknown> = {}): Cell {
  const output: Output = { output_type: "display_data", data, metadata };
  return { ...code("1"), outputs: [output] } as Cell;
}

const PIXEL = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
const CHART = {
  data: { values: [{ a: 1, b: 2 }] },
  mark: "point",
  description: "One point",
  encoding: { x: { field: "a", type: "quantitative" }, y: { field: "b", type: "quantitative" } },
};

Deno.test("each form that Jupyter shows is shown", async () => {
  const lite = "application/vnd.vegalite.v5+json", plain = { "text/plain": "no" };
  const { query, wrong, warnings } = await build(
    given({ "text/latex": "$\\displaystyle x^2$", "image/png": PIXEL, ...plain }),
    given({ "text/latex": "\\begin{align}\na &= b\n\\end{align}" }),
    given({ "text/latex": "Where \\(x\\) and $$y$$ *meet* <b>" }),
    given({ "text/latex": "\\frac{1}{2}" }),
    given({ "application/json": { loss: [1, 2] }, ...plain }),
    given({ [lite]: CHART, ...plain }),
    given({
      "application/vnd.vega.v5+json": {
        width: 10,
        height: 10,
        title: "A mark",
        marks: [{ type: "rect", encode: { enter: { width: { value: 5 } } } }],
      },
    }),
    given({ "image/svg+xml": `<?xml version="1.0"?>\n<svg><g id="own"/></svg>`, ...plain }),
    given({ "image/jpeg": PIXEL, ...plain }),
    given({ "image/gif": `${PIXEL}\n` }, { "image/gif": { width: 7, height: 9 } }),
    given({ "text/markdown": "**yes** $x$", ...plain }),
    given({ ...plain }),
  );
  const formulas = (cell: number) =>
    query(`#cell-${cell} annotation`).map((tex) => tex.textContent);
  assert.deepEqual(formulas(2), ["\\displaystyle x^2"]);
  assert.match(formulas(3)[0] ?? "", /align/);
  assert.deepEqual(formulas(4), ["x", "y"]);
  assert.match(query("#cell-4 .html")[0]?.textContent ?? "", /^Where .* \*meet\* <b>/s);
  assert.deepEqual(formulas(5), ["\\frac{1}{2}"]);
  assert.deepEqual(JSON.parse(query("#cell-6 .json")[0]?.textContent ?? ""), { loss: [1, 2] });
  for (const [cell, alt] of [[7, "One point"], [8, "A mark"]] as const) {
    const [chart] = query(`#cell-${cell} .picture img`);
    assert.equal(chart?.getAttribute("alt"), alt);
    const source = chart?.getAttribute("src") ?? "";
    assert.match(atob(source.replace("data:image/svg+xml;base64,", "")), /^<svg.*<path/s);
  }
  assert.equal(query("#cell-9 svg #own").length, 1);
  const source = (cell: number) => query(`#cell-${cell} img`)[0]?.getAttribute("src");
  assert.equal(source(10), `data:image/jpeg;base64,${PIXEL}`);
  assert.equal(source(11), `data:image/gif;base64,${PIXEL}`);
  assert.equal(query("#cell-11 img")[0]?.getAttribute("height"), "9");
  assert.equal(query("#cell-12 strong").length, 1);
  assert.equal(query(".result").length, 1, "plain text stands for nothing richer");
  assert.deepEqual([wrong, warnings], [[], []]);
});

Deno.test("what a page cannot show is said at its place, and by the build", async () => {
  const remote = { ...CHART, data: { url: "https://example.org/a.csv" } };
  const { query, wrong, warnings } = await build(
    given({ "application/javascript": "alert(1)" }),
    given({ "application/vnd.plotly.v1+json": {}, "text/plain": "Figure" }),
    given({ "application/vnd.vegalite.v5+json": remote, "text/plain": "Chart" }),
    given({ "text/latex": "$\\frac$", "image/png": PIXEL }),
    given({ "image/png": `x"><script>`, "text/plain": "Picture" }),
    given({ "text/markdown": "$\\frac$", "text/plain": "Formula" }),
    given({ "application/vnd.vegalite.v5+json": { mark: "no such mark" } }),
    given({}),
  );
  assert.deepEqual(warnings.map((text) => text.replace(/KaTeX.*/s, "KaTeX")), [
    "an output of type application/javascript is not shown",
    "an output of type application/vnd.plotly.v1+json is shown as plain text",
    "an output of type application/vnd.vegalite.v5+json is shown as plain text: the chart cannot " +
    "be drawn: it would load https://example.org/a.csv; put the data inside the specification",
    "the richest form of an output is not shown: KaTeX",
    "an output of type image/png is shown as plain text",
    "an output of type text/markdown is shown as plain text: KaTeX",
  ]);
  assert.equal(wrong.length, 1, "nothing of the last chart can be shown");
  assert.match(wrong[0] ?? "", /the chart cannot be drawn/);
  const notes = query(".outputs .note").map(({ textContent }) => textContent);
  assert.equal(notes.length, warnings.length);
  assert.equal(
    notes[1],
    "An output of type application/vnd.plotly.v1+json is shown as plain text.",
  );
  assert.deepEqual(query(".result").map(({ textContent }) => textContent), [
    "Figure",
    "Chart",
    "Picture",
    "Formula",
  ]);
});

Deno.test("of what would act a poorer form is shown, and the build says why", async () => {
  const { query, wrong, warnings } = await build(
    given({
      "text/html": "<table><tr onclick='a()'><td>1</td></tr></table>",
      "text/plain": "   a",
    }),
    given({
      "text/html": '<iframe src="https://www.youtube.com/embed/x"></iframe>',
      "image/jpeg": PIXEL,
      "text/plain": "<Video>",
    }),
    given({ "image/svg+xml": "<svg><script>1</script></svg>", "image/png": PIXEL }),
    given({ "text/html": "<script>1</script>" }),
    { cell_type: "raw", metadata: {}, source: "\\newpage" },
  );
  assert.deepEqual(query(".result").map(({ textContent }) => textContent), ["   a"]);
  assert.equal(query(".picture img").length, 2);
  assert.deepEqual(wrong, ["it holds a script; pages run nothing of what a notebook holds"]);
  assert.deepEqual(warnings.map((text) => text.replace(/:.*/, "")), [
    "an output of type text/html is shown as plain text",
    "the richest form of an output is not shown",
    "the richest form of an output is not shown",
    "a raw cell, which is for another program, is not shown",
  ]);
});

Deno.test("what a chart names that is no address, or another host's, ends nothing", async () => {
  const vega = "application/vnd.vega.v5+json", plain = { "text/plain": "Chart" };
  const chart = (type: string, enter: Record<string, unknown>) => ({
    ...{ width: 9, height: 9 },
    marks: [{ type, encode: { enter: { width: { value: 5 }, ...enter } } }],
  });
  const script = "constructor.constructor('globalThis.owned = 1')()";
  const { query, warnings, wrong } = await build(
    given({ [vega]: chart("rect", { href: { value: "javascript:1" } }) }),
    given({ [vega]: chart("rect", { href: { value: "https://example.org/" } }) }),
    given({ [vega]: chart("image", { url: { value: "https://example.org/a.png" } }), ...plain }),
    given({ [vega]: chart("image", { url: { value: "javascript:1" } }), ...plain }),
    given({ [vega]: { signals: [{ name: "a", init: script }] }, ...plain }),
    given({ [vega]: null, ...plain }),
    given({ "application/vnd.vegalite.v5+json": "a", ...plain }),
  );
  assert.deepEqual(wrong, []);
  assert.equal(query(".picture img").length, 2);
  assert.equal(query(".result").length, 5);
  assert.match(warnings[0] ?? "", /would load https:\/\/example\.org\/a\.png/);
  assert.equal(Reflect.get(globalThis, "owned"), undefined);
});

Deno.test("what stands before a picture in XML is no part of the page", async () => {
  const entity = `<!DOCTYPE svg PUBLIC "a" "b" [ <!ENTITY c "d"> <!ENTITY e "f"> ]>`;
  const svg = `<?xml version="1.0"?>\n${entity}\n<!-- kept --><svg><g id="own"/></svg>`;
  const { query, wrong } = await build(
    given({ "image/svg+xml": svg }),
    given({ "text/latex": "It costs \\$5, or $x$" }),
  );
  assert.deepEqual(wrong, []);
  assert.equal(query("#cell-2 .picture")[0]?.innerHTML, `<!-- kept --><svg><g id="own" /></svg>`);
  assert.match(query("#cell-3 .html")[0]?.textContent ?? "", /^It costs \$5, or x/);
});

Deno.test("pictures of any size are shown", async () => {
  const large = "A".repeat(2 ** 25);
  const { html, wrong } = await build(
    given({ "image/png": large }),
    given({ "text/html": `<img alt="" src="data:image/png;base64,${large}">` }),
  );
  assert.deepEqual(wrong, []);
  assert.equal(html.split(large).length, 3);
});

Deno.test("Jupyter Book's tags and JupyterLab's folding decide what is seen", async () => {
  const stream = { output_type: "stream", name: "stdout", text: "given" };
  const cell = (metadata: Record<string, unknown>): Cell => ({
    ...code("source"),
    metadata,
    outputs: [stream],
  } as Cell);
  const { query, warnings } = await build(
    cell({ tags: ["hide-input"] }),
    cell({ tags: ["hide-output"] }),
    cell({ tags: ["remove-cell"] }),
    cell({ jupyter: { source_hidden: true, outputs_hidden: true } }),
    cell({ tags: ["remove_input"] }),
    cell({ tags: ["remove-output", "hide-cell"] }),
    { ...text("## Hidden"), metadata: { tags: ["remove-cell"] } },
    { ...text("Long"), metadata: { jupyter: { source_hidden: true } } },
    cell({ tags: "hide-input", jupyter: null }),
    cell({ collapsed: true }),
    given({ "application/javascript": "" }),
  );
  const seen = (cell: number) =>
    ["", "details > "].map((folded) =>
      ["code", "outputs"].filter((part) => {
        const parent = folded === "" ? `#cell-${cell} > ` : `#cell-${cell} > ${folded}`;
        return query(`${parent}.${part}`).length === 1;
      })
    );
  assert.deepEqual(seen(2), [["outputs"], ["code"]]);
  assert.deepEqual(seen(3), [["code"], ["outputs"]]);
  assert.equal(query("#cell-4").length, 0);
  assert.deepEqual(seen(5), [[], ["code", "outputs"]]);
  assert.deepEqual(seen(6), [["outputs"], []]);
  assert.deepEqual(seen(7), [[], ["code"]]);
  assert.equal(query("#cell-8").length, 0);
  assert.equal(query(".contents li").length, 0, "a removed heading is not in the contents");
  assert.equal(query("#cell-9 > details > p").length, 1);
  assert.deepEqual(seen(10), [["code", "outputs"], []]);
  assert.deepEqual(seen(11), [["code"], ["outputs"]]);
  assert.deepEqual(query("details.fold > summary").map(({ textContent }) => textContent), [
    ...["Code", "Output", "Code", "Output", "Cell", "Text", "Output"],
  ]);
  assert.equal(warnings.length, 1);
});

Deno.test("what went wrong is seen, whatever the tags say", async () => {
  const error = { output_type: "error", ename: "Error", evalue: "no", traceback: ["Error: no"] };
  const cell = {
    ...code("fail()"),
    metadata: { tags: ["remove-cell"] },
    outputs: [error],
  } as Cell;
  const notebook = notebookOf(text("# A"), cell);
  notebook.metadata.saddle_run = { stopped: { cell: 1, message: "Error: no" } };
  const folder = await Deno.makeTempDir();
  const options = { site: join(folder, "site"), notebooks: folder };
  await buildSite([coursePage("a", notebook)], options);
  const html = await Deno.readTextFile(join(folder, "site", "a.html"));
  await Deno.remove(folder, { recursive: true });
  assert.match(html, /id="cell-2">[^]*fail[^]*class="error"/);
});
