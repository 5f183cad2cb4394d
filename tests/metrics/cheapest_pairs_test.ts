import assert from "node:assert/strict";
import { linearSumAssignment } from "linear-sum-assignment";
import { cheapestPairs } from "saddle/metrics/cheapest_pairs.ts";
import { stream } from "saddle/random/mod.ts";

/** What the package of npm, which does the same in the same order, pairs. */
function pairsOfPackage(costs: Float64Array, n: number): Int32Array {
  const rows = Array.from({ length: n }, (_, row) => costs.subarray(row * n, (row + 1) * n));
  return Int32Array.from(linearSumAssignment(rows, { maximaze: false }).rowAssignments);
}

function drawn(n: number, seed: number, map: (uniform: number) => number): Float64Array {
  const random = stream(seed, 0, "data");
  return Float64Array.from({ length: n * n }, () => map(random.next()));
}

function permutations(items: readonly number[]): number[][] {
  return items.length === 0
    ? [[]]
    : items.flatMap((item) =>
      permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest])
    );
}

function sumOf(costs: Float64Array, n: number, pairs: Iterable<number>): number {
  return [...pairs].reduce((sum, column, row) => sum + costs[row * n + column]!, 0);
}

Deno.test("pairs are those of npm's linear-sum-assignment, one by one", () => {
  const kinds: ((uniform: number) => number)[] = [
    (uniform) => uniform,
    (uniform) => uniform ** 8 * 1e6, // far apart
    (uniform) => Math.floor(uniform * 4), // many ties
    (uniform) => uniform - 0.5, // below 0
    () => 1, // all the same
  ];
  for (const [seed, kind] of kinds.entries()) {
    for (const n of [1, 2, 3, 10, 75]) {
      const costs = drawn(n, seed, kind);
      assert.deepEqual(cheapestPairs(costs, n), pairsOfPackage(costs, n), `${seed}, ${n}`);
    }
  }
});

Deno.test("no other pairs of a small table cost less", () => {
  for (let seed = 0; seed < 30; seed++) {
    const n = 5, costs = drawn(n, seed, (uniform) => Math.round(uniform * 20));
    const sums = permutations([0, 1, 2, 3, 4]).map((pairs) => sumOf(costs, n, pairs));
    assert.equal(sumOf(costs, n, cheapestPairs(costs, n)), Math.min(...sums));
  }
});

Deno.test("pairs of the largest numbers are those of the same numbers made small", () => {
  for (let seed = 0; seed < 5; seed++) {
    const costs = drawn(12, seed, (uniform) => (2 * uniform - 1) * Number.MAX_VALUE);
    const small = costs.map((cost) => cost * 2 ** -1000);
    assert.deepEqual(cheapestPairs(costs, 12), cheapestPairs(small, 12));
  }
});
