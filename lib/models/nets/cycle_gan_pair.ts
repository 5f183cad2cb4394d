import { count, misfit, read, type Spec } from "../../options/mod.ts";
import { leakyRelu, sigmoid, tanh } from "../activations.ts";
import { conv } from "../layers/conv.ts";
import { dense } from "../layers/dense.ts";
import type { Layer } from "../layers/layer.ts";
import { transposedConv } from "../layers/transposed_conv.ts";
import { type Model, WIDEST } from "../model.ts";
import { network } from "../network.ts";
import { batchNorm } from "../normalisations.ts";
import { AS, type As, titled } from "./as_shipped.ts";
import { pytorch, pytorchTransposed } from "./pytorch_start.ts";

/** The shape of a {@linkcode cycleGanTranslator}. */
export interface CycleGanTranslatorOptions {
  /** Numbers a pixel of what it takes: 1 of grey images, 3 of coloured ones. */
  readonly from: number;
  /** Numbers a pixel of what it gives. */
  readonly to: number;
  /** Height and width of the images, a multiple of 4. Default 32. */
  readonly size?: number;
  /** Channels behind the first convolution; the inner ones have twice as many. Default 64. */
  readonly filters?: number;
}

/** What fits {@linkcode CycleGanTranslatorOptions}. */
export const CYCLE_GAN_TRANSLATOR = {
  from: count(),
  to: count(),
  size: count(32),
  filters: count(64, { most: WIDEST }),
} satisfies Spec<CycleGanTranslatorOptions>;

const leaky = leakyRelu(0.05);

/**
 * gan-pytorch's translator of one domain of small images into another
 * (https://github.com/axeloh/gan-pytorch, which states no licence: its shape, not its code), a
 * generator of a CycleGAN (Zhu et al. 2017): two convolutions of 4 x 4 that halve the image, two of
 * 3 x 3, two transposed ones of 4 x 4 that double it, tanh. No biases; batch norm and leaky ReLU of
 * slope .05 behind all but the last. Nothing of it is corrected; batch norm always takes the batch
 * at hand.
 *
 * @throws {RangeError} If a number is not a positive whole number, or the size is no multiple of 4.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { cycleGanTranslator, type CycleGanTranslatorOptions } from "saddle/models/mod.ts";
 *
 * const options: CycleGanTranslatorOptions = { from: 1, to: 3, filters: 16 };
 * const toColour = cycleGanTranslator(options);
 * assert.deepEqual([toColour.inputs, toColour.outputs], [32 * 32, 32 * 32 * 3]);
 * ```
 */
export function cycleGanTranslator(options: CycleGanTranslatorOptions): Model {
  const full = read("cycleGanTranslator", options, CYCLE_GAN_TRANSLATOR);
  const { from, to, size, filters } = full;
  if (size % 4 !== 0) {
    throw misfit("cycleGanTranslator", "size", "a multiple of 4: two layers halve it", size);
  }
  return network({
    name: `CycleGAN translator ${size}x${size}, ${from} to ${to} channels, ${filters} filters`,
    input: [size, size, from],
    layers: [
      ...[halved(filters), batchNorm(), leaky],
      ...[halved(2 * filters), batchNorm(), leaky],
      ...[1, 2].flatMap(() => [alike(2 * filters), batchNorm(), leaky]),
      ...[doubled(filters), batchNorm(), leaky],
      ...[doubled(to), tanh],
    ],
  });
}

/** The shape of a {@linkcode cycleGanCritic}. */
export interface CycleGanCriticOptions {
  /** Numbers a pixel. */
  readonly channels: number;
  /** Height and width of the images. Default 32. */
  readonly size?: number;
  /**
   * Channels behind the first convolution; the next two have twice and four times as many. Default
   * 64.
   */
  readonly filters?: number;
  /**
   * Classes of the images. Where there are some, it gives a number for each and one more for
   * generated images: 11 for digits. Default 0, one score.
   */
  readonly labels?: number;
  /** Default `"corrected"`. */
  readonly as?: As;
}

/** What fits {@linkcode CycleGanCriticOptions}. */
export const CYCLE_GAN_CRITIC = {
  channels: count(),
  size: count(32),
  filters: count(64, { most: WIDEST }),
  labels: count(0, { from: 0 }),
  as: AS,
} satisfies Spec<CycleGanCriticOptions>;

/**
 * gan-pytorch's critic of a domain of small images (https://github.com/axeloh/gan-pytorch, which
 * states no licence: its shape, not its code) in a CycleGAN (Zhu et al. 2017): three convolutions
 * of 4 x 4 without biases that halve the image, batch norm behind all but the first, leaky ReLU of
 * slope .05, a dense layer.
 *
 * As shipped it ends in a sigmoid, under a least-squares loss whose point is to do without one and,
 * with labels, under a cross-entropy that has a softmax of its own; and the third convolution is
 * one of 3 x 3 for images of three channels. Corrected it ends in the sums themselves, and all
 * convolutions are alike.
 *
 * @throws {RangeError} If a number is not a positive whole number (labels: a whole number from 0),
 * or the images are smaller than a filter.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { cycleGanCritic, type CycleGanCriticOptions } from "saddle/models/mod.ts";
 *
 * const options: CycleGanCriticOptions = { channels: 1, labels: 10 };
 * const critic = cycleGanCritic(options);
 * assert.deepEqual([critic.inputs, critic.outputs], [32 * 32, 11]);
 * ```
 */
export function cycleGanCritic(options: CycleGanCriticOptions): Model {
  const full = read("cycleGanCritic", options, CYCLE_GAN_CRITIC);
  const { channels, size, filters, labels, as } = full;
  const shipped = as === "shipped";
  const outputs = labels === 0 ? 1 : labels + 1;
  const name = `CycleGAN critic ${size}x${size}x${channels}-${outputs}, ${filters} filters`;
  return network({
    name: titled(name, as),
    input: [size, size, channels],
    layers: [
      ...[halved(filters), leaky],
      ...[halved(2 * filters), batchNorm(), leaky],
      ...[halved(4 * filters, shipped && channels === 3 ? 3 : 4), batchNorm(), leaky],
      dense({ outputs, init: pytorch }),
      ...(shipped ? [sigmoid] : []),
    ],
  });
}

const halved = (filters: number, kernel = 4): Layer =>
  conv({ filters, kernel, stride: 2, padding: 1, bias: false, init: pytorch });
const alike = (filters: number): Layer => conv({ filters, bias: false, init: pytorch });
const doubled = (filters: number): Layer =>
  transposedConv({ filters, padding: 1, bias: false, init: pytorchTransposed });
