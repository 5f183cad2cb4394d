import { checkNonNegative } from "./_check.ts";
import { penalised } from "./_penalised.ts";
import type { Field } from "./types.ts";

/**
 * The gradient penalty of WGAN-GP, weight (|psi| - target)^2 (Gulrajani et al. 2017), or with `oneSided` that of WGAN-LP,
 * weight max(0, |psi| - target)^2 (Petzka, Fischer and Lukovnikov 2018). In the Dirac-GAN the critic's gradient is psi everywhere, so it does not
 * matter where the penalty looks. There is no half: Mescheder's gamma is 2 weight.
 *
 * Two-sided with a target above 0, the force jumps at psi = 0 (there it is taken as 0): the equilibrium is none, and the game ends on a
 * limit cycle or stalls, see `limitCycle`. One-sided, nothing changes while |psi| <= target.
 *
 * @param field The game.
 * @param options `weight` (lambda), at least 0; `target`, the norm aimed at, default 1; `oneSided`, default false.
 * @throws {RangeError} if weight or target is negative or not finite.
 *
 * @example
 * ```ts
 * import { gradientPenalty, wasserstein } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const twoSided = gradientPenalty(wasserstein(), { weight: 0.5 });
 * assert.equal(twoSided.critic(0, 0.2), 0.8); // pulled up to the slope 1
 * const oneSided = gradientPenalty(wasserstein(), { weight: 0.5, oneSided: true });
 * assert.equal(oneSided.critic(1, 0.2), wasserstein().critic(1, 0.2)); // left alone
 * assert.equal(oneSided.critic(0, 3), -2);
 * ```
 */
export function gradientPenalty(
  field: Field,
  { weight, target = 1, oneSided = false }: {
    /** Lambda, at least 0. */
    readonly weight: number;
    /** The norm of the gradient that is not punished. Default 1. */
    readonly target?: number;
    /** Whether smaller norms are left alone. Default false. */
    readonly oneSided?: boolean;
  },
): Field {
  checkNonNegative("weight", weight);
  checkNonNegative("target", target);
  const kind = oneSided ? "lp" : "gp", at = target === 1 ? "" : `, target ${target}`;
  return penalised(field, {
    name: `${kind}(${weight}${at})`,
    title: `${kind.toUpperCase()} (λ = ${weight}${at})`,
    slope(psi) {
      const excess = Math.abs(psi) - target;
      return oneSided && excess <= 0 ? 0 : 2 * weight * excess * Math.sign(psi);
    },
  });
}
