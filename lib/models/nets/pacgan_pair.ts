import * as tf from "@tensorflow/tfjs";
import { count, read, type Spec, usually } from "../../options/mod.ts";
import { leakyRelu, relu, tanh } from "../activations.ts";
import { normalWeights } from "../initialisers.ts";
import { conv } from "../layers/conv.ts";
import { dense } from "../layers/dense.ts";
import type { Layer } from "../layers/layer.ts";
import { plainLayer } from "../layers/plain_layer.ts";
import { reshaped } from "../layers/reshaped.ts";
import { transposedConv } from "../layers/transposed_conv.ts";
import { type Model, WIDEST } from "../model.ts";
import { network } from "../network.ts";
import { aNormalisation, batchNorm, type Normalisation } from "../normalisations.ts";
import { packed } from "../packed.ts";

/** The shape of a {@linkcode pacganGenerator}. */
export interface PacganGeneratorOptions {
  /** Features of a latent. Default 256. */
  readonly inputs?: number;
  /** Channels of the largest hidden image, doubled in each smaller one. Default 8. */
  readonly filters?: number;
}

/** The shape of a {@linkcode pacganCritic}. */
export interface PacganCriticOptions {
  /** Images that it judges together. Default 1. */
  readonly pack?: number;
  /** Channels behind the first convolution, doubled by each further one. Default 2. */
  readonly filters?: number;
  /**
   * Behind each convolution. {@linkcode layerNorm} under a penalty on the gradient at each image.
   * Default {@linkcode batchNorm}, as PacGAN has it.
   */
  readonly normalisation?: Normalisation;
}

/** What fits {@linkcode PacganGeneratorOptions}. */
export const PACGAN_GENERATOR = {
  inputs: count(256, { most: WIDEST }),
  filters: count(8, { most: WIDEST }),
} satisfies Spec<PacganGeneratorOptions>;

/** What fits {@linkcode PacganCriticOptions}. */
export const PACGAN_CRITIC = {
  pack: count(1),
  filters: count(2, { most: WIDEST }),
  normalisation: usually(aNormalisation, batchNorm()),
} satisfies Spec<PacganCriticOptions>;

const init = normalWeights(); // DCGAN's
const leaky = leakyRelu(0.3);

/**
 * The generator of PacGAN's small protocol for stacked digits, 28 x 28 x 3 (Lin et al. 2018,
 * https://github.com/fjxmlzn/PacGAN, MIT, after Metz et al. 2017): a dense layer to 4 x 4 x 64,
 * transposed convolutions of 3 x 3 to 7, 14 and 28 pixels with 32, 16 and 8 channels, batch norm
 * and ReLU behind each, then a convolution of 3 x 3 and tanh. Nothing of it is corrected.
 *
 * @throws {RangeError} If a number is not a positive whole number.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { pacganGenerator } from "saddle/models/mod.ts";
 *
 * const { inputs, outputs } = pacganGenerator();
 * assert.deepEqual([inputs, outputs], [256, 28 * 28 * 3]);
 * ```
 */
export function pacganGenerator(options: PacganGeneratorOptions = {}): Model {
  const { inputs, filters } = read("pacganGenerator", options, PACGAN_GENERATOR);
  const larger = (times: number, padding: "same" | 1 = "same") => [
    transposedConv({ filters: times * filters, kernel: 3, padding, init }),
    batchNorm(),
    relu,
  ];
  return network({
    name: `PacGAN generator ${inputs}-28x28x3, ${filters} filters`,
    input: [inputs],
    layers: [
      dense({ outputs: 4 * 4 * 8 * filters, init }),
      ...[reshaped([4, 4, 8 * filters]), batchNorm(), relu],
      ...larger(4, 1), // 7 pixels, an odd number: one row of zeros on both sides
      ...larger(2),
      ...larger(1),
      ...[conv({ filters: 3, init }), tanh],
    ],
  });
}

/**
 * The critic of PacGAN's small protocol for stacked digits, 28 x 28 x 3 (Lin et al. 2018,
 * https://github.com/fjxmlzn/PacGAN, MIT, after Metz et al. 2017): three convolutions of 3 x 3 that
 * halve the image, batch norm and leaky ReLU of slope .3 behind each, a dense layer. A packed one
 * sees the images of a pack as channels of one image, as there, and is {@linkcode packed} for the
 * rest. Nothing of it is corrected.
 *
 * @throws {RangeError} If a number is not a positive whole number.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { pacganCritic, type PacganCriticOptions } from "saddle/models/mod.ts";
 *
 * const options: PacganCriticOptions = { pack: 2 };
 * const critic = pacganCritic(options);
 * assert.deepEqual([critic.inputs, critic.pack], [28 * 28 * 3, 2]);
 * ```
 */
export function pacganCritic(options: PacganCriticOptions = {}): Model {
  const { pack, filters, normalisation } = read("pacganCritic", options, PACGAN_CRITIC);
  const smaller = (times: number) => [
    conv({ filters: times * filters, stride: 2, init }),
    normalisation,
    leaky,
  ];
  const usual = normalisation.name === PACGAN_CRITIC.normalisation.usual!.name;
  const critic = network({
    name: `PacGAN critic 28x28x3, ${filters} filters${usual ? "" : `, ${normalisation.name}`}`,
    input: [pack, 28, 28, 3],
    layers: [asChannels, ...[1, 2, 4].flatMap(smaller), dense({ outputs: 1, init })],
  });
  return pack === 1 ? critic : packed(critic, { size: pack });
}

/** Images `[pack, height, width, channels]` as one of `[height, width, pack * channels]`. */
const asChannels: Layer = plainLayer("as channels", {
  shape: ([pack, height, width, channels]) => [height!, width!, pack! * channels!],
  apply: (x) => {
    const [n, pack, height, width, channels] = x.shape as [number, number, number, number, number];
    const turned = tf.transpose(tf.reshape(x, [n, pack, height * width, channels]), [0, 2, 1, 3]);
    return tf.reshape(turned, [n, height, width, pack * channels]);
  },
});
