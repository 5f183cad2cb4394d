import { createCanvas } from "@napi-rs/canvas";
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import {
  type Area,
  type CanvasRenderingContext2D,
  colours,
  film,
  imageFrame,
  imageFrames,
  imageGrid,
  imagePng,
  imageRows,
  type Sketch,
  sketchPng,
} from "saddle/figures/mod.ts";
import { assertStandaloneSvg, decodeSvg, pixels, sources, stripped } from "./pictures.ts";

const words = { caption: "c", alt: "images" };

/** So many grey images of 2 x 3, the i-th of the value i / 8 - 1 but for its first pixel, which is white. */
const grey = (count: number) =>
  Float32Array.from(
    { length: count * 6 },
    (_, at) => at % 6 === 0 ? 1 : Math.floor(at / 6) / 8 - 1,
  );
const greyShape = [2, 3, 1] as const;

/** The pictures in a figure's SVG. */
const sheets = (svg: string) =>
  [...svg.matchAll(/<image [^>]*href="([^"]*)"/g)].map(([, href]) => href!);

Deno.test("a grid has a sheet a row, pixel for pixel, with labels under the images", async () => {
  const labels = ["zero", "one", "two", "three", "four"];
  const figure = imageGrid(grey(5), { ...words, shape: greyShape, columns: 3, labels, zoom: 20 });
  assertStandaloneSvg(decodeSvg(sources(stripped(figure.html))[0]));
  const [first, second] = await Promise.all(sheets(figure.svg!).map(pixels));
  // three images of 3 pixels with a pixel between them, then two
  assert.deepEqual([first!.width, first!.height, second!.width], [11, 2, 7]);
  const at = (column: number, row: number) => first!.at((column + .5) / 11, (row + .5) / 2);
  assert.deepEqual(at(0, 0), [255, 255, 255]);
  // (value + 1) / 2 of 255, by the definition of the range
  for (const image of [0, 1, 2]) {
    const byte = Math.round(255 * image / 16);
    assert.deepEqual(at(4 * image + 1, 1), [byte, byte, byte]);
  }
  assert.deepEqual(at(3, 1), [255, 255, 255], "white between images");
  for (const label of labels) assert.match(figure.svg!, new RegExp(`>${label}</text>`));
});

Deno.test("colour stands as it is, [0, 1] as asked for, and what lies beyond is clipped", async () => {
  const images = Float32Array.of(0, .5, 1, -3, 2, 0);
  const figure = imageGrid(images, { ...words, shape: [1, 2, 3], low: 0 });
  const sheet = await pixels(sheets(figure.svg!)[0]!);
  assert.deepEqual([sheet.at(.25, .5), sheet.at(.75, .5)], [[0, 128, 255], [0, 255, 0]]);
});

Deno.test("beyond the most, images are left out; long labels make room", () => {
  const options = { ...words, shape: greyShape, columns: 2, zoom: 4 };
  const few = imageGrid(grey(9), { ...options, most: 4 }).svg!;
  assert.equal(sheets(few).length, 2);
  const width = (svg: string) => Number(/ width="(\d+)/.exec(svg)![1]);
  const named = imageGrid(grey(4), { ...options, labels: Array(4).fill("a long name") }).svg!;
  assert.ok(width(named) > 2 * 80 && width(few) < 60, `${width(named)} and ${width(few)}`);
});

Deno.test("the nearest image of the data stands under each sample, each with the colour of its kind", () => {
  const nearest = grey(4).map((value) => -value);
  const figure = imageGrid(grey(4), { ...words, shape: greyShape, columns: 2, nearest });
  assert.equal(sheets(figure.svg!).length, 4);
  const strokes = [...figure.svg!.matchAll(/stroke="([^"]*)"/g)].map(([, colour]) => colour);
  const pair = [...Array(2).fill(colours.generator), ...Array(2).fill(colours.data)];
  assert.deepEqual(strokes, [...pair, ...pair]);
});

Deno.test("rows of grey and of colour stand column for column", async () => {
  const rows = [
    { label: "source", images: grey(3) },
    { label: "translated", images: new Float32Array(3 * 18).fill(1), shape: [2, 3, 3] as const },
    { images: grey(3), joined: true },
  ];
  const figure = imageRows(rows, { ...words, shape: greyShape });
  assertStandaloneSvg(decodeSvg(sources(figure.html)[0]));
  const widths = (await Promise.all(sheets(figure.svg!).map(pixels))).map(({ width }) => width);
  assert.deepEqual(widths, [11, 11, 11]);
  assert.match(figure.svg!, />translated<\/text>/);
  assert.match(figure.svg!, /image-rendering:pixelated/);
});

/** What a frame draws on an area, as a colour at a place of it. */
function drawn({ draw }: Sketch, area: Area): (x: number, y: number) => number[] {
  const context = createCanvas(area.width, area.height).getContext("2d");
  context.fillStyle = "#fff";
  context.fillRect(0, 0, area.width, area.height);
  draw(context as unknown as CanvasRenderingContext2D, area);
  return (x, y) => [...context.getImageData(x, y, 1, 1).data.subarray(0, 3)];
}

Deno.test("a frame keeps the shape of its images in any area, and their pixels sharp", () => {
  const frame = imageFrame(grey(4), { shape: greyShape, columns: 2, label: "step 3" });
  assert.equal(frame.label, "step 3");
  // 7 x 5 pixels on 140 x 200: 20 for each, 50 above and below
  const at = drawn(frame, { width: 140, height: 200 });
  assert.deepEqual(at(70, 20), [255, 255, 255]);
  assert.deepEqual([at(1, 51), at(19, 69)], [[255, 255, 255], [255, 255, 255]]);
  assert.deepEqual([at(21, 51), at(39, 69)], [[0, 0, 0], [0, 0, 0]]);
});

Deno.test("frames of a training are a film, run by run", () => {
  const snapshots = [0, 50].map((step) => ({
    step,
    samples: Float32Array.of(...grey(4).fill(-1), ...grey(4).fill(step / 50)),
  }));
  const options = { shape: greyShape, columns: 2, runs: 2, run: 1 } as const;
  const frames = imageFrames(snapshots, options);
  assert.deepEqual(frames.map(({ label }) => label), ["step 0", "step 50"]);
  const middle = frames.map((frame) => drawn(frame, { width: 70, height: 50 })(15, 10));
  assert.deepEqual(middle, [[128, 128, 128], [255, 255, 255]]);
  assert.match(film(frames, words).html, /step 50/);
});

const shape = greyShape;
const refused: Record<string, [draw: () => unknown, message: RegExp]> = {
  "no images": [
    () => imageGrid(new Float32Array(), { ...words, shape }),
    /Expected images, got no values/,
  ],
  "half an image": [
    () => imageGrid(new Float32Array(9), { ...words, shape }),
    /images of shape \[n, 6\], got 9 values/,
  ],
  "a value that is not finite": [
    () => imageFrame(Float32Array.of(0, 0, 0, 0, 0, 0, NaN, 0, 0, 0, 0, 0), { shape }),
    /Expected finite images, got NaN in row 1/,
  ],
  "another number of labels": [
    () => imageGrid(grey(2), { ...words, shape, labels: ["a"] }),
    /Expected 2 labels \(one an image\), got 1/,
  ],
  "another number of nearest images": [
    () => imageGrid(grey(2), { ...words, shape, nearest: grey(3) }),
    /Expected 2 nearest images \(one an image\), got 3/,
  ],
  "a shape of four channels": [
    () => imageGrid(grey(2), { ...words, shape: [1, 1, 4] }),
    /shape is a shape \[height, width, channels\] with 1 or 3 channels, but \[1, 1, 4\] came/,
  ],
  "no rows": [() => imageRows([], { ...words, shape }), /at least one row of images, got none/],
  "no snapshots": [() => imageFrames([], { shape }), /at least one snapshot, got none/],
};

Deno.test("a data set in the place of images is refused by name", () => {
  const set = { name: "my digits", sample: () => new Float32Array() };
  assert.throws(
    () => imageGrid(set as never, { ...words, shape }),
    /^TypeError: imageGrid's images is a Float32Array, but my digits came/,
  );
});

for (const [what, [draw, message]] of Object.entries(refused)) {
  Deno.test(`${what} is refused with what was expected`, () => {
    assert.throws(draw, { name: "RangeError", message });
  });
}

Deno.test("images as a PNG are those of a grid, each pixel a square as large as asked for", async () => {
  const png = imagePng(grey(5), { shape: greyShape, columns: 3, zoom: 2 });
  const sheet = await pixels(`data:image/png;base64,${Buffer.from(png).toString("base64")}`);
  assert.deepEqual([sheet.width, sheet.height], [22, 2 * 5]);
  const at = (column: number, row: number) => sheet.at((column + .5) / 22, (row + .5) / 10);
  assert.deepEqual([at(0, 0), at(1, 1)], [[255, 255, 255], [255, 255, 255]]);
  for (const image of [0, 1, 2]) {
    const byte = Math.round(255 * image / 16);
    for (const pixel of [2, 3]) assert.deepEqual(at(8 * image + pixel, 3), [byte, byte, byte]);
  }
  assert.throws(() => imagePng(new Float32Array(5), { shape: greyShape }), /Expected images/);
  assert.throws(
    () => imagePng(new Float32Array(6).fill(NaN), { shape: greyShape }),
    /Expected finite images, got NaN in row 0/,
  );
});

Deno.test("a sketch as a PNG is what it draws, on white", async () => {
  const png = sketchPng({
    draw: (context, { width, height }) => {
      context.fillStyle = "#000";
      context.fillRect(0, 0, width / 2, height);
    },
  }, { width: 8, height: 4 });
  const seen = await pixels(`data:image/png;base64,${Buffer.from(png).toString("base64")}`);
  assert.deepEqual([seen.width, seen.height], [8, 4]);
  assert.deepEqual([seen.at(.2, .5), seen.at(.8, .5)], [[0, 0, 0], [255, 255, 255]]);
});
