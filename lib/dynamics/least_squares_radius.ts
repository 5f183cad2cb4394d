import { checkNonNegative } from "./_check.ts";

/**
 * The radius of the LSGAN flow with the codes (-1, 1, 1), averaged over its turns: radius^2 = r0^2 / (1 + r0^2 t / 2). It follows from
 * d(r^2/2)/dt = -2 (theta psi)^2.
 *
 * @param time The time since the start.
 * @param start The radius at the start.
 * @throws {RangeError} if one is negative.
 *
 * @example
 * ```ts
 * import { leastSquaresRadius } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(leastSquaresRadius(1000, Math.SQRT2).toFixed(5), "0.04470");
 * ```
 */
export function leastSquaresRadius(time: number, start: number): number {
  checkNonNegative("time", time);
  checkNonNegative("start", start);
  return start / Math.sqrt(1 + start ** 2 * time / 2);
}
