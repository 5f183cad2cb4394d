import { checkArgument, list, positive, read } from "../options/mod.ts";
import { aComplex } from "./arguments.ts";
import {
  LOGISTIC_PULL,
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
 * game with the penalty gamma/2 psi^2: (sqrt(gamma^2 + 4 pull^2) - gamma) / pull^2, for GAN and
 * NS-GAN 4 (sqrt(gamma^2 + 1) - gamma). Who moves first does not matter.
 *
 * It follows from the update's trace 2 - h gamma - h^2 pull^2 and determinant 1 - h gamma. Without
 * a penalty the eigenvalues lie on the unit circle up to this step size (n critic steps: up to 2 /
 * (pull sqrt n)), and outside above.
 *
 * @param options `gamma`, at least 0; `pull`, f'(0): 1/2 for GAN and NS-GAN (the default), 1 for
 * WGAN and LSGAN.
 * @throws {RangeError} if gamma is negative or the pull is not positive.
 *
 * @example
 * ```ts
 * import { alternatingStepBound } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(alternatingStepBound({ gamma: 1 }).toFixed(3), "1.657");
 * assert.equal(alternatingStepBound({ gamma: 0, pull: 1 }), 2);
 * ```
 */
export function alternatingStepBound(
  options: PenalisedGameOptions,
): number {
  const { gamma, pull } = read("alternatingStepBound", options, PENALISED_GAME);
  return (Math.hypot(gamma, 2 * pull) - gamma) / pull ** 2;
}

/**
 * The weight gamma at which simultaneous and alternating updates allow the same step size: 2 pull
 * / sqrt 3, for GAN and NS-GAN 0.577. Below it alternating updates allow the larger one, above it
 * simultaneous updates.
 *
 * @param pull f'(0): 1/2 for GAN and NS-GAN (the default), 1 for WGAN and LSGAN.
 * @throws {RangeError} if the pull is not positive.
 *
 * @example
 * ```ts
 * import { crossoverGamma } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(crossoverGamma().toFixed(3), "0.577");
 * ```
 */
export function crossoverGamma(pull: number = LOGISTIC_PULL): number {
  checkArgument("crossoverGamma", "pull", pull, positive());
  return 2 * pull / Math.sqrt(3);
}
