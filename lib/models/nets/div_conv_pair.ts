import { count, misfit, read, type Spec } from "../../options/mod.ts";
import { silu, tanh } from "../activations.ts";
import { conv } from "../layers/conv.ts";
import { dense } from "../layers/dense.ts";
import { reshaped } from "../layers/reshaped.ts";
import { transposedConv } from "../layers/transposed_conv.ts";
import { type Model, WIDEST } from "../model.ts";
import { network } from "../network.ts";
import { batchNorm, layerNorm } from "../normalisations.ts";
import { AS, type As, titled } from "./as_shipped.ts";
import { pytorch, pytorchTransposed } from "./pytorch_start.ts";

/** The shape of a {@linkcode divConvGenerator}. */
export interface DivConvGeneratorOptions {
  /** Features of a latent. Default 128. */
  readonly inputs?: number;
  /** Height and width of the images: 4 to 7 pixels doubled some times. Default 64. */
  readonly size?: number;
  /** Numbers a pixel. Default 3. */
  readonly channels?: number;
  /**
   * The smallest image has 16 times as many channels, each larger one half of those. Default 64.
   */
  readonly filters?: number;
}

/** The shape of a {@linkcode divConvCritic}. */
export interface DivConvCriticOptions {
  /** Height and width of the images: 4 to 7 pixels doubled some times. Default 64. */
  readonly size?: number;
  /** Numbers a pixel. Default 3. */
  readonly channels?: number;
  /** Channels behind the first convolution; each further one has twice as many. Default 64. */
  readonly filters?: number;
  /** Default `"corrected"`. */
  readonly as?: As;
}

const IMAGES = { size: count(64), channels: count(3), filters: count(64, { most: WIDEST }) };

/** What fits {@linkcode DivConvGeneratorOptions}. */
export const DIV_CONV_GENERATOR = {
  inputs: count(128, { most: WIDEST }),
  ...IMAGES,
} satisfies Spec<DivConvGeneratorOptions>;

/** What fits {@linkcode DivConvCriticOptions}. */
export const DIV_CONV_CRITIC = { ...IMAGES, as: AS } satisfies Spec<DivConvCriticOptions>;

/**
 * Wasserstein-Div's convolutional generator of faces
 * (https://github.com/Jack742/Wasserstein-Div-DCGAN-for-Face-Generation, which states no licence:
 * its shape, not its code): a dense layer to a small image, then transposed convolutions without
 * biases that each double it, two of 5 x 5 and the others of 3 x 3 (an image of 64 from 4 by four),
 * SiLU, tanh at the end. Batch norm behind all but the last; the one behind the dense layer treats
 * each number of the small image by itself. Nothing of it is corrected: 5 and 3 are no multiples of
 * the stride 2, which leaves checkerboards (Odena et al. 2016).
 *
 * Images of other sizes have as many transposed convolutions as lead to them from at least 4
 * pixels.
 *
 * @throws {RangeError} If a number is not a positive whole number, or the size is not even or below
 * 8.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { divConvGenerator, type DivConvGeneratorOptions } from "saddle/models/mod.ts";
 *
 * const options: DivConvGeneratorOptions = { size: 28, channels: 1, filters: 8 }; // 7, 14, 28
 * const generator = divConvGenerator(options);
 * assert.deepEqual([generator.inputs, generator.outputs], [128, 28 * 28]);
 * ```
 */
export function divConvGenerator(options: DivConvGeneratorOptions = {}): Model {
  const full = read("divConvGenerator", options, DIV_CONV_GENERATOR);
  const { inputs, size, channels, filters } = full;
  const stages = stagesOf("divConvGenerator", size);
  const start = size / 2 ** stages;
  const widths = Array.from({ length: stages }, (_, i) => Math.ceil(16 * filters / 2 ** i));
  const first = widths[0]!;
  return network({
    name: `Wasserstein-Div generator ${inputs}-${size}x${size}x${channels}, ${filters} filters`,
    input: [inputs],
    layers: [
      dense({ outputs: start * start * first, init: pytorch }),
      ...[batchNorm(), silu, reshaped([start, start, first])],
      ...widths.slice(1).flatMap((width, i) => [doubled(width, i), batchNorm(), silu]),
      ...[doubled(channels, stages - 1), tanh],
    ],
  });
}

function doubled(filters: number, stage: number) {
  const kernel = stage < 2 ? 5 : 3;
  const shape = { kernel, stride: 2, padding: (kernel - 1) / 2, outputPadding: 1 };
  return transposedConv({ filters, ...shape, bias: false, init: pytorchTransposed });
}

/** Kernels and paddings of the convolutions; further ones are as the last. */
const WINDOWS = [[5, 1], [3, 0], [5, 1], [5, 2]] as const;

/**
 * Wasserstein-Div's convolutional critic of faces
 * (https://github.com/Jack742/Wasserstein-Div-DCGAN-for-Face-Generation, which states no licence:
 * its shape, not its code): convolutions of stride 2 without biases, of 5, 3, 5 and 5 pixels with
 * 1, 0, 1 and 2 rows of zeros (from 64 to 31, 15, 7 and 4), SiLU, then one filter as large as what
 * is left, which is a dense layer without a bias.
 *
 * As shipped there is a batch norm behind all convolutions but the first, under a penalty that is
 * meant for the gradient at each image by itself. Corrected it is a layer norm, which no image
 * shares with another (Gulrajani et al. 2017, section 4); the authors of the divergence have one
 * too (Wu et al. 2018, their code).
 *
 * Images of other sizes have as many convolutions as halve them down to at least 4 pixels.
 *
 * @throws {RangeError} If a number is not a positive whole number, or the size is not even or below
 * 8.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { divConvCritic, type DivConvCriticOptions } from "saddle/models/mod.ts";
 *
 * const options: DivConvCriticOptions = { size: 32, filters: 16, as: "shipped" };
 * assert.equal(divConvCritic(options).sees, "batch");
 * assert.equal(divConvCritic().sees, "point");
 * ```
 */
export function divConvCritic(options: DivConvCriticOptions = {}): Model {
  const full = read("divConvCritic", options, DIV_CONV_CRITIC);
  const { size, channels, filters, as } = full;
  const stages = stagesOf("divConvCritic", size);
  const norm = as === "shipped" ? batchNorm() : layerNorm();
  const convolutions = Array.from({ length: stages }, (_, i) => {
    const [kernel, padding] = WINDOWS[Math.min(i, WINDOWS.length - 1)]!;
    const shape = { filters: filters * 2 ** i, kernel, stride: 2, padding };
    return [conv({ ...shape, bias: false, init: pytorch }), ...(i === 0 ? [] : [norm]), silu];
  });
  const name = `Wasserstein-Div critic ${size}x${size}x${channels}, ${filters} filters`;
  return network({
    name: titled(name, as),
    input: [size, size, channels],
    layers: [...convolutions.flat(), dense({ outputs: 1, bias: false, init: pytorch })],
  });
}

/** How often an image can be halved to at least 4 pixels. */
function stagesOf(owner: string, size: number): number {
  const halves = (size: number): number => size % 2 === 0 && size >= 8 ? 1 + halves(size / 2) : 0;
  const stages = halves(size);
  if (stages > 0) return stages;
  throw misfit(owner, "size", "an even number of at least 8, or better a power of 2", size);
}
