import { game } from "./_game.ts";
import { sigmoid } from "./_sigmoid.ts";
import type { Field } from "./types.ts";

/**
 * The original GAN, both players on one value: the critic maximises log sigmoid(D(x)) + log(1 - sigmoid(D(y))), the generator minimises it
 * (Goodfellow et al. 2014; the saturating loss). theta' = psi s, psi' = -theta s, s = sigmoid(theta psi).
 *
 * The flow keeps theta^2 + psi^2 exactly: it goes in circles for ever (Mescheder, Geiger and Nowozin 2018, lemma 2.2).
 *
 * @example
 * ```ts
 * import { minimax } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const field = minimax();
 * const [theta, psi] = [1, 0.5];
 * const outwards = theta * field.generator(theta, psi) + psi * field.critic(theta, psi);
 * assert.equal(outwards, 0); // always sideways
 * ```
 */
export function minimax(): Field {
  return game("minimax", "GAN", {
    real: (t) => sigmoid(-t),
    fake: (t) => -sigmoid(t),
    generator: sigmoid,
  });
}
