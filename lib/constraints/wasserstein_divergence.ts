import * as tf from "@tensorflow/tfjs";
import type { Constraint } from "./constraint.ts";
import { squaredGradientNorm } from "./gradient_norm.ts";
import { drawsFor, meanAt, needsOf, PENALTY_POINTS, type PenaltyPoints } from "./penalty_points.ts";
import { choice, perRun, read, type Spec } from "../options/mod.ts";
import { type PerRun, spread } from "../runs/mod.ts";

/** The settings of {@linkcode wassersteinDivergence}. */
export interface WassersteinDivergenceOptions {
  /** The weight, positive, for all runs or one a run. Default 2. */
  readonly k?: PerRun;
  /** The power of the gradient's norm, above 1, for all runs or one a run. Default 6. */
  readonly p?: PerRun;
  /**
   * Where the points are taken; the divergence is one for any, and the paper finds six choices
   * much alike. Default `"both"`, as Wasserstein-Div does; the authors of the paper take the
   * `"line"` in their code.
   */
  readonly points?: PenaltyPoints;
}

/** What fits {@linkcode WassersteinDivergenceOptions}. */
export const WASSERSTEIN_DIVERGENCE = {
  k: perRun({ above: 0 }, 2),
  p: perRun({ above: 1 }, 6),
  points: choice(PENALTY_POINTS, "both"),
} satisfies Spec<WassersteinDivergenceOptions>;

/**
 * The penalty of the Wasserstein divergence (Wu et al. 2018): $k\,E\|\nabla D(x)\|^p$, without
 * a half. With `points: "both"` it is $\frac{k}{2}(E_p\|\nabla D\|^p + E_q\|\nabla D\|^p)$, as
 * Wasserstein-Div computes it: the half there is that of a mean over both. (That system's
 * README has the penalty with the opposite sign; its code is right. The paper has k = 2, its
 * authors' code 10.)
 *
 * Meant for the Wasserstein loss. With p = 2 it is the simple penalty of weight k. With large p it
 * is stiff: steep critics are pushed back by the power p - 1 of their slope, and overflow large
 * steps. To keep derivatives finite at slope 0 for every p, 1e-12 is added to the squared norm.
 *
 * @throws {RangeError} If a k is not positive and finite, a p is not above 1 and finite, or there
 * are no such points.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import * as tf from "@tensorflow/tfjs";
 * import { wassersteinDivergence } from "saddle/constraints/mod.ts";
 * import { start } from "saddle/engine/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const slope = tf.tensor([[[0.6], [0.8]]]); // D(x) = 0.6 x1 + 0.8 x2, norm 1
 * const { penalty, numbers } = wassersteinDivergence();
 * const cost = penalty!({
 *   critic: (x) => tf.matMul(x, tf.mul(2, slope)),
 *   real: tf.ones([1, 8, 2]),
 *   fake: tf.zeros([1, 8, 2]),
 *   draws: {},
 *   numbers: {
 *     k: tf.tensor1d([numbers["k"] as number]),
 *     p: tf.tensor1d([numbers["p"] as number]),
 *   },
 * });
 * assert.ok(Math.abs(cost.dataSync()[0]! - 2 * 2 ** 6) < 1e-3);
 * ```
 */
export function wassersteinDivergence(options: WassersteinDivergenceOptions = {}): Constraint {
  const { k, p, points } = read("wassersteinDivergence", options, WASSERSTEIN_DIVERGENCE);
  return {
    name: `Wasserstein divergence (${points})`,
    numbers: { k, p },
    draws: drawsFor(points),
    ...needsOf(points, 0),
    penalty: (input) => {
      const { k, p } = input.numbers;
      const mean = meanAt(points, input, (at) => {
        const square = tf.add(squaredGradientNorm(input.critic, at), 1e-12);
        return tf.pow(square, spread(tf.mul(0.5, p!), square));
      });
      return tf.mul(k!, mean);
    },
  };
}
