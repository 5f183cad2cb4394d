import assert from "node:assert/strict";
import { parseHTML } from "linkedom";
import {
  type Cell,
  coursePage,
  highlighter,
  indexPage,
  notebookPage,
  type Output,
} from "saddle/course/mod.ts";
import { CLAIM_MIME, film, type Frame, strip } from "saddle/figures/mod.ts";
import { code, notebookOf, text } from "./make_notebook.ts";

const highlight = await highlighter(), picture = () => "data:,";
interface Found {
  textContent: string;
  getAttribute(name: string): string | null;
}
function query(html: string, selector: string): Found[] {
  const { document } = parseHTML(html) as unknown as {
    document: { querySelectorAll(selector: string): Iterable<Found> };
  };
  return [...document.querySelectorAll(selector)];
}
const pageOf = (...cells: Cell[]) => coursePage("01-one", notebookOf(text("# One"), ...cells));
const build = (...cells: Cell[]) => {
  const page = pageOf(...cells);
  return notebookPage(page, { highlight, course: [page], picture });
};
function ran(cell: Cell, ...datas: Record<string, unknown>[]): Cell {
  const outputs = datas.map((data): Output => ({
    output_type: "display_data",
    metadata: {},
    data,
  }));
  return { ...cell, outputs } as Cell;
}
const claim = (name: string, holds = true) => ({
  "text/html": `<div class="saddle-claim ${holds}">${name}</div>`,
  [CLAIM_MIME]: { claim: name, holds, line: name },
});

Deno.test("claims that held stand behind a line that says how many and what", () => {
  const html = build(ran(
    code("1"),
    ...[claim("a < b"), claim("two"), { "text/plain": "between" }, claim("three")],
  ));
  const lines = query(html, "details.claims > summary").map(({ textContent }) =>
    textContent.trim()
  );
  assert.deepEqual(lines, ["✓ 2 claims a < b; two", "✓ 1 claim three"]);
  assert.equal(query(html, "details.claims .saddle-claim").length, 3);
  assert.equal(query(html, "details[open]").length, 0);
});

Deno.test("a claim that did not hold is folded nowhere", () => {
  const html = build(ran(code("1"), claim("one"), claim("wrong", false), claim("two")));
  assert.equal(query(html, "details .false").length, 0);
  assert.equal(query(html, ".saddle-claim.false").length, 1);
  assert.equal(query(html, "details.claims").length, 2);
});

const frames = [0, 1, 2, 3, 4, 5, 6].map((at): Frame => ({
  draw: (context) => context.fillRect(9 * at, 0, 9, 9),
  label: `step ${at}`,
}));
const words = { caption: "A square slides.", alt: "sliding & square" };
function onIndex(html: string): Found[] {
  const page = pageOf(ran(code("1", "signature-picture"), { "text/html": html }));
  return query(indexPage([page], highlight, { picture }), ".signature img");
}

Deno.test("the index shows of a film the frame that tells most", () => {
  const [shown, ...more] = onIndex(film(frames, { ...words, still: 3, opens: "step 2" }).html);
  assert.equal(shown?.getAttribute("alt"), "sliding & square: step 2");
  assert.equal(more.length, 0);
  const [last] = onIndex(film(frames, words).html);
  assert.equal(last?.getAttribute("alt"), "sliding & square: step 6");
});

Deno.test("the index shows of a strip the first three pictures, with a link to the page", () => {
  const alts = onIndex(strip(frames, words).html).map((image) => image.getAttribute("alt"));
  assert.deepEqual(alts, [0, 1, 2].map((at) => `sliding & square: step ${at}`));
  const page = pageOf(ran(code("1", "signature-picture"), { "text/html": "<p>no figure</p>" }));
  assert.equal(query(indexPage([page], highlight, { picture }), ".signature").length, 0);
});

Deno.test("pictures for the index are data of their own, whatever a figure names", () => {
  const sources = ["https://example.org/a.png", 'data:image/png;base64,AA" onerror="x', "x.png"];
  const html = sources.map((src) => `<img src="${src}" alt="a">`).join("");
  const shown = onIndex(`<figure class="saddle-figure">${html}</figure>`);
  assert.deepEqual(shown.map((image) => image.getAttribute("src")), ["data:image/png;base64,AA"]);
  assert.deepEqual(shown.map((image) => image.getAttribute("onerror")), [null]);
});

Deno.test("the index leads to the map of methods where that notebook is among the pages", () => {
  const linked = (...names: string[]) => {
    const pages = names.map((name) => coursePage(name, notebookOf(text("# One"))));
    return query(indexPage(pages, highlight, { picture }), "main > p a").map((link) =>
      link.getAttribute("href")
    );
  };
  assert.deepEqual(linked("01-one"), ["library/index.html"]);
  assert.deepEqual(linked("01-one", "14-which-recipe"), [
    "14-which-recipe.html",
    "library/index.html",
  ]);
});
