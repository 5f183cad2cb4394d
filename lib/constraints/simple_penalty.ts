import type { Constraint } from "./constraint.ts";
import { gradientPenalty } from "./gradient_penalty.ts";
import { PENALTY_POINTS, type PenaltyPoints } from "./penalty_points.ts";
import { choice, perRun, read, type Spec } from "../options/mod.ts";
import type { PerRun } from "../runs/mod.ts";

/** The settings of a {@linkcode simplePenalty}. */
export interface SimplePenaltyOptions {
  /** The weight lambda, for all runs or one a run. Default 1. */
  readonly weight?: PerRun;
  /**
   * Where the points are taken. Default `"generated"`. GANConvergence takes `"one generated"`: the
   * first of the batch alone.
   */
  readonly points?: PenaltyPoints;
}

/** What fits {@linkcode SimplePenaltyOptions}. */
export const SIMPLE_PENALTY = {
  weight: perRun({ from: 0 }, 1),
  points: choice(PENALTY_POINTS, "generated"),
} satisfies Spec<SimplePenaltyOptions>;

/**
 * GANConvergence's simple gradient penalty: $\lambda\,E\|\nabla D(x)\|^2$, centred at 0 and
 * WITHOUT a half. R1 (Mescheder, Geiger and Nowozin 2018, eq. 9) with gamma = 2 lambda is the same
 * at real points.
 *
 * @throws {RangeError} If a weight is negative or not finite, or there are no such points.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import * as tf from "@tensorflow/tfjs";
 * import { simplePenalty } from "saddle/constraints/mod.ts";
 * import { start } from "saddle/engine/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const slope = tf.tensor([[[3], [4]]]); // D(x) = 3 x1 + 4 x2, norm 5
 * const { penalty, numbers } = simplePenalty({ weight: 3 });
 * const cost = penalty!({
 *   critic: (x) => tf.matMul(x, slope),
 *   real: tf.ones([1, 8, 2]),
 *   fake: tf.zeros([1, 8, 2]),
 *   draws: {},
 *   numbers: { weight: tf.tensor1d([numbers["weight"] as number]) },
 * });
 * assert.equal(cost.dataSync()[0], 3 * 5 ** 2);
 * ```
 */
export function simplePenalty(options: SimplePenaltyOptions = {}): Constraint {
  const { weight, points } = read("simplePenalty", options, SIMPLE_PENALTY);
  return {
    ...gradientPenalty({ points, target: 0, weight }),
    name: `simple gradient penalty (${points})`,
  };
}
