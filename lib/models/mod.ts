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
export type { ImageModelOptions } from "./image_layers.ts";
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
export { averagePool, type AveragePoolOptions } from "./layers/average_pool.ts";
export { conv, type ConvOptions } from "./layers/conv.ts";
export { dense, type DenseOptions } from "./layers/dense.ts";
export {
  type BlockOptions,
  depthToSpace,
  nearest,
  type NearestOptions,
  spaceToDepth,
} from "./layers/scaling.ts";
export type { Layer, LayerLike, Pass, Shape } from "./layers/layer.ts";
export type { Padding } from "./layers/padding.ts";
export { residual, type ResidualOptions } from "./layers/residual.ts";
export { reshaped } from "./layers/reshaped.ts";
export { transposedConv, type TransposedConvOptions } from "./layers/transposed_conv.ts";
export { upConv, type UpConvOptions } from "./layers/up_conv.ts";
export { linear, type LinearOptions, mlp, type MlpOptions } from "./mlp.ts";
export type { Applied, Model, Phase, Sees, Variables } from "./model.ts";
export { network, type NetworkOptions } from "./network.ts";
export {
  batchNorm,
  instanceNorm,
  layerNorm,
  type Normalisation,
  type NormalisationOptions,
} from "./normalisations.ts";
export { packed, type PackedOptions } from "./packed.ts";
export { spectralNorm, type SpectralNormOptions } from "./spectral_norm.ts";
