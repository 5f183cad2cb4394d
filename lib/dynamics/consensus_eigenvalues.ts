import { checkNonNegative, checkPositive } from "./_check.ts";
import type { Complex } from "./types.ts";

/**
 * The eigenvalues at the equilibrium of a game with consensus optimisation: -gamma slope^2 +- i slope. They are never real.
 *
 * @param options `gamma`, at least 0; `slope`, f'(0): 1/2 for GAN and NS-GAN (the default), 1 for WGAN.
 * @throws {RangeError} if gamma is negative or the slope is not positive.
 *
 * @example
 * ```ts
 * import { consensusEigenvalues } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(consensusEigenvalues({ gamma: 1 })[0], { re: -0.25, im: 0.5 });
 * ```
 */
export function consensusEigenvalues(
  { gamma, slope = .5 }: {
    /** The weight of the common loss, at least 0. */
    readonly gamma: number;
    /** f'(0), positive. Default 1/2. */
    readonly slope?: number;
  },
): [Complex, Complex] {
  checkNonNegative("gamma", gamma);
  checkPositive("slope", slope);
  const re = -gamma * slope ** 2;
  return [{ re, im: slope }, { re, im: -slope }];
}
