import assert from "node:assert/strict";
import { parseHTML } from "linkedom";
import {
  type Cell,
  coursePage,
  highlighter,
  notebookPage,
  type Output,
} from "saddle/course/mod.ts";
import { code, notebookOf, text } from "./make_notebook.ts";

const highlight = await highlighter();
const picture = (path: string) => `data:image/png;base64,${btoa(path)}`;

function build(...cells: Cell[]): string {
  const course = ["00-first", "01-second", "02-third"].map((name) =>
    coursePage(name, notebookOf(text(`# On ${name}`), ...cells))
  );
  const page = course[1];
  assert(page);
  return notebookPage(page, { highlight, course, picture });
}
interface Found {
  textContent: string;
  getAttribute(name: string): string | null;
}
function query(html: string, selector: string): Found[] {
  const window = parseHTML(html) as unknown as {
    document: { querySelectorAll(selector: string): Iterable<Found> };
  };
  return [...window.document.querySelectorAll(selector)];
}
const withOutputs = (cell: Cell, ...outputs: Output[]): Cell => ({ ...cell, outputs } as Cell);

Deno.test("a page has its title, contents, neighbours and the notebook itself", () => {
  const html = build(text("## One\n\n### Two\n\n#### Three"));
  assert.equal(query(html, "title")[0]?.textContent, "On 01-second · Saddle");
  assert.deepEqual(query(html, ".contents li a").map((link) => link.getAttribute("href")), [
    "#one",
    "#two",
  ]);
  assert.equal(query(html, '[rel="prev"]')[0]?.getAttribute("href"), "00-first.html");
  assert.equal(query(html, '[rel="next"]')[0]?.getAttribute("href"), "02-third.html");
  assert.equal(query(html, "footer a")[0]?.getAttribute("href"), "01-second.ipynb");
});

Deno.test("of a bundle the page shows the richest form", () => {
  const display = (data: Record<string, string>): Output => ({
    output_type: "display_data",
    data,
    metadata: {},
  });
  const html = build(withOutputs(
    code("1"),
    display({
      "text/plain": "no",
      "image/svg+xml": "<svg></svg>",
      "text/html": "<b id='yes'>yes</b>",
    }),
    display({ "image/png": "iVBO\n", "text/plain": `the "figure"` }),
    display({ "text/plain": "\x1b[33m2\x1b[39m <3" }),
    { output_type: "stream", name: "stderr", text: "careful\n" },
  ));
  assert.equal(query(html, "#yes").length, 1);
  assert.equal(query(html, ".outputs svg").length, 0);
  assert.equal(query(html, ".outputs img")[0]?.getAttribute("src"), "data:image/png;base64,iVBO");
  assert.equal(query(html, ".outputs img")[0]?.getAttribute("alt"), `the "figure"`);
  assert.equal(query(html, ".result")[0]?.textContent, "2 <3");
  assert.equal(query(html, ".stderr")[0]?.textContent, "careful");
});

Deno.test("links to notebooks lead to pages, pictures stand in the page", () => {
  const html = build(
    text(
      "[next](02-third.ipynb#The-Game) [up](#The-Game) [paper](https://arxiv.org/) ![a](pictures/a%20b.png)",
    ),
  );
  const links = query(html, ".text p a").map((link) => link.getAttribute("href"));
  assert.deepEqual(links, ["02-third.html#The-Game", "#the-game", "https://arxiv.org/"]);
  assert.equal(query(html, ".text img")[0]?.getAttribute("src"), picture("pictures/a b.png"));
});

Deno.test("a picture pasted into a cell stands in the page", () => {
  const cell = {
    ...text("![a](attachment:a.png)"),
    attachments: { "a.png": { "image/png": "iVBO" } },
  } as Cell;
  assert.equal(
    query(build(cell), ".text img")[0]?.getAttribute("src"),
    "data:image/png;base64,iVBO",
  );
  assert.throws(
    () => build(text("![a](attachment:b.png)")),
    /markdown cell 2 of 2: the picture "attachment:b.png" is not among/,
  );
});

Deno.test("what would ask another host is an error that names the cell", () => {
  const output: Output = {
    output_type: "display_data",
    data: { "text/html": '<script src="https://cdn.example/x.js"></script>' },
    metadata: {},
  };
  assert.throws(
    () => build(withOutputs(code("1"), output)),
    /01-second\.ipynb, code cell \[1\] .*would load https:\/\/cdn\.example\/x\.js/,
  );
  assert.throws(
    () => build(text("![a](https://example.org/a.png)")),
    /would load https:\/\/example\.org\/a\.png/,
  );
});
