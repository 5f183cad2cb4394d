import * as tf from "@tensorflow/tfjs";
import type { Constraint, PenaltyInput } from "./constraint.ts";
import { gradientNorm } from "./gradient_norm.ts";
import { hinged } from "./hinged.ts";
import { aroundReal, needsOf } from "./penalty_points.ts";
import { open, perRun, read, type Spec } from "../options/mod.ts";
import { type PerRun, spread } from "../runs/mod.ts";

/** The settings of {@linkcode dragan}. */
export interface DraganOptions {
  /** The weight lambda, for all runs or one a run. Default 10. */
  readonly weight?: PerRun;
  /**
   * The deviation of normal noise around the real points, in units of the data, for all runs or one
   * a run. Without it the noise is $0.5\,s\,u$ with the standard deviation s of all coordinates of
   * the batch and u uniform in [0, 1) for each coordinate, which scales with the data.
   */
  readonly deviation?: PerRun;
}

/** What fits {@linkcode DraganOptions}. */
export const DRAGAN = {
  weight: perRun({ from: 0 }, 10),
  deviation: open(perRun({ from: 0 })),
} satisfies Spec<DraganOptions>;

/**
 * DRAGAN's penalty (Kodali et al. 2017): $\lambda\,E_p(\|\nabla D(x + \delta)\| - 1)^2$, two-sided,
 * around real points, without a half.
 *
 * The paper's noise is normal with a variance of about 10. Public code has uniform noise instead,
 * on the positive side only, in units of the batch's spread: the default here. (The authors' own
 * code also draws how far along that noise each point goes, uniformly from nothing to all of it.)
 * With another target or one side it is a `gradientPenalty` at the points `"around real"`.
 *
 * @throws {RangeError} If a weight or deviation is negative or not finite.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import * as tf from "@tensorflow/tfjs";
 * import { dragan } from "saddle/constraints/mod.ts";
 * import { start } from "saddle/engine/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const { penalty, numbers } = dragan({ deviation: 1 });
 * const cost = penalty!({
 *   critic: (x) => tf.mul(0.5, tf.sum(tf.square(x), -1, true)), // its gradient is x
 *   real: tf.tensor([[[3]]]),
 *   fake: tf.tensor([[[0]]]),
 *   draws: { noise: tf.tensor([[[2]]]) },
 *   numbers: {
 *     weight: tf.tensor1d([numbers["weight"] as number]),
 *     deviation: tf.tensor1d([numbers["deviation"] as number]),
 *   },
 * });
 * assert.ok(Math.abs(cost.dataSync()[0]! - 10 * (3 + 2 - 1) ** 2) < 1e-3);
 * ```
 */
export function dragan(options: DraganOptions = {}): Constraint {
  const { weight, deviation } = read("dragan", options, DRAGAN);
  return {
    name: `DRAGAN (${deviation === undefined ? "uniform" : "normal"} noise)`,
    numbers: { weight, ...(deviation === undefined ? {} : { deviation }) },
    draws: { noise: { kind: deviation === undefined ? "uniform" : "normal", each: "feature" } },
    ...needsOf("real", 1),
    penalty: (input) => {
      const cost = hinged(gradientNorm(input.critic, around(input)), 1, "two");
      return tf.mul(input.numbers["weight"]!, tf.mean(cost, -1));
    },
  };
}

function around({ real, draws, numbers }: PenaltyInput): tf.Tensor {
  const { deviation } = numbers;
  const noise = draws["noise"]!;
  if (!deviation) return aroundReal(real, noise);
  return tf.add(real, tf.mul(spread(deviation, real), noise));
}
