import { checkPositive } from "./_check.ts";

/**
 * The weight gamma of a penalty gamma/2 psi^2 from which on the game no longer turns: 2 slope. There both eigenvalues are -slope, and the
 * flow converges fastest.
 *
 * @param slope f'(0): 1/2 for GAN and NS-GAN (the default: gamma = 1), 1 for WGAN and LSGAN (gamma = 2, lambda = 1).
 * @throws {RangeError} if the slope is not positive.
 *
 * @example
 * ```ts
 * import { criticalGamma } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(criticalGamma(), 1);
 * ```
 */
export function criticalGamma(slope: number = .5): number {
  checkPositive("slope", slope);
  return 2 * slope;
}
