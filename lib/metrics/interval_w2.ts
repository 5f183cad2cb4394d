import { checkInterval } from "./check.ts";

/**
 * The Wasserstein-2 distance of the uniform distributions on two intervals: the root of (difference
 * of the middles)^2 + (difference of the lengths)^2 / 12.
 *
 * @param a The ends of one interval.
 * @param b The ends of the other.
 * @throws {RangeError} if an interval's low end is above its high one, or an end is not finite.
 * @throws {TypeError} if one is no number.
 *
 * @example
 * ```ts
 * import { intervalW2 } from "saddle/metrics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * // The mean is right, the width is not: where a linear critic leaves GANConvergence's generator.
 * assert.equal(intervalW2([-1.3, -0.7], [-2, 0]).toFixed(4), "0.4041");
 * ```
 */
export function intervalW2(
  a: readonly [low: number, high: number],
  b: readonly [low: number, high: number],
): number {
  checkInterval("intervalW2's a", a);
  checkInterval("intervalW2's b", b);
  const middle = (a[0] + a[1] - b[0] - b[1]) / 2, length = a[1] - a[0] - b[1] + b[0];
  return Math.sqrt(middle ** 2 + length ** 2 / 12);
}
