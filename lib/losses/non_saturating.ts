import * as tf from "@tensorflow/tfjs";
import {
  crossEntropy,
  type LogisticOptions,
  logisticOptions,
  LOGITS,
  meanLogProbability,
} from "./logistic.ts";
import type { Loss } from "./loss.ts";

/**
 * The non-saturating loss (Goodfellow et al. 2014, section 3): the critic's as in the minimax game,
 * the generator's $-E_q \log \sigma(D(x)) = E_q\,\mathrm{softplus}(-D(x))$.
 *
 * Its gradient carries $\sigma(-D)$: strong where the critic is sure that a point is generated.
 * With an epsilon it vanishes there too, beyond scores of $\log \epsilon$.
 *
 * @throws {RangeError} If epsilon is negative or not finite.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { nonSaturating } from "saddle/losses/mod.ts";
 *
 * assert.equal(nonSaturating().equilibrium.generator, Math.log(2));
 * assert.equal(nonSaturating({ epsilon: 0.5 }).equilibrium.generator, 0);
 * ```
 */
export function nonSaturating(options: LogisticOptions = {}): Loss {
  const { name, epsilon } = logisticOptions("nonSaturating", "non-saturating", options);
  const guessing = Math.log(0.5 + epsilon);
  return {
    name,
    critic: (scores) => crossEntropy(scores, epsilon),
    generator: ({ fake }) => tf.neg(meanLogProbability(fake, epsilon)),
    generatorSeesReal: false,
    equilibrium: { critic: -2 * guessing, generator: 0 - guessing, score: 0 },
    needs: LOGITS,
  };
}
