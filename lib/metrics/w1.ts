import { transportCost } from "./transport.ts";

/**
 * The exact Wasserstein-1 distance (earth mover's distance) between two samples on a line, in the
 * units of the data: the mean absolute difference of the sorted samples, and its generalisation
 * when their sizes differ.
 *
 * @param a A sample, `[n]`.
 * @param b The other sample, `[m]`.
 * @throws {RangeError} if a sample is empty or holds a number that is not finite
 * (its row is named).
 * @throws {TypeError} if a sample is no list of numbers.
 *
 * @example
 * ```ts
 * import { w1 } from "saddle/metrics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(w1([0, 1, 2], [5, 3, 4]), 3); // a shift by 3
 * assert.equal(w1([0], [-1, 0, 4]), 5 / 3); // different sizes
 * ```
 */
export function w1(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return transportCost("w1", a, b, (distance) => distance);
}
