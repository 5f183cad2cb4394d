import { game } from "./_game.ts";
import { sigmoid } from "./_sigmoid.ts";
import type { Field } from "./types.ts";

/**
 * The GAN with the non-saturating generator, which maximises log sigmoid(D(y)) (Goodfellow et al. 2014, section 3):
 * theta' = psi sigmoid(-theta psi), psi' = -theta sigmoid(theta psi).
 *
 * At the equilibrium its eigenvalues are those of `minimax`, +- i/2, yet its flow converges: slower than any exponential, see
 * `nonSaturatingRadius`.
 *
 * @example
 * ```ts
 * import { nonSaturating } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const field = nonSaturating();
 * const [theta, psi] = [1, 0.5];
 * const outwards = theta * field.generator(theta, psi) + psi * field.critic(theta, psi);
 * assert.ok(outwards < 0); // -t tanh(t / 2) at t = theta psi
 * ```
 */
export function nonSaturating(): Field {
  return game("non-saturating", "NS-GAN", {
    real: (t) => sigmoid(-t),
    fake: (t) => -sigmoid(t),
    generator: (t) => sigmoid(-t),
  });
}
