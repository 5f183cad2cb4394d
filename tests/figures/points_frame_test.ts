import assert from "node:assert/strict";
import { colours, pointsFrame, strip } from "saddle/figures/mod.ts";
import { decodeSvg, pixels, sources } from "./pictures.ts";

const extent = [[-1, 1], [-1, 1]] as const;
const point = Float32Array.of(0.5, 0.5);

Deno.test("points are blue unless another colour is asked for, and stand where they should", async () => {
  for (const [colour, isBlue] of [[undefined, true], [colours.generator, false]] as const) {
    const frame = pointsFrame(point, { extent, radius: 15, ...(colour ? { colour } : {}) });
    const svg = decodeSvg(sources(strip([frame], { caption: "c", alt: "a" }).html)[0]);
    const { at } = await pixels(/<image [^>]*href="([^"]*)"/.exec(svg)![1]!);
    assert.equal(at(0.75, 0.25)[2]! > 150, isBlue);
    assert.deepEqual(at(0.25, 0.75), [255, 255, 255], "nothing at the lower left");
  }
});

Deno.test("at most as many points as asked for are drawn", async () => {
  const two = Float32Array.of(0.5, 0.5, -0.5, -0.5);
  const frame = pointsFrame(two, { extent, radius: 15, most: 1 });
  const svg = decodeSvg(sources(strip([frame], { caption: "c", alt: "a" }).html)[0]);
  const { at } = await pixels(/<image [^>]*href="([^"]*)"/.exec(svg)![1]!);
  assert.deepEqual(at(0.25, 0.75), [255, 255, 255], "the second point is left out");
});

Deno.test("no points and points that are not finite are refused", () => {
  assert.throws(() => pointsFrame(new Float32Array(), { extent }), /Expected points, got no/);
  assert.throws(() => pointsFrame(Float32Array.of(0, NaN), { extent }), /got NaN in row 0/);
});
