import { checkNonNegative, checkPositive } from "./_check.ts";
import { roots } from "./_roots.ts";
import type { Complex } from "./types.ts";

/**
 * The eigenvalues at the equilibrium of a game with a penalty gamma/2 psi^2 on the critic:
 * -gamma/2 +- sqrt(gamma^2/4 - slope^2) (Mescheder, Geiger and Nowozin 2018, lemma 4.1; gamma = 0: no penalty).
 *
 * @param options `gamma`, at least 0 (2 lambda for the simple penalty); `slope`, how strongly the players react, f'(0): 1/2 for GAN and
 * NS-GAN (the default), 1 for WGAN and LSGAN.
 * @throws {RangeError} if gamma is negative or the slope is not positive.
 *
 * @example
 * ```ts
 * import { penaltyEigenvalues } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(penaltyEigenvalues({ gamma: 0 }), [{ re: -0, im: 0.5 }, { re: -0, im: -0.5 }]);
 * assert.equal(penaltyEigenvalues({ gamma: 0.3 })[0].im.toFixed(5), "0.47697");
 * ```
 */
export function penaltyEigenvalues(
  { gamma, slope = .5 }: {
    /** The weight, at least 0. */
    readonly gamma: number;
    /** f'(0), positive. Default 1/2. */
    readonly slope?: number;
  },
): [Complex, Complex] {
  checkNonNegative("gamma", gamma);
  checkPositive("slope", slope);
  return roots(-gamma / 2, gamma ** 2 / 4 - slope ** 2);
}
