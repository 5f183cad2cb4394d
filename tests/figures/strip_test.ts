import assert from "node:assert/strict";
import * as Plot from "@observablehq/plot";
import { createCanvas, type Drawing, plot, strip } from "saddle/figures/mod.ts";
import { assertStandaloneSvg, decodeSvg, sources, stripped } from "./pictures.ts";

const words = { caption: "c", alt: "frames" };
const square: Drawing = (context, { width }) => context.fillRect(0, 0, width / 2, width / 2);

Deno.test("a strip is a row of named pictures that shows without styles", () => {
  const figure = strip([square, square], { ...words, labels: ["first", "second"] });
  const pictures = sources(stripped(figure.html)).map(decodeSvg);
  assert.equal(pictures.length, 2);
  pictures.forEach(assertStandaloneSvg);
  assert.match(pictures[1]!, />second<\/text>/);
  assert.match(figure.html, /alt="frames: second"/);
});

Deno.test("a frame may be a drawing, a figure, SVG source, or picture bytes", () => {
  const chart = plot({ ...words, marks: [Plot.dot([[1, 2], [2, 1]])] });
  const bytes = createCanvas(8, 8).encode("png");
  const figure = strip([square, chart, chart.svg!, bytes], words);
  assert.equal(sources(figure.html).length, 4);
  sources(figure.html).map(decodeSvg).forEach(assertStandaloneSvg);
});

Deno.test("what is no frame is refused with its place", () => {
  assert.throws(() => strip([square, 3 as never], words), {
    name: "TypeError",
    message: /Frame 1/,
  });
  assert.throws(() => strip([Uint8Array.of(1, 2, 3)], words), /Frame 0: expected PNG, WebP/);
  assert.throws(() => strip(["<p>no svg</p>"], words), /Frame 0.*SVG/);
  assert.throws(() => strip([], words), { name: "RangeError", message: /at least one frame/ });
  assert.throws(() => strip([square], { ...words, labels: ["a", "b"] }), /1 labels.*got 2/);
});
