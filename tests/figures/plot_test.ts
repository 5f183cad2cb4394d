import * as Plot from "@observablehq/plot";
import assert from "node:assert/strict";
import { colours, plot } from "saddle/figures/mod.ts";
import { assertStandaloneSvg, decodeSvg, scattered, sources, stripped } from "./pictures.ts";

const words = { caption: "A caption & more.", alt: 'An "alt" text' };
const rows = [0, 1, 2].flatMap((x) => ["one", "two"].map((method) => ({ x, y: x * x, method })));

Deno.test("a chart is one standalone SVG in an <img>, with alt text and caption", () => {
  const figure = plot({ ...words, marks: [Plot.line(rows, { x: "x", y: "y", z: "method" })] });
  const [src, ...others] = sources(figure.html);
  assert.deepEqual(others, []);
  assertStandaloneSvg(decodeSvg(src));
  assert.match(figure.html, /alt="An &quot;alt&quot; text"/);
  assert.match(figure.html, /<figcaption[^>]*>A caption &amp; more\.<\/figcaption>/);
  assert.equal(figure.text, words.alt);
});

Deno.test("a chart shows with all scripts and styles stripped", () => {
  const figure = plot({ ...words, marks: [Plot.dot(rows, { x: "x", y: "y" })] });
  const bare = stripped(figure.html);
  assert.equal(sources(bare).length, 1);
  assert.match(decodeSvg(sources(bare)[0]), /<rect [^>]*fill="#ffffff"/, "its own light card");
});

Deno.test("a legend of categories is inside the picture, in the course's colours", () => {
  const svg = plot({
    ...words,
    title: "A title",
    color: { legend: true },
    marks: [Plot.line(rows, { x: "x", y: "y", stroke: "method" })],
  }).svg!;
  assertStandaloneSvg(svg);
  for (const text of ["A title", "one", "two"]) assert.match(svg, new RegExp(`>${text}</text>`));
  for (const colour of colours.methods.slice(0, 2)) assert.ok(svg.includes(`fill="${colour}"`));
});

Deno.test("a continuous legend is a ramp inside the picture", () => {
  const svg = plot({
    ...words,
    color: { legend: true, label: "height" },
    marks: [Plot.dot(rows, { x: "x", y: "y", fill: "y" })],
  }).svg!;
  assertStandaloneSvg(svg);
  assert.match(svg, /href="data:image\/png;base64,[^"]{50,}"/);
  assert.match(svg, />height<\/text>/);
});

Deno.test("colours given by the author stay", () => {
  const svg = plot({
    ...words,
    color: { domain: ["one", "two"], range: ["#123456", "#654321"] },
    marks: [Plot.line(rows, { x: "x", y: "y", stroke: "method" })],
  }).svg!;
  assert.ok(svg.includes('stroke="#123456"') && svg.includes('stroke="#654321"'));
});

Deno.test("a chart with thousands of dots is a raster of bounded size", () => {
  const values = scattered(10_000);
  const points = Array.from({ length: 5000 }, (_, at) => [values[2 * at]!, values[2 * at + 1]!]);
  const figure = plot({ ...words, marks: [Plot.dot(points as [number, number][])] });
  assert.match(sources(figure.html)[0]!, /^data:image\/webp;base64,/);
  assert.ok(figure.html.length < 400_000, `${figure.html.length} bytes`);
});

Deno.test("a large chart that holds a picture stays SVG, picture and all", () => {
  const wave = (x: number, y: number) => Math.sin(9 * x * y) + Math.cos(40 * x);
  const figure = plot({
    ...words,
    marks: [Plot.raster({ x1: -1, x2: 1, y1: -1, y2: 1, fill: wave })],
  });
  assert.ok(figure.svg!.length > 150_000, "as large as others are that become rasters");
  assert.match(decodeSvg(sources(figure.html)[0]), /<image [^>]*href="data:image\/png/);
});

Deno.test("the same chart twice is the same to the last byte", () => {
  const draw = () => plot({ ...words, marks: [Plot.line(rows, { x: "x", y: "y" })] }).html;
  assert.equal(draw(), draw());
});

Deno.test("a chart without caption, alt text or data is refused", () => {
  const marks = [Plot.line(rows, { x: "x", y: "y" })];
  assert.throws(() => plot({ caption: " ", alt: "a", marks }), {
    name: "TypeError",
    message: /`caption`.*non-empty string, got " "/,
  });
  assert.throws(() => plot({ caption: "c", marks } as never), /`alt`.*got undefined/);
  assert.throws(() => plot({ ...words, marks: [Plot.dot([])] }), {
    name: "RangeError",
    message: /got 1 mark without any/,
  });
});
