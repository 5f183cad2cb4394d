import * as tf from "@tensorflow/tfjs";
import { type Loss, meanOfRun } from "./loss.ts";

/**
 * The saturating loss of the first GAN (Goodfellow et al. 2014, eq. 1), D the logit:
 *
 * critic: $E_p\,\mathrm{softplus}(-D(x)) + E_q\,\mathrm{softplus}(D(x))$,
 * generator: $E_q \log(1 - \sigma(D(x))) = -E_q\,\mathrm{softplus}(D(x))$.
 *
 * The generator's gradient carries the factor $\sigma(D)$: it vanishes where the critic is sure.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { minimax } from "saddle/losses/mod.ts";
 *
 * assert.equal(minimax().equilibrium.critic, 2 * Math.log(2));
 * ```
 */
export function minimax(): Loss {
  return {
    name: "minimax",
    critic: criticOfLogits,
    generator: ({ fake }) => tf.neg(meanOfRun(tf.softplus(fake))),
    generatorSeesReal: false,
    equilibrium: { critic: 2 * Math.LN2, generator: -Math.LN2, score: 0 },
  };
}

/** The cross-entropy of telling real from generated points; shared by the logistic losses. */
export function criticOfLogits({ real, fake }: Parameters<Loss["critic"]>[0]): tf.Tensor {
  return tf.add(meanOfRun(tf.softplus(tf.neg(real))), meanOfRun(tf.softplus(fake)));
}
