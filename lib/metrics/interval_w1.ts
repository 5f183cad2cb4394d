import { checkInterval } from "./check.ts";

/**
 * The Wasserstein-1 distance of the uniform distributions on two intervals: the integral over u in
 * [0, 1] of |(a - c) + u ((b - a) - (d - c))| for [a, b] and [c, d]. A shift by s gives |s|; the
 * same middle and the widths v and w give |v - w| / 4.
 *
 * @param a The ends of one interval.
 * @param b The ends of the other.
 * @throws {RangeError} if an interval's low end is above its high one, or an end is not finite.
 * @throws {TypeError} if one is no number.
 *
 * @example
 * ```ts
 * import { intervalW1 } from "saddle/metrics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * // GANConvergence's start [1.5, 2] and its target [-2, 0].
 * assert.equal(intervalW1([1.5, 2], [-2, 0]), 2.75);
 * ```
 */
export function intervalW1(
  a: readonly [low: number, high: number],
  b: readonly [low: number, high: number],
): number {
  checkInterval("intervalW1's a", a);
  checkInterval("intervalW1's b", b);
  // A straight line in u: from `first` to `last`; where it crosses 0, two triangles.
  const first = a[0] - b[0], last = a[1] - b[1];
  if (first * last >= 0) return Math.abs(first + last) / 2;
  return (first ** 2 + last ** 2) / (2 * Math.abs(first - last));
}
