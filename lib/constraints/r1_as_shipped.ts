import * as tf from "@tensorflow/tfjs";
import type { Constraint } from "./constraint.ts";
import { squaredGradientNorm } from "./gradient_norm.ts";
import { perRun, read, type Spec } from "../options/mod.ts";
import type { PerRun } from "../runs/mod.ts";

/** The setting of {@linkcode r1AsShipped}. */
export interface R1AsShippedOptions {
  /** The weight gamma, for all runs or one a run. Default 10. */
  readonly gamma?: PerRun;
}

/** What fits {@linkcode R1AsShippedOptions}. */
export const R1_AS_SHIPPED = { gamma: perRun({ from: 0 }, 10) } satisfies Spec<R1AsShippedOptions>;

/**
 * What gan_comparison (https://github.com/Gerryflap/gan_comparison) ships as "R1" and is not:
 * $\frac{\gamma}{2} E_q \|\nabla \sigma(D(x))\|^2$, at generated points instead of real ones, which
 * makes it an R2, and of the probability instead of the logit, whose gradient vanishes where the
 * critic is sure: $\nabla\sigma(D) = \sigma(D)\,\sigma(-D)\,\nabla D$.
 *
 * For comparison only: take `r1` or `r2`.
 *
 * @throws {RangeError} If a gamma is negative or not finite.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import * as tf from "@tensorflow/tfjs";
 * import { r1AsShipped } from "saddle/constraints/mod.ts";
 * import { start } from "saddle/engine/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const slope = tf.tensor([[[3], [4]]]); // D(x) = 3 x1 + 4 x2: 0 at the generated points
 * const { penalty, numbers } = r1AsShipped({ gamma: 3 });
 * const cost = penalty!({
 *   critic: (x) => tf.matMul(x, slope),
 *   real: tf.ones([1, 8, 2]),
 *   fake: tf.zeros([1, 8, 2]),
 *   draws: {},
 *   numbers: { gamma: tf.tensor1d([numbers["gamma"] as number]) },
 * });
 * assert.ok(Math.abs(cost.dataSync()[0]! - 3 / 2 * (5 / 4) ** 2) < 1e-5);
 * ```
 */
export function r1AsShipped(options: R1AsShippedOptions = {}): Constraint {
  const { gamma } = read("r1AsShipped", options, R1_AS_SHIPPED);
  return {
    name: "gan_comparison's R1 (of the probability, at generated points)",
    numbers: { gamma },
    penalty: ({ critic, fake, numbers }) => {
      const norms = squaredGradientNorm((x) => tf.sigmoid(critic(x)), fake);
      return tf.mul(tf.mul(0.5, numbers["gamma"]!), tf.mean(norms, -1));
    },
  };
}
