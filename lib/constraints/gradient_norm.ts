import * as tf from "@tensorflow/tfjs";
import { callable, checkArgument } from "../options/mod.ts";
import { aTensor } from "../engine/house.ts";
import { safeRoot, valueAndGradient } from "../engine/mod.ts";

/**
 * The squared norm of the critic's gradient at each point: `[runs, batch]` for points
 * `[runs, batch, features]`. Differentiable, also by the critic's parameters.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import * as tf from "@tensorflow/tfjs";
 * import { squaredGradientNorm } from "saddle/constraints/mod.ts";
 * import { start } from "saddle/engine/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const slope = tf.tensor([[[3], [4]]]); // D(x) = 3 x1 + 4 x2
 * const norms = squaredGradientNorm((x) => tf.matMul(x, slope), tf.zeros([1, 2, 2]));
 * assert.deepEqual([...norms.dataSync()], [25, 25]);
 * ```
 */
export function squaredGradientNorm(
  critic: (x: tf.Tensor) => tf.Tensor,
  points: tf.Tensor,
): tf.Tensor {
  checkArgument("squaredGradientNorm", "critic", critic, aCritic);
  checkArgument("squaredGradientNorm", "points", points, aTensor);
  const { gradient } = valueAndGradient((x: tf.Tensor) => ({ value: critic(x), aux: [] }), points);
  return tf.sum(tf.square(gradient), -1);
}

/**
 * The norm itself, `[runs, batch]`. The root is taken of the square plus 1e-12: the root alone has
 * no derivative at 0, and a penalty would turn into NaN there.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import * as tf from "@tensorflow/tfjs";
 * import { gradientNorm } from "saddle/constraints/mod.ts";
 * import { start } from "saddle/engine/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const slope = tf.tensor([[[3], [4]]]); // D(x) = 3 x1 + 4 x2
 * const norms = gradientNorm((x) => tf.matMul(x, slope), tf.zeros([1, 2, 2]));
 * assert.deepEqual([...norms.dataSync()], [5, 5]);
 * ```
 */
export function gradientNorm(critic: (x: tf.Tensor) => tf.Tensor, points: tf.Tensor): tf.Tensor {
  checkArgument("gradientNorm", "critic", critic, aCritic);
  checkArgument("gradientNorm", "points", points, aTensor);
  return safeRoot(squaredGradientNorm(critic, points));
}

const aCritic = callable<(x: tf.Tensor) => tf.Tensor>("a function of points");
