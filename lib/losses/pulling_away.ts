import * as tf from "@tensorflow/tfjs";
import { checkArgument } from "../options/mod.ts";
import { aTensor } from "../engine/house.ts";
import { safeRoot } from "../engine/mod.ts";

/**
 * The pulling-away term (Zhao et al. 2017, section 2.4): the mean squared cosine between the
 * codes of different points of a batch, $f_{PT} = \frac{1}{n(n-1)} \sum_i \sum_{j \ne i}
 * \left(\frac{s_i \cdot s_j}{\|s_i\| \|s_j\|}\right)^2$. It is 1 where all codes point the same
 * way or opposite ways, 1 / k on average for random ones of k features: a generator that lowers
 * it spreads its batch.
 *
 * @param code The codes of a batch, `[runs, batch, features]`.
 * @returns One number a run, `[runs]`.
 * @throws {TypeError} If there are no codes, because the critic makes none.
 * @throws {RangeError} If a batch has a single point, which has nothing to be pulled away from.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import * as tf from "@tensorflow/tfjs";
 * import { start } from "saddle/engine/mod.ts";
 * import { pullingAway } from "saddle/losses/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const codes = tf.tensor([[[1, 0], [2, 0], [0, 3]]]); // one pair of three alike
 * assert.ok(Math.abs(pullingAway(codes).dataSync()[0]! - 1 / 3) < 1e-6);
 * ```
 */
export function pullingAway(code: tf.Tensor | undefined): tf.Tensor {
  if (!code) {
    throw new TypeError(
      "pullingAway compares codes, but the critic makes none: it is no autoencoder.",
    );
  }
  checkArgument("pullingAway", "code", code, aTensor);
  const batch = code.shape[1]!;
  if (batch < 2) {
    throw new RangeError(
      `The pulling-away term compares the points of a batch, but it has ${batch}.`,
    );
  }
  const squares = tf.sum(tf.square(code), 2, true);
  const unit = tf.div(code, safeRoot(squares));
  // the squared cosines of all pairs sum to |U U^T|^2 = |U^T U|^2, and a code is seldom as
  // long as a batch
  const all = tf.sum(tf.square(tf.matMul(unit, unit, true)), [1, 2]);
  const withItself = tf.sum(tf.square(tf.sum(tf.square(unit), 2)), 1);
  return tf.div(tf.sub(all, withItself), batch * (batch - 1));
}
