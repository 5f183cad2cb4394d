import assert from "node:assert/strict";
import { criticColour } from "saddle/figures/mod.ts";
import { levelLines } from "saddle/figures/critic_map.ts";

Deno.test("the critic's colours run from orange over near white to blue, and clamp", () => {
  const [lowRed, , lowBlue] = criticColour(-1);
  const [highRed, , highBlue] = criticColour(1);
  assert.ok(lowRed > lowBlue + 100 && highBlue > highRed + 100);
  assert.deepEqual(criticColour(5), criticColour(1));
  assert.deepEqual(criticColour(-5), criticColour(-1));
  assert.throws(() => criticColour(NaN), RangeError);
});

Deno.test("level lines of a plane are where the plane takes the level", () => {
  const [nx, ny] = [6, 5];
  const values = Float32Array.from(
    { length: nx * ny },
    (_, at) => 2 * (at % nx) + 3 * Math.floor(at / nx),
  );
  const lines = levelLines({ values, nx, ny, x: [0, 1], y: [0, 1] }, 7.5);
  assert.ok(lines.length > 0);
  for (const [i0, j0, i1, j1] of lines) {
    for (const [i, j] of [[i0, j0], [i1, j1]]) {
      assert.ok(Math.abs(2 * i! + 3 * j! - 7.5) < 1e-6);
    }
  }
});

Deno.test("a level nothing takes has no lines", () => {
  const grid = { values: new Float32Array(9), nx: 3, ny: 3, x: [0, 1], y: [0, 1] } as const;
  assert.deepEqual(levelLines(grid, 1), []);
});
