import { checkPositive } from "./_check.ts";

/**
 * The radius of the orbit on which simultaneous updates of NS-GAN end: about sqrt(2 h), where the outward push of the step size h balances the
 * flow's own shrinking. LSGAN with the codes (-1, 1, 1) ends at the same radius.
 *
 * @param step The step size of both players, small.
 * @throws {RangeError} if the step size is not positive.
 *
 * @example
 * ```ts
 * import { nonSaturatingOrbit } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(nonSaturatingOrbit(0.01).toFixed(4), "0.1414");
 * ```
 */
export function nonSaturatingOrbit(step: number): number {
  checkPositive("step", step);
  return Math.sqrt(2 * step);
}
