import assert from "node:assert/strict";
import { extremes } from "saddle/figures/extremes.ts";

Deno.test("the extremes of more numbers than a function takes are the first and the last in order", () => {
  const count = 300_000;
  const shuffled = Int32Array.from({ length: count }, (_, at) => at * 7 % count); // 7 does not divide count
  assert.deepEqual(extremes(shuffled), [0, count - 1]);
});

Deno.test("extremes are as Math.min and Math.max of few numbers, of none and of NaN", () => {
  for (const values of [[3, -1, 2], [5], [], [1, NaN, 2], [Infinity, 0]]) {
    assert.deepEqual(extremes(values), [Math.min(...values), Math.max(...values)]);
  }
});
