import * as tf from "@tensorflow/tfjs";
import { flag, misfit, type Option, part, positive, read, type Spec } from "../options/mod.ts";

/** What is done to the sums of a hidden layer before its activation. */
export interface Normalisation {
  /** What it is called in a model's name. */
  readonly name: string;
  /** Whether a trained gain and shift for each feature follow; they start at 1 and 0. */
  readonly affine: boolean;
  /**
   * What has mean 0 and variance 1 behind it: each channel over the batch and all places
   * (`"batch"`), each point over all its numbers (`"point"`), each channel of each point over its
   * places (`"places"`).
   */
  readonly over: "batch" | "point" | "places";
  /**
   * Sums with mean 0 and variance 1: `[runs, points and places, channels]` over the batch,
   * `[runs, points, numbers]` over the point, `[runs * points, places, channels]` over the places.
   */
  readonly apply: (x: tf.Tensor) => tf.Tensor;
}

/** An option that is a normalisation. */
export const aNormalisation: Option<Normalisation> = part("a normalisation", [
  "apply",
  "affine",
  "over",
]);

/** Options of {@linkcode batchNorm}, {@linkcode layerNorm} and {@linkcode instanceNorm}. */
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
 * Batch normalisation (Ioffe and Szegedy 2015): each feature has mean 0 and variance 1 over the
 * batch, $(x - \mu_B) / \sqrt{\sigma_B^2 + \epsilon}$ with the variance over n, not n - 1.
 *
 * Always by the batch at hand, also when the model is only looked at, as gan_comparison does: what
 * becomes of a point depends on those beside it. A critic scores real and generated points as two
 * batches. A penalty on such a critic's gradient is no longer one on each point's own: take
 * {@linkcode layerNorm} there (Gulrajani et al. 2017, section 4).
 *
 * @throws {RangeError} If epsilon is not positive; when it is applied, if a batch is one point alone,
 * whose features would all become 0.
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
  return normalisation("batch norm", "batch", read("batchNorm", options, NORMALISATION));
}

/**
 * Layer normalisation (Ba, Kiros and Hinton 2016): the features of each point have mean 0 and
 * variance 1 among themselves. No point knows of another, so gradient penalties keep their meaning.
 *
 * @throws {RangeError} If epsilon is not positive.
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
  return normalisation("layer norm", "point", read("layerNorm", options, NORMALISATION));
}

/**
 * Instance normalisation (Ulyanov et al. 2016): each channel of each image has mean 0 and variance
 * 1 over its places. No image knows of another, so gradient penalties keep their meaning. For
 * models of images only.
 *
 * @throws {RangeError} If epsilon is not positive.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import * as tf from "@tensorflow/tfjs";
 * import { start } from "saddle/engine/mod.ts";
 * import { instanceNorm } from "saddle/models/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const y = instanceNorm({ epsilon: 1e-12 }).apply(tf.tensor([[[7, 1], [3, 3]]]));
 * assert.deepEqual([...y.dataSync()], [1, -1, -1, 1]); // one image, two places, two channels
 * ```
 */
export function instanceNorm(options: NormalisationOptions = {}): Normalisation {
  return normalisation("instance norm", "places", read("instanceNorm", options, NORMALISATION));
}

function normalisation(
  name: string,
  over: Normalisation["over"],
  { affine, epsilon }: Required<NormalisationOptions>,
): Normalisation {
  const axis = over === "point" ? 2 : 1;
  return {
    name: epsilon === NORMALISATION.epsilon.usual ? name : `${name} (epsilon ${epsilon})`,
    affine,
    over,
    apply: (x) => {
      if (x.shape[axis] === 1) {
        throw new RangeError(`${name} compares several numbers: ${ALONE[over]} would become 0.`);
      }
      const centred = tf.sub(x, tf.mean(x, axis, true));
      const variance = tf.mean(tf.square(centred), axis, true);
      return tf.div(centred, tf.sqrt(tf.add(variance, epsilon)));
    },
  };
}

/** What there may be one of, with nothing to compare it with: it becomes 0, whatever it was. */
const ALONE = {
  batch: "one point alone in its batch",
  point: "one number alone of a point",
  places: "one place alone of a channel",
};

/**
 * What a normalisation would make 0, as errors say it, because it sees nothing beside it; undefined
 * where it compares several. How many points a batch has is known when it comes.
 *
 * @param normalisation What comes behind the sums.
 * @param shape How many places a point has there, and how many sums a place.
 */
export function aloneIn(
  { over }: Normalisation,
  [places, channels]: readonly [places: number, channels: number],
): string | undefined {
  const compared = { batch: Infinity, point: places * channels, places }[over];
  return compared === 1 ? ALONE[over] : undefined;
}

/** Refuses a normalisation of a model's option that would see one number alone. */
export function checkCompares(
  owner: string,
  normalisation: Normalisation,
  shape: readonly [places: number, channels: number],
  isFirst: boolean,
): void {
  const one = aloneIn(normalisation, shape);
  if (one === undefined) return;
  const others = normalisation.over === "places" ? "batchNorm(), layerNorm()" : "batchNorm()";
  const spared = isFirst ? ", or normaliseFirst is false" : "";
  const fits = `${others} or none${spared}, because ${one} would become 0`;
  throw misfit(owner, "normalisation", fits, normalisation);
}

/**
 * Sums of images or plain features `[runs * points, ..., channels]`, normalised; the shape stays.
 */
export function normalised(x: tf.Tensor, { over, apply }: Normalisation, runs: number): tf.Tensor {
  const [points, channels] = [x.shape[0]!, x.shape.at(-1)!];
  const rows = {
    batch: [runs, -1, channels],
    point: [runs, points / runs, -1],
    places: [points, -1, channels],
  };
  return tf.reshape(apply(tf.reshape(x, rows[over])), x.shape);
}
