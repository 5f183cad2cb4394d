import { WIDEST } from "./model.ts";
import { count, list, misfit, read, type Spec, usually } from "../options/mod.ts";
import {
  checkNormalisations,
  checkStride,
  IMAGE,
  type ImageLayer,
  imageModel,
  type ImageModelOptions,
} from "./image_layers.ts";
import { type Activation, anActivation, relu, tanh } from "./activations.ts";
import type { Model } from "./model.ts";

/** The shape and manner of a {@linkcode convGenerator}. */
export interface ConvGeneratorOptions extends ImageModelOptions {
  /** Features of a latent. At most 100,000. */
  readonly inputs: number;
  /** Channels in front of each transposed convolution, from the latent on. Default `[64, 32]`. At most 100,000. */
  readonly filters?: readonly number[];
  /** Behind the dense layer and between the convolutions. Default {@linkcode relu}. */
  readonly activation?: Activation;
  /** After the last convolution. Default {@linkcode tanh}. */
  readonly output?: Activation;
}

/** What fits {@linkcode ConvGeneratorOptions}. */
export const CONV_GENERATOR = {
  ...IMAGE,
  inputs: count(undefined, { most: WIDEST }),
  filters: list(count(undefined, { most: WIDEST }), [64, 32], { from: 1 }),
  activation: usually(anActivation, relu),
  output: usually(anActivation, tanh),
} satisfies Spec<ConvGeneratorOptions>;

/**
 * A convolutional generator of square images, as in DCGAN (Radford et al. 2016): a dense layer
 * makes a small image of many channels of the latent, and transposed convolutions each make it
 * `stride` times larger.
 *
 * A kernel that is a multiple of the stride treats all pixels alike; others make checkerboards
 * (Odena et al. 2016). Images come out flat, `[runs, batch, size * size * channels]`, as
 * {@linkcode convCritic} takes them. Parameters are a list: the dense layer as in {@linkcode mlp},
 * then `{ weight: [runs, kernel, kernel, in, out], bias: [runs, 1, out] }` for each convolution.
 *
 * @throws {RangeError} If a number is not a positive whole number, the stride is larger than the
 * kernel, there are no filters, or the size cannot be reached: it is not a multiple of `stride` to
 * the power of the number of filters; or a normalisation would see one number alone, as
 * {@linkcode instanceNorm} does behind the dense layer: spare that with `normaliseFirst: false`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import * as tf from "@tensorflow/tfjs";
 * import { start } from "saddle/engine/mod.ts";
 * import { batchNorm, convGenerator, type ConvGeneratorOptions } from "saddle/models/mod.ts";
 * import { stream } from "saddle/random/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const options: ConvGeneratorOptions = {
 *   inputs: 3,
 *   size: 8,
 *   filters: [8, 4],
 *   normalisation: batchNorm(),
 * };
 * const generator = convGenerator(options);
 * assert.equal(generator.name, "conv generator 3-8-4-8x8x1, kernel 4, relu, batch norm");
 * const { y } = generator.apply(generator.init([stream(7, 0, "init")]), tf.zeros([1, 5, 3]));
 * assert.deepEqual(y.shape, [1, 5, 64]);
 * ```
 */
export function convGenerator(options: ConvGeneratorOptions): Model {
  const full = read("convGenerator", options, CONV_GENERATOR);
  const { inputs, size, channels, filters, kernel, stride } = full;
  const { activation, output, normalisation, normaliseFirst } = full;
  checkStride("convGenerator", full);
  const start = startingSize(size, stride, filters.length);
  const dense: ImageLayer = {
    channels: [inputs, start * start * filters[0]!],
    activation,
    normalisation: normaliseFirst ? normalisation : undefined,
  };
  const convolutions = filters.map((before, i): ImageLayer => {
    const last = i === filters.length - 1;
    return {
      channels: [before, filters[i + 1] ?? channels],
      convolution: { kernel, stride, size: start * stride ** i, transposed: true },
      activation: last ? output : activation,
      normalisation: last ? undefined : normalisation,
    };
  });
  const shape = [inputs, ...filters, `${size}x${size}x${channels}`];
  const layers = [dense, ...convolutions];
  checkNormalisations("convGenerator", layers);
  const ends = [inputs, size * size * channels] as const;
  return imageModel("conv generator", shape, layers, full, ends);
}

/** The image that the convolutions start from. */
function startingSize(size: number, stride: number, convolutions: number): number {
  const factor = stride ** convolutions;
  if (size % factor === 0) return size / factor;
  const fits =
    `a multiple of ${factor}, which ${convolutions} convolutions of stride ${stride} make`;
  throw misfit("convGenerator", "size", fits, size);
}
