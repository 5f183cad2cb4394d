import { WIDEST } from "./model.ts";
import { count, list, off, read, type Spec, usually } from "../options/mod.ts";
import {
  checkNormalisations,
  checkStride,
  IMAGE,
  type ImageLayer,
  imageModel,
  type ImageModelOptions,
} from "./image_layers.ts";
import { type Activation, anActivation, leakyRelu } from "./activations.ts";
import type { Model } from "./model.ts";

/** The shape and manner of a {@linkcode convCritic}. */
export interface ConvCriticOptions extends ImageModelOptions {
  /** Channels behind each convolution, from the image on. Default `[32, 64]`. At most 100,000. */
  readonly filters?: readonly number[];
  /** Numbers that it gives. Default 1, the score. */
  readonly outputs?: number;
  /** Behind the convolutions. Default {@linkcode leakyRelu}. */
  readonly activation?: Activation;
  /** After the dense layer. Default none. */
  readonly output?: Activation;
}

/** What fits {@linkcode ConvCriticOptions}. */
export const CONV_CRITIC = {
  ...IMAGE,
  filters: list(count(undefined, { most: WIDEST }), [32, 64]),
  outputs: count(1),
  activation: usually(anActivation, leakyRelu()),
  output: off(anActivation),
} satisfies Spec<ConvCriticOptions>;

/**
 * A convolutional critic of square images, as in DCGAN (Radford et al. 2016): convolutions
 * that each make the image `stride` times smaller (rounded up, its border padded with zeros),
 * then a dense layer.
 *
 * Images come in flat, `[runs, batch, size * size * channels]`, row by row with the channels of a
 * pixel side by side. Parameters are a list: for each convolution
 * `{ weight: [runs, kernel, kernel, in, out], bias: [runs, 1, out] }`, then the dense layer as in
 * {@linkcode mlp}. Many runs are convolved one after the other.
 *
 * @throws {RangeError} If a number is not a positive whole number, the stride is larger than the
 * kernel, or a normalisation would see one number alone, as {@linkcode instanceNorm} does where the
 * image has become a single place.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import * as tf from "@tensorflow/tfjs";
 * import { start } from "saddle/engine/mod.ts";
 * import { convCritic, type ConvCriticOptions } from "saddle/models/mod.ts";
 * import { stream } from "saddle/random/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const options: ConvCriticOptions = { size: 8, filters: [4, 8] };
 * const critic = convCritic(options);
 * assert.equal(critic.name, "conv critic 8x8x1-4-8-1, kernel 4, leaky relu 0.2");
 * const { y } = critic.apply(critic.init([stream(7, 0, "init")]), tf.zeros([1, 5, 64]));
 * assert.deepEqual(y.shape, [1, 5, 1]);
 * ```
 */
export function convCritic(options: ConvCriticOptions): Model {
  const full = read("convCritic", options, CONV_CRITIC);
  const { size, channels, filters, kernel, stride, outputs } = full;
  const { activation, output, normalisation, normaliseFirst } = full;
  checkStride("convCritic", full);
  let smaller = size;
  const layers: ImageLayer[] = filters.map((after, i) => {
    const convolution = { kernel, stride, size: smaller, transposed: false };
    smaller = Math.ceil(smaller / stride);
    return {
      channels: [filters[i - 1] ?? channels, after],
      convolution,
      activation,
      normalisation: i === 0 && !normaliseFirst ? undefined : normalisation,
    };
  });
  const features = smaller * smaller * (filters.at(-1) ?? channels);
  layers.push({ channels: [features, outputs], ...(output ? { activation: output } : {}) });
  checkNormalisations("convCritic", layers);
  const shape = [`${size}x${size}x${channels}`, ...filters, outputs];
  const ends = [size * size * channels, outputs] as const;
  return imageModel("conv critic", shape, layers, full, ends);
}
