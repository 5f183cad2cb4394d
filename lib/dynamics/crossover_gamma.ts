import { checkPositive } from "./_check.ts";

/**
 * The weight gamma at which simultaneous and alternating updates allow the same step size: 2 slope / sqrt 3, for GAN and NS-GAN 0.577.
 * Below it alternating updates allow the larger one, above it simultaneous updates.
 *
 * @param slope f'(0): 1/2 for GAN and NS-GAN (the default), 1 for WGAN and LSGAN.
 * @throws {RangeError} if the slope is not positive.
 *
 * @example
 * ```ts
 * import { crossoverGamma } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(crossoverGamma().toFixed(3), "0.577");
 * ```
 */
export function crossoverGamma(slope: number = .5): number {
  checkPositive("slope", slope);
  return 2 * slope / Math.sqrt(3);
}
