import * as tf from "@tensorflow/tfjs";
import type { Constraint, PenaltyInput } from "./constraint.ts";
import { gradientNorm, squaredGradientNorm } from "./gradient_norm.ts";
import { hinged } from "./hinged.ts";
import { drawsFor, meanAt, needsOf, PENALTY_POINTS, type PenaltyPoints } from "./penalty_points.ts";
import { choice, flag, misfit, perRun, read, type Spec } from "../options/mod.ts";
import type { PerRun } from "../runs/mod.ts";

/** The settings of a {@linkcode gradientPenalty}. */
export interface GradientPenaltyOptions {
  /**
   * Where the points are taken: on the line between pairs of a real and a generated point
   * (WGAN-GP), at real points, at generated points, the mean of the two, on lines between two
   * points of one kind or of any, around real points (DRAGAN), or at one generated point a batch.
   * Default `"line"`.
   */
  readonly points?: PenaltyPoints;
  /** The norm that costs nothing. Default 1; 0 gives a zero-centred penalty. */
  readonly target?: 0 | 1;
  /** `"two"`: norms below the target cost too; `"one"`: only those above (WGAN-LP). Default two. */
  readonly sides?: "one" | "two";
  /** The weight lambda, for all runs or one a run. Default 10. */
  readonly weight?: PerRun;
  /** Whether the penalty has a half in front, weight / 2 instead of weight. Default `false`. */
  readonly half?: boolean;
}

/** What fits {@linkcode GradientPenaltyOptions}. */
export const GRADIENT_PENALTY = {
  points: choice(PENALTY_POINTS, "line"),
  target: choice([0, 1], 1),
  sides: choice(["one", "two"], "two"),
  weight: perRun({ from: 0 }, 10),
  half: flag(false),
} satisfies Spec<GradientPenaltyOptions>;

/**
 * A gradient penalty: $\lambda\,E\,(\|\nabla D(x)\| - t)^2$, without a half unless `half` is set.
 *
 * The defaults are WGAN-GP (Gulrajani et al. 2017, eq. 3). `sides: "one"` is WGAN-LP
 * (Petzka et al. 2018): $\max(0, \|\nabla D\| - 1)^2$. With `target: 0` it is
 * $\lambda E\|\nabla D\|^2$. The norm is that of each sample's own gradient, in any dimension.
 *
 * @throws {RangeError} If an option is none of the values above, a weight is
 * negative or not finite, or one side is asked of a penalty with target 0, which has no other.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import * as tf from "@tensorflow/tfjs";
 * import { gradientPenalty } from "saddle/constraints/mod.ts";
 * import { start } from "saddle/engine/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const slope = tf.tensor([[[3], [4]]]); // D(x) = 3 x1 + 4 x2, norm 5
 * const { penalty, numbers } = gradientPenalty({ points: "real", weight: 10 });
 * const cost = penalty!({
 *   critic: (x) => tf.matMul(x, slope),
 *   real: tf.ones([1, 8, 2]),
 *   fake: tf.zeros([1, 8, 2]),
 *   draws: {},
 *   numbers: { weight: tf.tensor1d([numbers["weight"] as number]) },
 * });
 * assert.ok(Math.abs(cost.dataSync()[0]! - 10 * (5 - 1) ** 2) < 1e-3);
 * ```
 */
export function gradientPenalty(options: GradientPenaltyOptions = {}): Constraint {
  const { points, target, sides, weight, half } = read(
    "gradientPenalty",
    options,
    GRADIENT_PENALTY,
  );
  if (target === 0 && sides === "one") {
    const why = '"two" where target is 0, because no norm is below 0';
    throw misfit("gradientPenalty", "sides", why, sides);
  }
  const cost = (input: PenaltyInput, at: tf.Tensor) => {
    if (target === 0) return squaredGradientNorm(input.critic, at);
    return hinged(gradientNorm(input.critic, at), target, sides);
  };
  return {
    name: `gradient penalty (${points}, norm ${target}, ${sides}-sided${half ? ", halved" : ""})`,
    numbers: { weight },
    draws: drawsFor(points),
    ...needsOf(points, target),
    penalty: (input) => {
      const mean = meanAt(points, input, (at) => cost(input, at));
      const factor = input.numbers["weight"]!;
      return tf.mul(half ? tf.mul(0.5, factor) : factor, mean);
    },
  };
}
