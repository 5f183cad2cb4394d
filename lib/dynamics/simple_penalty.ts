import { checkNonNegative } from "./_check.ts";
import { penalised } from "./_penalised.ts";
import type { Field } from "./types.ts";

/**
 * GANConvergence's simple gradient penalty, weight psi^2: centred at 0 and without a half, so that it is R1 with gamma = 2 weight.
 * On `wasserstein` it converges linearly, fastest at the weight 1; see `simplePenaltySolution`.
 *
 * @param field The game.
 * @param options `weight` (lambda), at least 0.
 * @throws {RangeError} if the weight is negative or not finite.
 *
 * @example
 * ```ts
 * import { r1, simplePenalty, wasserstein } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const simple = simplePenalty(wasserstein(), { weight: 0.3 });
 * assert.equal(simple.critic(1, 2), r1(wasserstein(), { gamma: 0.6 }).critic(1, 2));
 * ```
 */
export function simplePenalty(
  field: Field,
  { weight }: {
    /** Lambda, at least 0. */
    readonly weight: number;
  },
): Field {
  checkNonNegative("weight", weight);
  return penalised(field, {
    name: `simple(${weight})`,
    title: `simple GP (λ = ${weight})`,
    slope: (psi) => 2 * weight * psi,
  });
}
