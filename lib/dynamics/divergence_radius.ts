import { checkNonNegative } from "./_check.ts";
import { divergenceRate } from "./_divergence_rate.ts";

/**
 * The radius of the flow of `wasserstein` with the Wasserstein divergence's penalty k |psi|^p, averaged over its turns: with s = radius^2,
 * s' = -2 k p E|sin|^p s^(p/2). For k = 2, p = 6 that is 1 / r^4 = 1 / r0^4 + 15 t: a sub-linear rate; for p = 2 it is r0 e^(-k t).
 *
 * @param time The time since the start.
 * @param start The radius at the start.
 * @param options `k`, positive, default 2; `p`, at least 2, default 6.
 * @throws {RangeError} if time or start is negative, k is not positive or p is below 2.
 *
 * @example
 * ```ts
 * import { divergenceRadius } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(divergenceRadius(1000, Math.SQRT2).toFixed(5), "0.09036");
 * ```
 */
export function divergenceRadius(
  time: number,
  start: number,
  { k = 2, p = 6 }: {
    /** The weight. Default 2. */
    readonly k?: number;
    /** The power of the gradient's norm. Default 6. */
    readonly p?: number;
  } = {},
): number {
  checkNonNegative("time", time);
  checkNonNegative("start", start);
  const rate = divergenceRate(k, p), power = p / 2 - 1;
  if (power === 0) return start * Math.exp(-rate * time / 2);
  return (start ** (-2 * power) + power * rate * time) ** (-1 / (2 * power));
}
