import { count, read, type Spec, type Values } from "../../options/mod.ts";
import { leakyRelu, relu, sigmoid, tanh } from "../activations.ts";
import { mlp } from "../mlp.ts";
import { type Model, WIDEST } from "../model.ts";
import { batchNorm } from "../normalisations.ts";
import { AS, type As, titled } from "./as_shipped.ts";
import { pytorch as init } from "./pytorch_start.ts";

/** The shape of a {@linkcode biganGenerator} and a {@linkcode biganEncoder}. */
export interface BiganNetOptions {
  /** Height and width of the images. Default 28. */
  readonly size?: number;
  /** Numbers a pixel. Default 1. */
  readonly channels?: number;
  /** Features of a latent. Default 50. */
  readonly latent?: number;
  /** Width of both hidden layers. Default 1024. */
  readonly hidden?: number;
}

/** The shape of a {@linkcode biganCritic}. */
export interface BiganCriticOptions extends BiganNetOptions {
  /** Default `"corrected"`. */
  readonly as?: As;
}

/** What fits {@linkcode BiganNetOptions}. */
export const BIGAN_NET = {
  size: count(28),
  channels: count(1),
  latent: count(50, { most: WIDEST }),
  hidden: count(1024, { most: WIDEST }),
} satisfies Spec<BiganNetOptions>;

/** What fits {@linkcode BiganCriticOptions}. */
export const BIGAN_CRITIC = { ...BIGAN_NET, as: AS } satisfies Spec<BiganCriticOptions>;

const pixelsOf = ({ size, channels }: Values<typeof BIGAN_NET>) => size * size * channels;
/** Of the second hidden layer alone. */
const norm = {
  normalisation: batchNorm({ affine: false }),
  normaliseFirst: false,
};

/**
 * gan-pytorch's BiGAN generator for digits (https://github.com/axeloh/gan-pytorch, which states no
 * licence: its shape, not its code), after Donahue et al. 2017: two hidden layers with ReLU, the
 * second with a batch norm without gain and shift, then tanh. Nothing of it is corrected; but batch
 * norm always takes the batch at hand, where PyTorch has running means once the training is over.
 *
 * @throws {RangeError} If a number is not a positive whole number.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { biganGenerator, type BiganNetOptions } from "saddle/models/mod.ts";
 *
 * const options: BiganNetOptions = { hidden: 512 };
 * const { inputs, outputs } = biganGenerator(options);
 * assert.deepEqual([inputs, outputs], [50, 28 * 28]);
 * ```
 */
export function biganGenerator(options: BiganNetOptions = {}): Model {
  const full = read("biganGenerator", options, BIGAN_NET);
  const { latent, hidden } = full;
  const [ends, hide] = [{ inputs: latent, outputs: pixelsOf(full) }, [hidden, hidden]];
  return mlp({ ...ends, hidden: hide, activation: relu, output: tanh, ...norm, init });
}

/**
 * gan-pytorch's BiGAN encoder for digits (https://github.com/axeloh/gan-pytorch, which states no
 * licence: its shape, not its code): two hidden layers with leaky ReLU of slope .2, the second with
 * a batch norm without gain and shift. Nothing of it is corrected; batch norm is as in
 * {@linkcode biganGenerator}.
 *
 * @throws {RangeError} If a number is not a positive whole number.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { biganEncoder } from "saddle/models/mod.ts";
 *
 * const { inputs, outputs } = biganEncoder();
 * assert.deepEqual([inputs, outputs], [28 * 28, 50]);
 * ```
 */
export function biganEncoder(options: BiganNetOptions = {}): Model {
  const full = read("biganEncoder", options, BIGAN_NET);
  const { latent, hidden } = full;
  const [ends, hide] = [{ inputs: pixelsOf(full), outputs: latent }, [hidden, hidden]];
  return mlp({ ...ends, hidden: hide, activation: leakyRelu(), ...norm, init });
}

/**
 * gan-pytorch's BiGAN critic for digits (https://github.com/axeloh/gan-pytorch, which states no
 * licence: its shape, not its code): an image and a latent side by side through two hidden layers
 * with leaky ReLU of slope .2.
 *
 * As shipped it ends in a sigmoid, and the loss takes the logarithm of that plus 1e-8, which has no
 * slope left where the critic is sure. Corrected it ends in the logit, as the losses of this
 * library take it.
 *
 * @throws {RangeError} If a number is not a positive whole number.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { biganCritic, type BiganCriticOptions } from "saddle/models/mod.ts";
 *
 * const options: BiganCriticOptions = { as: "shipped" };
 * assert.deepEqual(biganCritic(options).range, [0, 1]);
 * assert.equal(biganCritic().inputs, 28 * 28 + 50);
 * ```
 */
export function biganCritic(options: BiganCriticOptions = {}): Model {
  const full = read("biganCritic", options, BIGAN_CRITIC);
  const { latent, hidden, as } = full;
  const critic = mlp({
    inputs: pixelsOf(full) + latent,
    outputs: 1,
    hidden: [hidden, hidden],
    activation: leakyRelu(),
    ...(as === "shipped" ? { output: sigmoid } : {}),
    init,
  });
  return { ...critic, name: titled(critic.name, as) };
}
