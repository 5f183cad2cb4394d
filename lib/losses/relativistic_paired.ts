import * as tf from "@tensorflow/tfjs";
import { type Loss, meanOfRun } from "./loss.ts";

/**
 * The paired relativistic loss (RSGAN, Jolicoeur-Martineau 2019): the critic tells
 * which of two points is the real one, the i-th real point beside the i-th generated one.
 *
 * critic: $E\,\mathrm{softplus}(-(D(x) - D(G(z))))$,
 * generator: $E\,\mathrm{softplus}(-(D(G(z)) - D(x)))$.
 *
 * Only differences of scores count; a constant added to all of them changes nothing.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { relativisticPaired } from "saddle/losses/mod.ts";
 *
 * assert.equal(relativisticPaired().equilibrium.generator, Math.log(2));
 * ```
 */
export function relativisticPaired(): Loss {
  return {
    name: "relativistic paired",
    critic: ({ real, fake }) => meanOfRun(tf.softplus(tf.sub(fake, real))),
    generator: ({ real, fake }) => meanOfRun(tf.softplus(tf.sub(real, fake))),
    generatorSeesReal: true,
    equilibrium: { critic: Math.LN2, generator: Math.LN2, score: 0 },
  };
}
