import { checkNonNegative, checkPositive } from "./_check.ts";

/**
 * The step size below which alternating updates, one step each, converge near the equilibrium of a game with the penalty gamma/2 psi^2:
 * (sqrt(gamma^2 + 4 slope^2) - gamma) / slope^2, for GAN and NS-GAN 4 (sqrt(gamma^2 + 1) - gamma). Who moves first does not matter.
 *
 * It follows from the update's trace 2 - h gamma - h^2 slope^2 and determinant 1 - h gamma. Without a penalty the eigenvalues lie on the unit circle
 * up to this step size (n critic steps: up to 2 / (slope sqrt n)), and outside above.
 *
 * @param options `gamma`, at least 0; `slope`, f'(0): 1/2 for GAN and NS-GAN (the default), 1 for WGAN and LSGAN.
 * @throws {RangeError} if gamma is negative or the slope is not positive.
 *
 * @example
 * ```ts
 * import { alternatingStepBound } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(alternatingStepBound({ gamma: 1 }).toFixed(3), "1.657");
 * assert.equal(alternatingStepBound({ gamma: 0, slope: 1 }), 2);
 * ```
 */
export function alternatingStepBound(
  { gamma, slope = .5 }: {
    /** The weight, at least 0. */
    readonly gamma: number;
    /** f'(0), positive. Default 1/2. */
    readonly slope?: number;
  },
): number {
  checkNonNegative("gamma", gamma);
  checkPositive("slope", slope);
  return (Math.hypot(gamma, 2 * slope) - gamma) / slope ** 2;
}
