/**
 * What other rooms of the house use of this one besides `mod.ts`. No part of the public interface.
 *
 * @module
 */

export { LEAKY_RELU } from "./activations.ts";
export { AUTOENCODER } from "./autoencoder.ts";
export { BATCH_DEVIATION } from "./batch_deviation.ts";
export { CONV_CRITIC } from "./conv_critic.ts";
export { CONV_GENERATOR } from "./conv_generator.ts";
export {
  CONSTANT_VALUES,
  HE_NORMAL,
  NORMAL_WEIGHTS,
  ORTHOGONAL,
  XAVIER_UNIFORM,
} from "./initialisers.ts";
export { AVERAGE_POOL } from "./layers/average_pool.ts";
export { CONV } from "./layers/conv.ts";
export { DENSE } from "./layers/dense.ts";
export { RESHAPED } from "./layers/reshaped.ts";
export { RESIDUAL } from "./layers/residual.ts";
export { BLOCKS, NEAREST } from "./layers/scaling.ts";
export { TRANSPOSED_CONV } from "./layers/transposed_conv.ts";
export { UP_CONV } from "./layers/up_conv.ts";
export { MAXOUT } from "./maxout.ts";
export { LINEAR, MLP } from "./mlp.ts";
export { aModel, WIDEST } from "./model.ts";
export { BIGAN_CRITIC, BIGAN_NET } from "./nets/bigan_nets.ts";
export { CYCLE_GAN_CRITIC, CYCLE_GAN_TRANSLATOR } from "./nets/cycle_gan_pair.ts";
export { DIV_CONV_CRITIC, DIV_CONV_GENERATOR } from "./nets/div_conv_pair.ts";
export { DIV_DENSE_CRITIC, DIV_DENSE_GENERATOR } from "./nets/div_dense_pair.ts";
export { PACGAN_CRITIC, PACGAN_GENERATOR } from "./nets/pacgan_pair.ts";
export { RESIDUAL_CRITIC, RESIDUAL_GENERATOR } from "./nets/residual_pair.ts";
export { NETWORK } from "./network.ts";
export { NORMALISATION } from "./normalisations.ts";
export { checkWholePacks, PACKED } from "./packed.ts";
export { SPECTRAL_NORM } from "./spectral_norm.ts";
