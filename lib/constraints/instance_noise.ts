import * as tf from "@tensorflow/tfjs";
import type { Constraint, Draw } from "./constraint.ts";
import { off, perRun, read, type Spec } from "../options/mod.ts";
import { type PerRun, spread } from "../runs/mod.ts";

/** The settings of {@linkcode instanceNoise}. */
export interface InstanceNoiseOptions {
  /**
   * The deviation sigma of the noise, in units of the data, for all runs or one a run. Default 0.1.
   */
  readonly deviation?: PerRun;
  /**
   * Training steps over which the deviation falls to 0, in a straight line, for all runs or one a
   * run. Default: it stays.
   */
  readonly anneal?: PerRun;
}

/** What fits {@linkcode InstanceNoiseOptions}. */
export const INSTANCE_NOISE = {
  deviation: perRun({ from: 0 }, 0.1),
  anneal: off(perRun({ above: 0 })),
} satisfies Spec<InstanceNoiseOptions>;

/**
 * Instance noise (Sønderby et al. 2017; Arjovsky and Bottou 2017): the critic is shown
 * $x + \sigma\varepsilon$, $\varepsilon \sim N(0, I)$, for real and generated points x alike, so
 * that the two distributions overlap. The generator learns through the noise too.
 *
 * Annealed, $\sigma_t = \sigma \max(0, 1 - t / T)$ after t of T steps. Penalties that are
 * combined with it see the noisy points. What a noisy critic learns is to tell two blurred
 * distributions apart.
 *
 * @throws {RangeError} If a deviation is negative or not finite, or the steps of `anneal` are not
 * positive and finite.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import * as tf from "@tensorflow/tfjs";
 * import { instanceNoise } from "saddle/constraints/mod.ts";
 * import { start } from "saddle/engine/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const { input, numbers } = instanceNoise({ deviation: 0.5, anneal: 100 });
 * const noisy = input!(tf.tensor([[[7]]]), "real", {
 *   draws: { real: tf.tensor([[[2]]]), fake: tf.tensor([[[0]]]), step: tf.tensor([[[50]]]) },
 *   numbers: {
 *     deviation: tf.tensor1d([numbers["deviation"] as number]),
 *     anneal: tf.tensor1d([numbers["anneal"] as number]),
 *   },
 * });
 * assert.equal(noisy.dataSync()[0], 7 + 0.5 * 2 * (1 - 50 / 100));
 * ```
 */
export function instanceNoise(options: InstanceNoiseOptions = {}): Constraint {
  const { deviation, anneal } = read("instanceNoise", options, INSTANCE_NOISE);
  const normal: Draw = { kind: "normal", each: "feature", generator: true };
  const step: Draw = { kind: "step", each: "sample", generator: true };
  return {
    name: `instance noise${anneal === undefined ? "" : ", annealed"}`,
    numbers: { deviation, ...(anneal === undefined ? {} : { anneal }) },
    draws: { real: normal, fake: normal, ...(anneal === undefined ? {} : { step }) },
    input: (points, which, { draws, numbers }) => {
      const noise = tf.mul(spread(numbers["deviation"]!, points), draws[which]!);
      if (!numbers["anneal"]) return tf.add(points, noise);
      const share = tf.div(draws["step"]!, spread(numbers["anneal"], points));
      return tf.add(points, tf.mul(tf.relu(tf.sub(1, share)), noise));
    },
  };
}
