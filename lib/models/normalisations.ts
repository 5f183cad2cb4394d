import * as tf from "@tensorflow/tfjs";
import { type Field, flag, part, positive, read, type Spec } from "../options/mod.ts";

/** What is done to the sums of a hidden layer before its activation. */
export interface Normalisation {
  /** What it is called in a model's name. */
  readonly name: string;
  /** Whether a trained gain and shift for each feature follow; they start at 1 and 0. */
  readonly affine: boolean;
  /** Whether each point is normalised by itself, not by the batch around it. */
  readonly pointwise: boolean;
  /** Sums `[runs, batch, features]` with mean 0 and variance 1. */
  readonly apply: (x: tf.Tensor) => tf.Tensor;
}

/** An option that is a normalisation. */
export const aNormalisation: Field<Normalisation> = part("a normalisation", "affine");

/** Options of {@linkcode batchNorm} and {@linkcode layerNorm}. */
export interface NormalisationOptions {
  /** Whether a trained gain and shift for each feature follow. Default `true`. */
  readonly affine?: boolean;
  /** Added to the variance. Default 1e-5. */
  readonly epsilon?: number;
}

/** What fits {@linkcode NormalisationOptions}. */
export const NORMALISATION = {
  affine: flag(true),
  epsilon: positive(1e-5),
} satisfies Spec<NormalisationOptions>;

/**
 * Batch normalisation (Ioffe and Szegedy 2015): each feature has mean 0 and variance 1 over the batch,
 * $(x - \mu_B) / \sqrt{\sigma_B^2 + \epsilon}$ with the variance over n, not n - 1.
 *
 * Always by the batch at hand, also when the model is only looked at, as gan_comparison does: what
 * becomes of a point depends on those beside it. A critic scores real and generated points as two
 * batches. A penalty on such a critic's gradient is no longer one on each point's own: take
 * {@linkcode layerNorm} there (Gulrajani et al. 2017, section 4).
 *
 * @throws {RangeError} If epsilon is not positive, or an option does not exist.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import * as tf from "@tensorflow/tfjs";
 * import { start } from "saddle/engine/mod.ts";
 * import { batchNorm } from "saddle/models/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const y = batchNorm({ epsilon: 1e-12 }).apply(tf.tensor([[[7, 1], [3, 1]]]));
 * assert.deepEqual([...y.dataSync()], [1, 0, -1, 0]); // runs 1, batch 2, features 2
 * ```
 */
export function batchNorm(options: NormalisationOptions = {}): Normalisation {
  return normalisation("batch norm", BATCH, read("batchNorm", options, NORMALISATION));
}

/**
 * Layer normalisation (Ba, Kiros and Hinton 2016): the features of each point have mean 0 and variance 1
 * among themselves. No point knows of another, so gradient penalties keep their meaning.
 *
 * @throws {RangeError} If epsilon is not positive, or an option does not exist.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import * as tf from "@tensorflow/tfjs";
 * import { start } from "saddle/engine/mod.ts";
 * import { layerNorm } from "saddle/models/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const y = layerNorm({ epsilon: 1e-12 }).apply(tf.tensor([[[7, 3], [2, 4]]]));
 * assert.deepEqual([...y.dataSync()], [1, -1, -1, 1]);
 * ```
 */
export function layerNorm(options: NormalisationOptions = {}): Normalisation {
  return normalisation("layer norm", FEATURES, read("layerNorm", options, NORMALISATION));
}

/** Added to the variance where nobody says otherwise. */

/** The axes of sums `[runs, batch, features]`. */
const [BATCH, FEATURES] = [1, 2];

function normalisation(
  name: string,
  axis: number,
  { affine, epsilon }: Required<NormalisationOptions>,
): Normalisation {
  return {
    name: epsilon === NORMALISATION.epsilon.usual ? name : `${name} (epsilon ${epsilon})`,
    affine,
    pointwise: axis === FEATURES,
    apply: (x) => {
      const centred = tf.sub(x, tf.mean(x, axis, true));
      const variance = tf.mean(tf.square(centred), axis, true);
      return tf.div(centred, tf.sqrt(tf.add(variance, epsilon)));
    },
  };
}
