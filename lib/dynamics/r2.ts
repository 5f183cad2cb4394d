import { checkNonNegative } from "./_check.ts";
import { penalised } from "./_penalised.ts";
import type { Field } from "./types.ts";

/**
 * R2, the penalty gamma/2 |grad D|^2 on the generated points (Mescheder, Geiger and Nowozin 2018). In the Dirac-GAN the critic's gradient is psi
 * everywhere, so R1 and R2 are the same: gamma/2 psi^2. Mind the half: Mescheder's training code (not his Dirac code) leaves it out.
 *
 * On `minimax` and `nonSaturating` it converges linearly, see `penaltyEigenvalues` and `criticalGamma`.
 *
 * @param field The game.
 * @param options `gamma`, at least 0.
 * @throws {RangeError} if gamma is negative or not finite.
 *
 * @example
 * ```ts
 * import { nonSaturating, r2 } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(r2(nonSaturating(), { gamma: 0.3 }).critic(0, 2), -0.6);
 * ```
 */
export function r2(
  field: Field,
  { gamma }: {
    /** The weight, at least 0. */
    readonly gamma: number;
  },
): Field {
  checkNonNegative("gamma", gamma);
  return penalised(field, {
    name: `r2(${gamma})`,
    title: `R2 (γ = ${gamma})`,
    slope: (psi) => gamma * psi,
  });
}
