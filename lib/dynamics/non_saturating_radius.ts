import { checkNonNegative } from "./_check.ts";

/**
 * The radius of the NS-GAN flow, averaged over its turns: radius^2 = r0^2 / (1 + r0^2 t / 8). It follows from
 * d(r^2/2)/dt = -u tanh(u/2), u = theta psi, for small r. So NS-GAN converges although its eigenvalues are imaginary, but slower than any exponential.
 *
 * @param time The time since the start.
 * @param start The radius at the start.
 * @throws {RangeError} if one is negative.
 *
 * @example
 * ```ts
 * import { nonSaturatingRadius } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(nonSaturatingRadius(1000, Math.SQRT2).toFixed(5), "0.08926");
 * ```
 */
export function nonSaturatingRadius(time: number, start: number): number {
  checkNonNegative("time", time);
  checkNonNegative("start", start);
  return start / Math.sqrt(1 + start ** 2 * time / 8);
}
