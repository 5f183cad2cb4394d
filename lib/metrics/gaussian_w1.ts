import { checkNormal } from "./check.ts";
import { erf } from "./erf.ts";

/**
 * The Wasserstein-1 distance of two normal distributions on a line: with mu the difference of the
 * means and s that of the deviations, s sqrt(2/pi) exp(-mu^2 / 2 s^2) + mu erf(mu / (s sqrt 2)).
 *
 * @param a Mean and standard deviation of one.
 * @param b Mean and standard deviation of the other.
 * @throws {RangeError} if a deviation is negative, or a number is not finite.
 * @throws {TypeError} if one is no number.
 *
 * @example
 * ```ts
 * import { gaussianW1 } from "saddle/metrics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(gaussianW1([0, 1], [3, 1]), 3);
 * assert.equal(gaussianW1([1, 0.5], [-0.3, 1.2]).toFixed(4), "1.3173");
 * ```
 */
export function gaussianW1(
  a: readonly [mean: number, deviation: number],
  b: readonly [mean: number, deviation: number],
): number {
  checkNormal("gaussianW1's a", a);
  checkNormal("gaussianW1's b", b);
  const mu = Math.abs(a[0] - b[0]), s = Math.abs(a[1] - b[1]);
  if (s === 0) return mu;
  return s * Math.sqrt(2 / Math.PI) * Math.exp(-mu * mu / (2 * s * s)) +
    mu * erf(mu / (s * Math.SQRT2));
}
