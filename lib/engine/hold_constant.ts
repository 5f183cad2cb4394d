import * as tf from "@tensorflow/tfjs";
import { checkArgument } from "../options/mod.ts";
import { aTensor } from "./a_tensor.ts";

/**
 * The same numbers, which gradients take for a constant: what other libraries call stop-gradient or
 * detach.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import * as tf from "@tensorflow/tfjs";
 * import { holdConstant, start } from "saddle/engine/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const slope = tf.grad((x) => tf.mul(x, holdConstant(tf.square(x))));
 * assert.equal(slope(tf.scalar(3)).dataSync()[0], 9); // not 27
 * ```
 */
export function holdConstant(x: tf.Tensor): tf.Tensor {
  checkArgument("holdConstant", "x", x, aTensor);
  return tf.customGrad((held) => ({
    value: tf.clone(held as tf.Tensor),
    gradFunc: (dy) => tf.zerosLike(dy as tf.Tensor),
  }))(x);
}
