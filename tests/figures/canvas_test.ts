import assert from "node:assert/strict";
import { createCanvas as createNapiCanvas, GlobalFonts, Image } from "@napi-rs/canvas";
import { canvasPackage, createCanvas } from "saddle/figures/mod.ts";
import { firstFont } from "saddle/figures/canvas_fonts.ts";
import { rasterise } from "saddle/figures/rasterise.ts";
import { pixels } from "./pictures.ts";

const uri = (mime: string, bytes: Uint8Array) =>
  `data:${mime};base64,${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))}`;

Deno.test("one of the two packages draws, whichever is there", async () => {
  assert.ok(["skia-canvas", "@napi-rs/canvas"].includes(canvasPackage()));
  const canvas = createCanvas(20, 10);
  canvas.context.fillStyle = "rgb(200, 100, 50)";
  canvas.context.fillRect(0, 0, 20, 10);
  const { width, height, at } = await pixels(uri("image/png", canvas.encode("png")));
  assert.deepEqual([width, height, at(0.5, 0.5)], [20, 10, [200, 100, 50]]);
  assert.equal((await pixels(uri("image/webp", canvas.encode("webp")))).width, 20);
});

Deno.test("text is drawn on any machine, with fonts or without", async () => {
  const canvas = createCanvas(100, 40);
  canvas.context.fillStyle = "#fff";
  canvas.context.fillRect(0, 0, 100, 40);
  canvas.context.fillStyle = "#000";
  canvas.context.font = '30px "Saddle Sans"';
  canvas.context.fillText("MMMM", 0, 35);
  const { at } = await pixels(uri("image/png", canvas.encode("png")));
  const dark = Array.from({ length: 100 }, (_, x) => at((x + 0.5) / 100, 0.6)[0]!)
    .filter((value) => value < 128);
  assert.ok(dark.length > 10, `${dark.length} dark pixels in a line of text`);
});

Deno.test("a raster keeps faint lines faint and places text by em", async () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="40" font-size="20">' +
    '<rect width="100" height="40" fill="#fff"/><g stroke="currentColor" stroke-opacity="0.1">' +
    '<line x1="0" x2="100" y1="35" y2="35" stroke-width="4"/></g>' +
    '<text y="1em" fill="#000">MMMM</text></svg>';
  const { at } = await pixels(uri("image/webp", rasterise(svg, 1)));
  assert.ok(at(0.5, 0.875)[0]! > 200, `${at(0.5, 0.875)}`);
  const dark = Array.from({ length: 60 }, (_, x) => at(x / 100, 0.35)[0]!).filter((v) => v < 128);
  assert.ok(dark.length > 5, "text stands one em down");
});

Deno.test("a canvas of no size is refused", () => {
  assert.throws(() => createCanvas(0, 5), {
    name: "RangeError",
    message: /width is .*, but 0 came/,
  });
  assert.throws(() => createCanvas(5, 1.5), /height.*1\.5/);
});

Deno.test("a raster has the house's font: one family that is there, since Skia reads no list", () => {
  assert.ok(GlobalFonts.has(firstFont()), firstFont());
  const text = (family: string) =>
    `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40"><text y="30" font-size="30" ` +
    `font-family="${family}">ag Rq 1</text></svg>`;
  const direct = new Image();
  direct.src = new TextEncoder().encode(text(firstFont())) as unknown as typeof direct.src;
  const canvas = createNapiCanvas(200, 40);
  canvas.getContext("2d").drawImage(direct, 0, 0, 200, 40);
  const asked = rasterise(text("'Liberation Sans', Helvetica, sans-serif"), 1);
  assert.deepEqual([...asked], [...canvas.encodeSync("webp", 88)]);
});
