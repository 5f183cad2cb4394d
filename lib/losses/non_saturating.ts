import * as tf from "@tensorflow/tfjs";
import { type Loss, meanOfRun } from "./loss.ts";
import { criticOfLogits } from "./minimax.ts";

/**
 * The non-saturating loss (Goodfellow et al. 2014, section 3): the critic's as in the minimax game,
 * the generator's $-E_q \log \sigma(D(x)) = E_q\,\mathrm{softplus}(-D(x))$.
 *
 * Its gradient carries $\sigma(-D)$: strong where the critic is sure that a point is generated.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { nonSaturating } from "saddle/losses/mod.ts";
 *
 * assert.equal(nonSaturating().equilibrium.generator, Math.log(2));
 * ```
 */
export function nonSaturating(): Loss {
  return {
    name: "non-saturating",
    critic: criticOfLogits,
    generator: ({ fake }) => meanOfRun(tf.softplus(tf.neg(fake))),
    generatorSeesReal: false,
    equilibrium: { critic: 2 * Math.LN2, generator: Math.LN2, score: 0 },
  };
}
