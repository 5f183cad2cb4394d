import { game } from "./_game.ts";
import type { Field } from "./types.ts";

/**
 * The Wasserstein GAN without any constraint: the critic maximises D(x) - D(y), the generator D(y) (Arjovsky, Chintala and Bottou 2017).
 * theta' = psi, psi' = -theta: circles with the period 2 pi. Put `clipping` or a penalty on it.
 *
 * @example
 * ```ts
 * import { wasserstein } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(wasserstein().generator(3, 2), 2);
 * assert.equal(wasserstein().critic(3, 2), -3);
 * ```
 */
export function wasserstein(): Field {
  return game("wasserstein", "WGAN", { real: () => 1, fake: () => -1, generator: () => 1 });
}
