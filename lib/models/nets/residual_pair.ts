import { count, misfit, read, type Spec } from "../../options/mod.ts";
import { relu, tanh } from "../activations.ts";
import { averagePool } from "../layers/average_pool.ts";
import { conv } from "../layers/conv.ts";
import { dense } from "../layers/dense.ts";
import type { Layer } from "../layers/layer.ts";
import { reshaped } from "../layers/reshaped.ts";
import { residual } from "../layers/residual.ts";
import { upConv } from "../layers/up_conv.ts";
import { type Model, WIDEST } from "../model.ts";
import { network } from "../network.ts";
import { batchNorm } from "../normalisations.ts";
import { AS, type As, titled } from "./as_shipped.ts";
import { pytorch as init } from "./pytorch_start.ts";

/** The shape of a {@linkcode residualCritic}. */
export interface ResidualCriticOptions {
  /** Height and width of the images, a multiple of 8. Default 32. */
  readonly size?: number;
  /** Numbers a pixel. Default 3. */
  readonly channels?: number;
  /** Channels of all hidden layers. Default 128, which asks for a GPU; 32 do on two cores. */
  readonly filters?: number;
}

/** The shape of a {@linkcode residualGenerator}. */
export interface ResidualGeneratorOptions extends ResidualCriticOptions {
  /** Features of a latent. Default 128. */
  readonly inputs?: number;
  /** Default `"corrected"`. */
  readonly as?: As;
}

/** What fits {@linkcode ResidualCriticOptions}. */
export const RESIDUAL_CRITIC = {
  size: count(32),
  channels: count(3),
  filters: count(128, { most: WIDEST }),
} satisfies Spec<ResidualCriticOptions>;

/** What fits {@linkcode ResidualGeneratorOptions}. */
export const RESIDUAL_GENERATOR = {
  ...RESIDUAL_CRITIC,
  inputs: count(128, { most: WIDEST }),
  as: AS,
} satisfies Spec<ResidualGeneratorOptions>;

/**
 * gan-pytorch's residual generator for CIFAR-10 (https://github.com/axeloh/gan-pytorch, which
 * states no licence: its shape, not its code), after the one of Gulrajani et al. 2017: a dense
 * layer, three residual layers that each double the image by nearest up-sampling, a convolution,
 * tanh. Batch norm and ReLU before each convolution.
 *
 * As shipped, the first image has 256 channels whatever `filters` says; corrected, twice as many as
 * the others. They are one net for the 128 filters of the default. Up-sampling is put together with
 * the convolution behind it (exact, see {@linkcode upConv}).
 *
 * @throws {RangeError} If a number is not a positive whole number, or the size is no multiple of 8.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { residualGenerator, type ResidualGeneratorOptions } from "saddle/models/mod.ts";
 *
 * const options: ResidualGeneratorOptions = { filters: 32 };
 * const generator = residualGenerator(options);
 * assert.deepEqual([generator.inputs, generator.outputs], [128, 32 * 32 * 3]);
 * ```
 */
export function residualGenerator(options: ResidualGeneratorOptions = {}): Model {
  const full = read("residualGenerator", options, RESIDUAL_GENERATOR);
  const { inputs, size, channels, filters, as } = full;
  checkEighths("residualGenerator", size);
  const first = as === "shipped" ? 256 : 2 * filters;
  return network({
    name: titled(
      `residual generator ${inputs}-${size}x${size}x${channels}, ${filters} filters`,
      as,
    ),
    input: [inputs],
    layers: [
      dense({ outputs: (size / 8) ** 2 * first, init }),
      reshaped([size / 8, size / 8, first]),
      ...Array.from({ length: 3 }, () => twiceAsLarge(filters)),
      batchNorm(),
      relu,
      conv({ filters: channels, init }),
      tanh,
    ],
  });
}

function twiceAsLarge(filters: number): Layer {
  return residual({
    branch: [
      ...[batchNorm(), relu, conv({ filters, init })],
      ...[batchNorm(), relu, upConv({ filters, init })],
    ],
    shortcut: [upConv({ filters, kernel: 1, init })],
  });
}

/**
 * gan-pytorch's residual critic for CIFAR-10 (https://github.com/axeloh/gan-pytorch, which states
 * no licence: its shape, not its code): three residual layers that each halve the image by means
 * over 3 x 3 pixels, ReLU, a convolution, a dense layer. No normalisation, as a gradient penalty
 * wants it. Nothing of it is corrected.
 *
 * @throws {RangeError} If a number is not a positive whole number, or the size is no multiple of 8.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { residualCritic, type ResidualCriticOptions } from "saddle/models/mod.ts";
 *
 * const options: ResidualCriticOptions = { filters: 32 };
 * assert.equal(residualCritic(options).inputs, 32 * 32 * 3);
 * ```
 */
export function residualCritic(options: ResidualCriticOptions = {}): Model {
  const { size, channels, filters } = read("residualCritic", options, RESIDUAL_CRITIC);
  checkEighths("residualCritic", size);
  return network({
    name: `residual critic ${size}x${size}x${channels}, ${filters} filters`,
    input: [size, size, channels],
    layers: [
      ...Array.from({ length: 3 }, () => halfAsLarge(filters)),
      relu,
      conv({ filters, init }),
      dense({ outputs: 1, init }),
    ],
  });
}

function halfAsLarge(filters: number): Layer {
  const pool = averagePool({ kernel: 3, padding: 1 });
  return residual({
    branch: [conv({ filters, init }), relu, pool, conv({ filters, init })],
    shortcut: [pool, conv({ filters, kernel: 1, init })],
  });
}

function checkEighths(owner: string, size: number): void {
  if (size % 8 !== 0) throw misfit(owner, "size", "a multiple of 8: three layers halve it", size);
}
