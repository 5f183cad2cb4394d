import { read } from "../options/mod.ts";
import { divergence, histogram } from "./histogram.ts";
import { type BinOptions, BINS } from "./options.ts";

/**
 * The Jensen-Shannon divergence between the histograms of two samples, in nats: 0 for equal
 * histograms, ln 2 = 0.6931 for disjoint ones. gan_comparison's metric is this with
 * `{ range: [-1.5, 1.5], bins: 120, epsilon: 1e-10 }`, in the plane with
 * `{ dimension: 2, range: [-2, 2], bins: 20, epsilon: 1e-10 }`.
 *
 * Two samples of one distribution do not score 0: see `floor` and `jsdFloor`.
 *
 * @param a A sample, `[n, dimension]`; the two samples may have different n.
 * @param b The other sample, `[m, dimension]`.
 * @param options The cells, see `BinOptions`.
 * @throws {RangeError} if a sample is empty, has another shape or a number that is not finite.
 * @throws {TypeError} if a sample is no list of numbers.
 *
 * @example
 * ```ts
 * import { binnedJSD } from "saddle/metrics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const cells = { range: [0, 1], bins: 4 } as const;
 * assert.equal(binnedJSD([0.1], [0.9], cells), Math.log(2)); // disjoint, and it does not matter how far
 * assert.equal(binnedJSD([0.1], [0.4], cells), Math.log(2));
 * assert.equal(binnedJSD([0.1], [0.2], cells), 0);
 * ```
 */
export function binnedJSD(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  options: BinOptions,
): number {
  const cells = read("binnedJSD", options, BINS), { epsilon } = cells;
  const p = histogram("binnedJSD's a", a, cells), q = histogram("binnedJSD's b", b, cells);
  const middle = p.map((value, i) => (value + q[i]!) / 2);
  return divergence(p, middle, epsilon) / 2 + divergence(q, middle, epsilon) / 2;
}
