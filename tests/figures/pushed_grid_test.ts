import assert from "node:assert/strict";
import { pushedGrid, strip } from "saddle/figures/mod.ts";
import { decodeSvg, pixels, sources } from "./pictures.ts";

const extent = [[0, 4], [0, 4]] as const;
const rim = 0.5 / 4;

async function drawn(points: number[], columns: number) {
  const frame = pushedGrid(Float32Array.from(points), { columns, extent });
  const svg = decodeSvg(sources(strip([frame], { caption: "c", alt: "a" }).html)[0]);
  const { at } = await pixels(/<image [^>]*href="([^"]*)"/.exec(svg)![1]!);
  return at;
}

Deno.test("cells are tinted, and darker where the mesh lies on itself", async () => {
  // two cells: the second folded back onto the upper half of the first
  const at = await drawn([1, 1, 3, 1, 1, 3, 3, 3, 1, 2, 3, 2], 2);
  const green = (x: number, y: number) => at(x / 4, 1 - y / 4)[1]!;
  assert.equal(green(0.5, 0.5), 255);
  assert.ok(green(2, 1.5) < 250, "once");
  assert.ok(green(2, 2.5) < green(2, 1.5) - 5, "twice");
});

Deno.test("a latent of one number becomes a line with dark ends", async () => {
  const at = await drawn([1, 1, 3, 1], 1);
  const [red, green, blue] = at(0.5, 0.75);
  assert.ok(red! > 150 && green! < 200 && blue! < 150, "vermillion in the middle");
  assert.ok(at(0.25, 0.75)[0]! < 100, "dark at the start");
  assert.deepEqual(at(0.5, rim), [255, 255, 255]);
});

Deno.test("points that are no whole rows, one row or not finite are refused", () => {
  const grid = (points: number[], columns: number) =>
    pushedGrid(Float32Array.from(points), { columns, extent });
  assert.throws(() => grid([0, 0, 1, 1, 2, 2], 2), /shape \[rows, 2, 2\].*got 6 numbers/);
  assert.throws(() => grid([0, 0, 1, 1], 2), /at least two rows/);
  assert.throws(() => grid([0, 0], 0), /columns is a whole number of at least 1, but 0 came/);
  assert.throws(() => grid([0, 0, NaN, 1], 1), /got NaN in row 1/);
});
