import assert from "node:assert/strict";
import { start } from "saddle/engine/mod.ts";
import {
  criticMap,
  generate,
  generateFrom,
  gridPoints,
  score,
  train,
} from "saddle/training/mod.ts";
import { stream } from "saddle/random/mod.ts";
import { forEachEngine } from "../engines.ts";
import { SMALL } from "./small.ts";

forEachEngine("a finished run generates and scores as its last snapshot shows", async () => {
  const grid = { x: [-2, 2], y: [-1, 1], nx: 4, ny: 3 } as const;
  const run = await train({ ...SMALL, constraints: [], runs: 2, steps: 2, grid });
  const { samples, critic } = run.snapshots.at(-1)!;
  assert.deepEqual(generate(run, 5, { stream: "snapshot" }), samples);
  assert.deepEqual(criticMap(run, grid), critic);
  assert.deepEqual(score(run, gridPoints(grid, 2)), critic);
  assert.equal(critic!.length, 2 * 3 * 4);
});

Deno.test("generated points are the same each time, others from another stream", async () => {
  await start({ engine: "wasm" });
  const run = await train({ ...SMALL, runs: 3, steps: 1 });
  const points = generate(run, 50);
  assert.equal(points.length, 3 * 50 * 2);
  assert.deepEqual(generate(run, 50), points);
  assert.notDeepEqual(generate(run, 50, { stream: "other" }), points);
  const [first, second] = [points.subarray(0, 100), points.subarray(100, 200)];
  assert.notDeepEqual(first, second);
});

Deno.test("given latents go to every generator alike", async () => {
  await start({ engine: "wasm" });
  const run = await train({ ...SMALL, runs: 2, steps: 1 });
  const latents = stream(run.seed, 1, "snapshot").normal(new Float32Array(5 * 2)); // those of run 1
  const points = generateFrom(run, latents);
  assert.equal(points.length, 2 * 5 * 2);
  assert.deepEqual(points.subarray(10), generate(run, 5, { stream: "snapshot" }).subarray(10));
  assert.notDeepEqual(points.subarray(0, 10), points.subarray(10));
  assert.throws(
    () => generateFrom(run, new Float32Array(3)),
    /starts from points of shape \[n, 2\]/,
  );
});

Deno.test("trained parameters can be uploaded as often as one likes", async () => {
  await start({ engine: "wasm" });
  const run = await train({ ...SMALL, steps: 1 });
  const before = generate(run, 10);
  run.generator.params.upload();
  assert.deepEqual(run.generator.params.leaves.map(({ shape }) => shape), [
    [1, 2, 6],
    [1, 1, 6],
    [1, 6, 2],
    [1, 1, 2],
  ]);
  assert.deepEqual(generate(run, 10), before);
});

Deno.test("a finished run refuses what is not points", async () => {
  await start({ engine: "wasm" });
  const run = await train({ ...SMALL, steps: 1 });
  for (const n of [0, -1, 1.5, NaN]) {
    assert.throws(() => generate(run, n), {
      name: "RangeError",
      message: /generate's n is a whole number of at least 1/,
    });
  }
  assert.throws(() => generate(run, 1, { seed: 2 } as object), /no option "seed".*stream/);
  assert.throws(() => score(run, new Float32Array(5)), /shape \[n, 2\], but 5 numbers came/);
  assert.throws(() => score(run, new Float32Array()), /but 0 numbers came/);
  const grid = { x: [0, 1], y: [0, 1], nx: 2, ny: 0 } as const;
  assert.throws(() => criticMap(run, grid), /ny is a whole number of at least 1/);
});
