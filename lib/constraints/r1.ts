import { checkNames } from "../checks/check_names.ts";
import type { Constraint } from "./constraint.ts";
import { gradientPenalty } from "./gradient_penalty.ts";
import { checkPerRun, type PerRun } from "../runs/per_run.ts";

/** The setting of {@linkcode r1}. */
export interface R1Options {
  /** The weight gamma, for all runs or one a run. Default 10. */
  readonly gamma?: PerRun;
}

/**
 * R1 (Mescheder, Geiger and Nowozin 2018, eq. 9): $\frac{\gamma}{2} E_p \|\nabla D(x)\|^2$ at
 * real points. Mind the half: it is the zero-centred penalty of weight gamma / 2. The training code of its
 * authors, GAN_stability, leaves the half out: its weight 10 is a gamma of 20.
 *
 * @throws {RangeError} If a gamma is negative or not finite, or an option does not exist.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import * as tf from "@tensorflow/tfjs";
 * import { r1 } from "saddle/constraints/mod.ts";
 * import { start } from "saddle/engine/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const slope = tf.tensor([[[3], [4]]]); // D(x) = 3 x1 + 4 x2, norm 5
 * const penalty = r1({ gamma: 3 }).penalty!({
 *   critic: (x) => tf.matMul(x, slope),
 *   real: tf.ones([1, 8, 2]),
 *   fake: tf.zeros([1, 8, 2]),
 *   draws: {},
 *   numbers: { weight: tf.tensor1d([3]) },
 * });
 * assert.equal(penalty.dataSync()[0], 3 / 2 * 5 ** 2);
 * ```
 */
export function r1(options: R1Options = {}): Constraint {
  checkNames("R1", options, ["gamma"]);
  const { gamma = 10 } = options;
  checkPerRun("The gamma of R1", gamma, { from: 0 });
  return {
    ...gradientPenalty({ points: "real", target: 0, weight: gamma, half: true }),
    name: "R1",
  };
}
