import type { Complex } from "./types.ts";

/**
 * The step size below which simultaneous updates converge near an equilibrium: the smallest 2 |Re l| / |l|^2 over the eigenvalues l of the
 * field there. It is 0 if one has no negative real part: no step size is small enough.
 *
 * @param eigenvalues Those of the Jacobian, measured or in closed form.
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
  const bounds = eigenvalues.map(({ re, im }) => re < 0 ? -2 * re / (re * re + im * im) : 0);
  return Math.min(...bounds);
}
