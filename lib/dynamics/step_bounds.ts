import { checkArgument, list, positive, read } from "../options/mod.ts";
import { aComplex } from "./arguments.ts";
import {
  LOGISTIC_SLOPE,
  PENALISED_GAME,
  type PenalisedGameOptions,
} from "./equilibrium_eigenvalues.ts";
import type { Complex } from "./types.ts";

/**
 * The step size below which simultaneous updates converge near an equilibrium: the smallest 2 |Re
 * l| / |l|^2 over the eigenvalues l of the field there. It is 0 if one has no negative real part:
 * no step size is small enough.
 *
 * @param eigenvalues Those of the Jacobian, measured or in closed form; at least one.
 * @throws {TypeError} if they are no list of complex numbers.
 * @throws {RangeError} if there is none, or one is not finite.
 *
 * @example
 * ```ts
 * import { consensusEigenvalues, penaltyEigenvalues, simultaneousStepBound } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(simultaneousStepBound(penaltyEigenvalues({ gamma: 0 })), 0);
 * assert.equal(simultaneousStepBound(penaltyEigenvalues({ gamma: 0.3 })).toFixed(3), "1.200");
 * assert.equal(simultaneousStepBound(consensusEigenvalues({ gamma: 1 })), 1.6);
 * ```
 */
export function simultaneousStepBound(eigenvalues: readonly Complex[]): number {
  const some = list(aComplex, undefined, { from: 1 });
  checkArgument("simultaneousStepBound", "eigenvalues", eigenvalues, some);
  const bounds = eigenvalues.map(({ re, im }) => re < 0 ? -2 * re / (re * re + im * im) : 0);
  return Math.min(...bounds);
}

/**
 * The step size below which alternating updates, one step each, converge near the equilibrium of a
 * game with the penalty gamma/2 psi^2: (sqrt(gamma^2 + 4 slope^2) - gamma) / slope^2, for GAN and
 * NS-GAN 4 (sqrt(gamma^2 + 1) - gamma). Who moves first does not matter.
 *
 * It follows from the update's trace 2 - h gamma - h^2 slope^2 and determinant 1 - h gamma. Without
 * a penalty the eigenvalues lie on the unit circle up to this step size (n critic steps: up to 2 /
 * (slope sqrt n)), and outside above.
 *
 * @param options `gamma`, at least 0; `slope`, f'(0): 1/2 for GAN and NS-GAN (the default), 1 for
 * WGAN and LSGAN.
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
  options: PenalisedGameOptions,
): number {
  const { gamma, slope } = read("alternatingStepBound", options, PENALISED_GAME);
  return (Math.hypot(gamma, 2 * slope) - gamma) / slope ** 2;
}

/**
 * The weight gamma at which simultaneous and alternating updates allow the same step size: 2 slope
 * / sqrt 3, for GAN and NS-GAN 0.577. Below it alternating updates allow the larger one, above it
 * simultaneous updates.
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
export function crossoverGamma(slope: number = LOGISTIC_SLOPE): number {
  checkArgument("crossoverGamma", "slope", slope, positive());
  return 2 * slope / Math.sqrt(3);
}
