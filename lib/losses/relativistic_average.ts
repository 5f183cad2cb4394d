import * as tf from "@tensorflow/tfjs";
import { crossEntropy } from "./logistic.ts";
import { type Loss, meanOfRun, type Scores } from "./loss.ts";

/**
 * The average relativistic loss (RaSGAN, Jolicoeur-Martineau 2019): the critic tells
 * whether a point is more real than the points of the other kind are on average.
 *
 * With $\tilde D(x) = D(x) - E_q D$ on real points and $\tilde D(x) = D(x) - E_p D$ on generated
 * ones, critic: $E_p\,\mathrm{softplus}(-\tilde D(x)) + E_q\,\mathrm{softplus}(\tilde D(x))$,
 * generator: $E_p\,\mathrm{softplus}(\tilde D(x)) + E_q\,\mathrm{softplus}(-\tilde D(x))$. The
 * averages are those of the batch, and gradients go through them.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { relativisticAverage } from "saddle/losses/mod.ts";
 *
 * assert.equal(relativisticAverage().equilibrium.generator, 2 * Math.log(2));
 * ```
 */
export function relativisticAverage(): Loss {
  return {
    name: "relativistic average",
    critic: (scores) => crossEntropy(relative(scores)),
    generator: (scores) => {
      const { real, fake } = relative(scores);
      return crossEntropy({ real: fake, fake: real });
    },
    generatorSeesReal: true,
    equilibrium: { critic: 2 * Math.LN2, generator: 2 * Math.LN2, score: 0 },
  };
}

/** Each score less the mean score of the other kind. */
function relative({ real, fake }: Scores): Scores {
  const average = (scores: tf.Tensor) => tf.reshape(meanOfRun(scores), [-1, 1, 1]);
  return { real: tf.sub(real, average(fake)), fake: tf.sub(fake, average(real)) };
}
