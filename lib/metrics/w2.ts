import { transportCost } from "./transport.ts";

/**
 * The exact Wasserstein-2 distance between two samples on a line, in the units of the data: the
 * root of the mean squared difference of the sorted samples, and its generalisation when their
 * sizes differ. GANConvergence's "Wasserstein distance" estimates this one, by Sinkhorn's
 * algorithm, not the Wasserstein-1 distance.
 *
 * @param a A sample, `[n]`.
 * @param b The other sample, `[m]`.
 * @throws {RangeError} if a sample is empty or holds a number that is not finite
 * (its row is named).
 * @throws {TypeError} if a sample is no list of numbers.
 *
 * @example
 * ```ts
 * import { w2 } from "saddle/metrics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(w2([0, 10], [13, 4]), Math.sqrt((4 ** 2 + 3 ** 2) / 2));
 * ```
 */
export function w2(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Math.sqrt(transportCost("w2", a, b, (distance) => distance ** 2));
}
