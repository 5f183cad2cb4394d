/**
 * Models: pure functions of parameter trees, for many runs side by side.
 *
 * @module
 */

export * from "./activations.ts";
export { autoencoder, type AutoencoderOptions } from "./autoencoder.ts";
export { batchDeviation, type BatchDeviationOptions } from "./batch_deviation.ts";
export { convCritic, type ConvCriticOptions } from "./conv_critic.ts";
export { convGenerator, type ConvGeneratorOptions } from "./conv_generator.ts";
export type { ImageModelOptions } from "./_image_layers.ts";
export * from "./initialisers.ts";
export { maxout } from "./maxout.ts";
export { linear, mlp, type MlpOptions } from "./mlp.ts";
export * from "./model.ts";
export * from "./normalisations.ts";
export { packed, type PackedOptions } from "./packed.ts";
export { spectralNorm, type SpectralNormOptions } from "./spectral_norm.ts";
