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
export type { As } from "./nets/as_shipped.ts";
export {
  biganCritic,
  type BiganCriticOptions,
  biganEncoder,
  biganGenerator,
  type BiganNetOptions,
} from "./nets/bigan_nets.ts";
export {
  cycleGanCritic,
  type CycleGanCriticOptions,
  cycleGanTranslator,
  type CycleGanTranslatorOptions,
} from "./nets/cycle_gan_pair.ts";
export {
  divConvCritic,
  type DivConvCriticOptions,
  divConvGenerator,
  type DivConvGeneratorOptions,
} from "./nets/div_conv_pair.ts";
export {
  divDenseCritic,
  type DivDenseCriticOptions,
  divDenseGenerator,
  type DivDenseGeneratorOptions,
} from "./nets/div_dense_pair.ts";
export {
  pacganCritic,
  type PacganCriticOptions,
  pacganGenerator,
  type PacganGeneratorOptions,
} from "./nets/pacgan_pair.ts";
export {
  residualCritic,
  type ResidualCriticOptions,
  residualGenerator,
  type ResidualGeneratorOptions,
} from "./nets/residual_pair.ts";
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
export type { WeightsOptions } from "./layers/weights_options.ts";
