/**
 * Models: pure functions of parameter trees, for many runs side by side.
 *
 * @module
 */

export {
  type Activation,
  elu,
  identity,
  leakyRelu,
  relu,
  sigmoid,
  silu,
  softplus,
  tanh,
} from "./activations.ts";
export { autoencoder, type AutoencoderOptions } from "./autoencoder.ts";
export { batchDeviation, type BatchDeviationOptions } from "./batch_deviation.ts";
export { convCritic, type ConvCriticOptions } from "./conv_critic.ts";
export { convGenerator, type ConvGeneratorOptions } from "./conv_generator.ts";
export type { ImageModelOptions } from "./_image_layers.ts";
export {
  constantValues,
  type Fan,
  type GainOptions,
  heNormal,
  type Initialiser,
  type LayerValues,
  lecunUniform,
  normalWeights,
  type NormalWeightsOptions,
  orthogonal,
  xavierUniform,
} from "./initialisers.ts";
export { maxout } from "./maxout.ts";
export { linear, type LinearOptions, mlp, type MlpOptions } from "./mlp.ts";
export type { Applied, Model, Phase, Variables } from "./model.ts";
export {
  batchNorm,
  layerNorm,
  type Normalisation,
  type NormalisationOptions,
} from "./normalisations.ts";
export { packed, type PackedOptions } from "./packed.ts";
export { spectralNorm, type SpectralNormOptions } from "./spectral_norm.ts";
