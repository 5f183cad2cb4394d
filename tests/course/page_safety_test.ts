import assert from "node:assert/strict";
import {
  activeContent,
  buildSite,
  coursePage,
  externalRequests,
  highlighter,
  type Notebook,
  notebookPage,
  runRecord,
  shareColours,
} from "saddle/course/mod.ts";
import { withFilmData } from "saddle/course/film_data.ts";
import { film } from "saddle/figures/mod.ts";
import {
  ACTING,
  ASKING,
  displayed,
  hostileNotebooks,
  LEADING,
  MISLEADING,
  UNCLOSED,
} from "./hostile_cells.ts";
import { notebookOf, projectFolder, text } from "./make_notebook.ts";

const highlight = await highlighter();

Deno.test("every request to another host is found, however it is spelt", () => {
  for (const html of [...ASKING, ...LEADING]) {
    assert(externalRequests(html).some((address) => /evil\.test/i.test(address)), html);
  }
});

Deno.test("what acts by itself is found", () => {
  for (const html of [...ACTING, ...LEADING]) assert(activeContent(html).length > 0, html);
});

Deno.test("what would lead the site's own scripts is found", () => {
  for (const html of MISLEADING) assert(activeContent(html).length > 0, html);
});

Deno.test("what does not end where it stands is found", () => {
  for (const html of UNCLOSED) assert(activeContent(html).length > 0, html);
});

Deno.test("what pages of the course are made of is let through", () => {
  const fine = [
    `<p>a<p>b`,
    `<ul><li>a<li>b</ul><table><tr><td>a<td>b</table>`,
    `<p title="a <!-- b">on <b>off</b></p><br><img alt="" src="data:image/png;base64,iVBO">`,
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path fill="url(#a)"/></svg>`,
    `<style>p{background:url("data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>")}</style>`,
    `<a href="https://arxiv.org/abs/1801.04406">paper</a> <cite>//no.address</cite>`,
    `<script type="application/json">{"a": "https://no.request"}</script>`,
    `<details open><summary>a</summary><code>onload=x</code></details>`,
    `<select><option selected>a<option>b<optgroup label=c><option>d</select>`,
    `<svg><g><path d="M0 0"/><circle r="1"></circle></g></svg><math><mi>x</mi><mspace/></math>`,
    `<textarea><img src=//no.address onerror=none></textarea><template><b>a</b></template>`,
    `<style>/* see url(https://no.request) */ p::before{content:"Note: \\201c/*"}</style>`,
    `<style>@namespace svg url(http://www.w3.org/2000/svg); a{background:url(#b)}</style>`,
    `<p title="see (https://no.request)" data-note="f('https://no.request')">a</p>`,
  ];
  for (const html of fine) {
    assert.deepEqual([externalRequests(html), activeContent(html)], [[], []], html);
  }
});

Deno.test("a film's script becomes data, others stay and are refused", () => {
  const frames = [() => {}, () => {}];
  const { html } = film(frames, { caption: "A film.", alt: "</script><b>" });
  const played = withFilmData(html);
  assert.match(played, /<script type="application\/json" class="saddle-film-data">\{/);
  assert.deepEqual([externalRequests(played), activeContent(played)], [[], []]);
  const data = played.match(/film-data">(.*)<\/script>/)?.[1] ?? "";
  assert.equal(JSON.parse(data).frames.length, 2);
  const changes = [
    html.replace(`"frames":["`, `"frames":["https://evil.test/","`),
    html.replace("saddleFilm({", "evil({"),
    html.replace("</script>", "alert(1)</script>"),
  ];
  for (const changed of changes) {
    assert.notEqual(changed, html);
    assert.deepEqual(activeContent(withFilmData(changed)), ["a script"]);
  }
});

Deno.test("of hostile notebooks pages hold nothing that acts or asks, and the build says so", async () => {
  await using folder = await projectFolder();
  const pages = Object.entries(hostileNotebooks()).map(([name, notebook]) =>
    coursePage(name, notebook)
  );
  const site = `${folder.path}/site`;
  const built = await buildSite(pages, { site, notebooks: folder.path });
  for (const name of ["index.html", ...pages.map(({ name }) => `${name}.html`)]) {
    const html = await Deno.readTextFile(`${site}/${name}`);
    const body = html.slice(html.indexOf("<body>") + 6, html.indexOf("</body>"));
    assert.deepEqual([externalRequests(body), activeContent(body)], [[], []], name);
  }
  const problems = runRecord(built.pages[0]!.notebook).problems ?? [];
  const told = new Set(problems.map(({ cell }) => cell));
  // In Markdown some of them are text
  for (const [index, cell] of built.pages[0]!.notebook.cells.entries()) {
    const output = cell.cell_type === "code" ? cell.outputs[0] : undefined;
    const html = output && "data" in output ? output.data["text/html"] : undefined;
    if (html !== undefined) assert(told.has(index), `the cell with ${html} is told of`);
  }
});

Deno.test("metadata that are no record of a run are left out", () => {
  const records: unknown[] = [
    ...[null, "a", 7, [], { beside: "2" }, { beside: -1 }, { beside: 1.5 }, { problems: "a" }],
    ...[{ problems: [{ message: 1 }, { cell: "1", message: "a" }, null] }, {
      stopped: { cell: 1 },
    }],
    { stopped: { cell: 1, line: "1", message: "a" } },
  ];
  for (const saddle_run of records) {
    const notebook: Notebook = { ...notebookOf(), metadata: { saddle_run } };
    assert.deepEqual(runRecord(notebook), {}, JSON.stringify(saddle_run));
  }
});

Deno.test("thousands of equal headings take as long as thousands of others", () => {
  const seconds = (source: string) => {
    const start = performance.now(), page = coursePage("a", notebookOf(text(source)));
    const html = notebookPage(page, { highlight, course: [page], picture: () => "" });
    assert.equal(html.match(/<h2 id=/g)?.length, 3000);
    return (performance.now() - start) / 1000;
  };
  const lines = (line: (n: number) => string) => Array.from({ length: 3000 }, (_, n) => line(n));
  const others = seconds(lines((n) => `## Heading number ${n}`).join("\n\n"));
  const equal = seconds(lines(() => "## The same").join("\n\n"));
  assert(equal < 3 * others + 1, `${equal} s against ${others} s`);
});

Deno.test("a page with one cell that is refused shows the others", () => {
  const page = coursePage(
    "a",
    notebookOf(text("## One"), displayed({ "text/html": ACTING[0]! }), text("## Two")),
  );
  const told: string[] = [];
  const html = notebookPage(page, {
    ...{ highlight, course: [page], picture: () => "" },
    onProblem: (cell, message) => told.push(`${cell}: ${message}`),
  });
  assert.match(html, /id="one"[^]*This cell cannot be shown[^]*id="two"/);
  assert.deepEqual(told, [
    "1: it holds the handler onerror of <img>; pages run nothing of what a notebook holds",
  ]);
});

Deno.test("colours that a notebook writes stay on its own page", () => {
  const hostile = [
    "--shiki-light:}body{display:none",
    "--shiki-light:red;background:url(#a)",
    "--shiki-light:red;--shiki-dark:&quot;",
    "--shiki-light:#fff;--shiki-dark:#000}*{color:red",
  ].map((style) => `<span style="${style}">a</span>`);
  assert.deepEqual(shareColours(hostile), { pages: hostile, css: "" });
  const coloured = highlight("const a = 1;", "typescript");
  const { pages: [page], css } = shareColours([coloured]);
  assert(!page?.includes("<span style") && css.startsWith(".k1{"));
});

Deno.test("a place that cannot stand in an address as it is, is still reached from the contents", () => {
  const page = coursePage("a", notebookOf(text(`<h2 id="50% 'é'">T</h2>`)));
  const html = notebookPage(page, { highlight, course: [page], picture: () => "" });
  const [, place = ""] = html.match(/<li class="level-2"><a href="#([^"]*)">T</) ?? [];
  assert.equal(decodeURIComponent(place), "50% 'é'");
});
