import { checkNormal } from "./check.ts";

/**
 * The Wasserstein-2 distance of two normal distributions on a line: the root of
 * (difference of means)^2 + (difference of deviations)^2.
 *
 * @param a Mean and standard deviation of one.
 * @param b Mean and standard deviation of the other.
 * @throws {RangeError} if a deviation is negative, or a number is not finite.
 * @throws {TypeError} if one is no number.
 *
 * @example
 * ```ts
 * import { gaussianW2 } from "saddle/metrics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(gaussianW2([0, 1], [3, 5]), 5);
 * ```
 */
export function gaussianW2(
  a: readonly [mean: number, deviation: number],
  b: readonly [mean: number, deviation: number],
): number {
  checkNormal("gaussianW2's a", a);
  checkNormal("gaussianW2's b", b);
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}
