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
 * The saturating loss of the first GAN (Goodfellow et al. 2014, eq. 1), D the logit:
 *
 * critic: $E_p\,\mathrm{softplus}(-D(x)) + E_q\,\mathrm{softplus}(D(x))$,
 * generator: $E_q \log(1 - \sigma(D(x))) = -E_q\,\mathrm{softplus}(D(x))$.
 *
 * The generator's gradient carries the factor $\sigma(D)$: it vanishes where the critic is sure.
 *
 * @throws {RangeError} If epsilon is negative or not finite.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { type LogisticOptions, minimax } from "saddle/losses/mod.ts";
 *
 * assert.equal(minimax().equilibrium.critic, 2 * Math.log(2));
 * const options: LogisticOptions = { epsilon: 1e-3 };
 * assert.equal(minimax(options).name, "minimax (epsilon 0.001)");
 * ```
 */
export function minimax(options: LogisticOptions = {}): Loss {
  const { name, epsilon } = logisticOptions("minimax", "minimax", options);
  const guessing = Math.log(0.5 + epsilon);
  return {
    name,
    critic: (scores) => crossEntropy(scores, epsilon),
    generator: ({ fake }) => meanLogProbability(tf.neg(fake), epsilon),
    generatorSeesReal: false,
    zeroSum: true,
    equilibrium: { critic: -2 * guessing, generator: guessing, score: 0 },
    needs: LOGITS,
  };
}
