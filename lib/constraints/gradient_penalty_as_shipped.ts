import * as tf from "@tensorflow/tfjs";
import { safeRoot, valueAndGradient } from "../engine/mod.ts";
import type { Constraint } from "./constraint.ts";
import { hinged } from "./hinged.ts";
import { choice, perRun, read, type Spec } from "../options/mod.ts";
import type { PerRun } from "../runs/mod.ts";
import { needsOf } from "./penalty_points.ts";

/** The settings of {@linkcode gradientPenaltyAsShipped}. */
export interface GradientPenaltyAsShippedOptions {
  /** `"two"` is its "wgan-gp", `"one"` its "wgan-lp". Default two. */
  readonly sides?: "one" | "two";
  /** The weight lambda, for all runs or one a run. Default 1. */
  readonly weight?: PerRun;
}

/** What fits {@linkcode GradientPenaltyAsShippedOptions}. */
export const GRADIENT_PENALTY_AS_SHIPPED = {
  sides: choice(["one", "two"], "two"),
  weight: perRun({ from: 0 }, 1),
} satisfies Spec<GradientPenaltyAsShippedOptions>;

/**
 * What GANConvergence (https://github.com/dammsi/GANConvergence) ships as WGAN-GP and WGAN-LP:
 * $\lambda\,(|m| - 1)^2$ and $\lambda \max(0, |m| - 1)^2$ with the mean m of the gradient's entries
 * at the first generated point of the batch. No line between real and generated points, no mean
 * over the batch, and in the plane $|m| = |\partial_1 D + \partial_2 D| / 2$ is no norm: a critic
 * may be as steep as it likes along (1, -1). On the line m is the gradient.
 *
 * For comparison only: take `gradientPenalty`, with `points: "one generated"` if only the points
 * shall be as shipped.
 *
 * @throws {RangeError} If `sides` is unknown, or a weight is negative or not finite.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import * as tf from "@tensorflow/tfjs";
 * import { gradientPenaltyAsShipped } from "saddle/constraints/mod.ts";
 * import { start } from "saddle/engine/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const slope = tf.tensor([[[9], [-7]]]); // D(x) = 9 x1 - 7 x2: mean 1, norm 11.4
 * const { penalty, numbers } = gradientPenaltyAsShipped();
 * const cost = penalty!({
 *   critic: (x) => tf.matMul(x, slope),
 *   real: tf.ones([1, 8, 2]),
 *   fake: tf.zeros([1, 8, 2]),
 *   draws: {},
 *   numbers: { weight: tf.tensor1d([numbers["weight"] as number]) },
 * });
 * assert.ok(cost.dataSync()[0]! < 1e-9);
 * ```
 */
export function gradientPenaltyAsShipped(
  options: GradientPenaltyAsShippedOptions = {},
): Constraint {
  const { sides, weight } = read(
    "gradientPenaltyAsShipped",
    options,
    GRADIENT_PENALTY_AS_SHIPPED,
  );
  return {
    name: `GANConvergence's gradient penalty (mean of one gradient, ${sides}-sided)`,
    numbers: { weight },
    ...needsOf("one generated", 1),
    penalty: ({ critic, fake, numbers }) => {
      const first = tf.slice(fake, [0, 0, 0], [-1, 1, -1]);
      const { gradient } = valueAndGradient(
        (x: tf.Tensor) => ({ value: critic(x), aux: [] }),
        first,
      );
      const mean = tf.mean(gradient, [1, 2]);
      // |m|, with the derivative 0 at 0
      const size = safeRoot(tf.square(mean));
      return tf.mul(numbers["weight"]!, hinged(size, 1, sides));
    },
  };
}
