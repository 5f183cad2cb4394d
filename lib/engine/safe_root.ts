import * as tf from "@tensorflow/tfjs";
import { checkArgument } from "../options/mod.ts";
import { aTensor } from "./a_tensor.ts";

/**
 * The root of numbers that are not negative, with a derivative at 0 too: of `x + tiny`. The root
 * alone has none there, and what is differentiated through it would turn into NaN.
 *
 * @param tiny Far below what counts in x. Default 1e-12.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import * as tf from "@tensorflow/tfjs";
 * import { safeRoot, start } from "saddle/engine/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const slope = tf.grad((x) => safeRoot(x))(tf.tensor1d([0]));
 * assert.ok(Number.isFinite(slope.dataSync()[0]));
 * ```
 */
export function safeRoot(x: tf.Tensor, tiny = 1e-12): tf.Tensor {
  checkArgument("safeRoot", "x", x, aTensor);
  return tf.sqrt(tf.add(x, tiny));
}
