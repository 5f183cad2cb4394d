import * as tf from "@tensorflow/tfjs";
import { checkArgument, count, group, read, type Spec } from "../options/mod.ts";
import { accuracy } from "./accuracy.ts";
import { countLabelled, LABELLED_FEATURES, type LabelledFeatures } from "./labelled_features.ts";

/** What the features of {@linkcode nearestAccuracy} are. */
export interface NearestAccuracyOptions {
  /** Numbers a row. */
  readonly dimension: number;
}

/** What fits {@linkcode NearestAccuracyOptions}. */
export const NEAREST_ACCURACY = { dimension: count() } satisfies Spec<NearestAccuracyOptions>;

/** Test rows that are compared at once: a table of distances of 500 x 60,000 takes 120 MB. */
const AT_ONCE = 500;

/**
 * The accuracy of the nearest neighbour: each test row is taken for what the training row is that
 * lies nearest to it, in Euclidean distance. It trains nothing, so it says how the classes lie in
 * the space that is given, and depends on the scale of each axis.
 *
 * @param train The rows to look among.
 * @param test The rows to name.
 * @throws {RangeError} If one has no rows, its numbers are not whole rows, or it has not as many
 * labels.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { start } from "saddle/engine/mod.ts";
 * import { type LabelledFeatures, nearestAccuracy } from "saddle/judges/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const train: LabelledFeatures = { features: Float32Array.of(0, 1, 10), labels: [4, 4, 7] };
 * const test = { features: Float32Array.of(2, 9, 6, -5), labels: [4, 7, 4, 4] };
 * assert.equal(nearestAccuracy(train, test, { dimension: 1 }), 0.75);
 * ```
 */
export function nearestAccuracy(
  train: LabelledFeatures,
  test: LabelledFeatures,
  options: NearestAccuracyOptions,
): number {
  const { dimension } = read("nearestAccuracy", options, NEAREST_ACCURACY);
  const form = { dimension, classes: Infinity };
  for (const [name, rows] of Object.entries({ train, test })) {
    checkArgument("nearestAccuracy", name, rows, group<LabelledFeatures>(LABELLED_FEATURES));
    countLabelled(`nearestAccuracy's ${name}`, rows, form);
  }
  const names = Array.from(nearestRows(train, test, dimension), (row) => train.labels[row]!);
  return accuracy(names, test.labels);
}

/** Of each test row the nearest training row. */
function nearestRows(train: LabelledFeatures, test: LabelledFeatures, dimension: number) {
  const m = train.labels.length, n = test.labels.length, found = new Int32Array(n);
  tf.tidy(() => {
    const among = tf.tensor2d(train.features, [m, dimension]);
    // |a - b|² less |a|², which is the same for all b
    const squares = tf.sum(tf.square(among), 1);
    for (let at = 0; at < n; at += AT_ONCE) {
      const rows = test.features.subarray(at * dimension, (at + AT_ONCE) * dimension);
      found.set(
        tf.tidy(() => {
          const some = tf.tensor2d(rows, [rows.length / dimension, dimension]);
          const products = tf.matMul(some, among, false, true);
          return tf.argMin(tf.sub(squares, tf.mul(2, products)), 1).dataSync() as Int32Array;
        }),
        at,
      );
    }
  });
  return found;
}
