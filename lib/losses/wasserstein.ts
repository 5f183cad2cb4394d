import * as tf from "@tensorflow/tfjs";
import { type Loss, meanOfRun } from "./loss.ts";

/**
 * The Wasserstein loss (Arjovsky et al. 2017, eq. 2): critic $E_q D - E_p D$, generator $-E_q D$.
 *
 * The critic has to be kept Lipschitz by a constraint; without one its scores grow for ever.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { wasserstein } from "saddle/losses/mod.ts";
 *
 * assert.equal(wasserstein().equilibrium.critic, 0);
 * ```
 */
export function wasserstein(): Loss {
  return {
    name: "Wasserstein",
    critic: ({ real, fake }) => tf.sub(meanOfRun(fake), meanOfRun(real)),
    generator: ({ fake }) => tf.neg(meanOfRun(fake)),
    generatorSeesReal: false,
    zeroSum: true,
    equilibrium: { critic: 0, generator: 0, score: 0 },
  };
}
