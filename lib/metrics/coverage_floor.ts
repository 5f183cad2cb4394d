import { checkArgument, count } from "../options/mod.ts";

/**
 * The coverage that a perfect generator scores on average, whatever the data, if no two points
 * coincide (Naeem et al. 2020, lemma 2): 1 minus the product over i = 1 ... k of (m - i) /
 * (n + m - i). For n = m large it is 1 - 2^-k.
 *
 * @param n How many generated points.
 * @param m How many reference points, more than k. Default n.
 * @param k Which neighbour sets the radius of the balls. Default 5.
 * @throws {RangeError} if one is not a positive integer, or m is not above k.
 * @throws {TypeError} if one is no number.
 *
 * @example
 * ```ts
 * import { coverageFloor } from "saddle/metrics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(coverageFloor(10_000).toFixed(2), "0.97");
 * ```
 */
export function coverageFloor(n: number, m: number = n, k: number = 5): number {
  checkArgument("coverageFloor", "n", n, count());
  checkArgument("coverageFloor", "k", k, count());
  checkArgument("coverageFloor", "m", m, count(undefined, { from: k + 1 }));
  let missed = 1;
  for (let i = 1; i <= k; i++) missed *= (m - i) / (n + m - i);
  return 1 - missed;
}
