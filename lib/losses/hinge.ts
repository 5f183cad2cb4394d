import * as tf from "@tensorflow/tfjs";
import { type Loss, meanOfRun } from "./loss.ts";

/**
 * The hinge loss (Lim and Ye 2017; Miyato et al. 2018):
 *
 * critic: $E_p \max(0, 1 - D(x)) + E_q \max(0, 1 + D(x))$,
 * generator: $-E_q D(x)$.
 *
 * The critic gains nothing from scores beyond 1 and -1: points that it is sure of teach it nothing.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { hinge } from "saddle/losses/mod.ts";
 *
 * assert.deepEqual(hinge().equilibrium, { critic: 2, generator: 0, score: 0 });
 * ```
 */
export function hinge(): Loss {
  return {
    name: "hinge",
    critic: ({ real, fake }) =>
      tf.add(meanOfRun(tf.relu(tf.sub(1, real))), meanOfRun(tf.relu(tf.add(1, fake)))),
    generator: ({ fake }) => tf.neg(meanOfRun(fake)),
    generatorSeesReal: false,
    equilibrium: { critic: 2, generator: 0, score: 0 },
    needs: { reach: [-1, 1], because: "it asks for scores of 1 and more, and of -1 and less" },
  };
}
