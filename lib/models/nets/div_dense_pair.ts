import { count, read, type Spec } from "../../options/mod.ts";
import { silu, tanh } from "../activations.ts";
import { mlp } from "../mlp.ts";
import { type Model, WIDEST } from "../model.ts";
import { batchNorm } from "../normalisations.ts";
import { AS, type As, titled } from "./as_shipped.ts";
import { pytorch as init } from "./pytorch_start.ts";

/** The shape of a {@linkcode divDenseCritic}. */
export interface DivDenseCriticOptions {
  /** Height and width of the images. Default 64. */
  readonly size?: number;
  /** Numbers a pixel. Default 3. */
  readonly channels?: number;
}

/** The shape of a {@linkcode divDenseGenerator}. */
export interface DivDenseGeneratorOptions extends DivDenseCriticOptions {
  /** Features of a latent. Default 128. */
  readonly inputs?: number;
  /** Default `"corrected"`. */
  readonly as?: As;
}

/** What fits {@linkcode DivDenseCriticOptions}. */
export const DIV_DENSE_CRITIC = {
  size: count(64),
  channels: count(3),
} satisfies Spec<DivDenseCriticOptions>;

/** What fits {@linkcode DivDenseGeneratorOptions}. */
export const DIV_DENSE_GENERATOR = {
  ...DIV_DENSE_CRITIC,
  inputs: count(128, { most: WIDEST }),
  as: AS,
} satisfies Spec<DivDenseGeneratorOptions>;

/**
 * Wasserstein-Div's dense generator of faces
 * (https://github.com/Jack742/Wasserstein-Div-DCGAN-for-Face-Generation, which states no licence:
 * its shape, not its code): hidden layers of 128, 256, 512, 1,024 and 1,256 units with SiLU, batch
 * norm behind all but the first, tanh.
 *
 * As shipped, batch norm adds .8 to the variance: the number stands in PyTorch's place of epsilon,
 * and is a usual momentum. Sums whose variance is far below .8 are hardly scaled then. Corrected,
 * epsilon is 1e-5.
 *
 * @throws {RangeError} If a number is not a positive whole number.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { divDenseGenerator, type DivDenseGeneratorOptions } from "saddle/models/mod.ts";
 *
 * const options: DivDenseGeneratorOptions = { size: 28, channels: 1, as: "shipped" };
 * const generator = divDenseGenerator(options);
 * assert.deepEqual([generator.inputs, generator.outputs], [128, 28 * 28]);
 * ```
 */
export function divDenseGenerator(options: DivDenseGeneratorOptions = {}): Model {
  const full = read("divDenseGenerator", options, DIV_DENSE_GENERATOR);
  const { inputs, size, channels, as } = full;
  const generator = mlp({
    inputs,
    outputs: size * size * channels,
    hidden: [128, 256, 512, 1024, 1256],
    activation: silu,
    normalisation: as === "shipped" ? batchNorm({ epsilon: 0.8 }) : batchNorm(),
    normaliseFirst: false,
    output: tanh,
    init,
  });
  return { ...generator, name: titled(generator.name, as) };
}

/**
 * Wasserstein-Div's dense critic of faces
 * (https://github.com/Jack742/Wasserstein-Div-DCGAN-for-Face-Generation, which states no licence:
 * its shape, not its code): hidden layers of 512 and 256 units with SiLU, no normalisation. Nothing
 * of it is corrected.
 *
 * @throws {RangeError} If a number is not a positive whole number.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { divDenseCritic, type DivDenseCriticOptions } from "saddle/models/mod.ts";
 *
 * const options: DivDenseCriticOptions = { size: 28, channels: 1 };
 * assert.equal(divDenseCritic(options).name, "mlp 784-512-256-1, silu");
 * ```
 */
export function divDenseCritic(options: DivDenseCriticOptions = {}): Model {
  const { size, channels } = read("divDenseCritic", options, DIV_DENSE_CRITIC);
  const inputs = size * size * channels;
  return mlp({ inputs, outputs: 1, hidden: [512, 256], activation: silu, init });
}
