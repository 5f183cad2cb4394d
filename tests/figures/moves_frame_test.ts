import assert from "node:assert/strict";
import { movesFrame, strip } from "saddle/figures/mod.ts";
import { decodeSvg, pixels, sources } from "./pictures.ts";

const extent = [[0, 4], [0, 4]] as const;

async function drawn(from: number[], to: number[], mass: number[]) {
  const plan = { from: mass.map((_, i) => i), to: mass.map((_, i) => i), mass };
  const [start, end] = [Float32Array.from(from), Float32Array.from(to)];
  const frame = movesFrame(start, end, { plan, extent });
  const svg = decodeSvg(sources(strip([frame], { caption: "c", alt: "a" }).html)[0]);
  const { at } = await pixels(/<image [^>]*href="([^"]*)"/.exec(svg)![1]!);
  return (x: number, y: number) => at(x / 4, 1 - y / 4);
}

Deno.test("an arrow runs from the generator's point to the data's, its head at the data", async () => {
  const at = await drawn([1, 2], [3, 2], [1]);
  const dark = (x: number, y: number) => at(x, y)[1]! < 200;
  assert.ok(dark(2, 2), "the line");
  const besides = (x: number) => dark(x, 2.05) || dark(x, 2.06) || dark(x, 2.07);
  assert.ok([2.84, 2.86, 2.88].some(besides), "barbs before the end");
  assert.ok(![1.15, 1.2, 1.25].some(besides), "none at the start");
  const [red, , blue] = at(1.04, 2.04);
  assert.ok(red! > blue!, "vermillion at the start");
});

Deno.test("a move of less mass is fainter", async () => {
  const at = await drawn([1, 1, 1, 3], [3, 1, 3, 3], [0.8, 0.2]);
  assert.ok(at(2, 1)[1]! < at(2, 3)[1]! - 30);
});

Deno.test("a point that stays gets no arrow, and a plan that does not fit is refused", async () => {
  const at = await drawn([1, 1, 2, 2], [1, 1, 3, 3], [0.5, 0.5]);
  assert.ok(at(2.5, 2.5)[1]! < 200, "the other has one");
  const points = Float32Array.of(1, 1);
  const plan = { from: [0], to: [1], mass: [1] };
  assert.throws(() => movesFrame(points, points, { plan, extent }), /from one of 1 points to one/);
  const bad = Float32Array.of(NaN, 1);
  assert.throws(() => movesFrame(bad, points, { plan, extent }), /got NaN in row 0/);
});
