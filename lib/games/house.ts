/**
 * What other rooms of the house use of this one besides `mod.ts`. No part of the public interface.
 *
 * @module
 */

export { BIGAN } from "./bigan.ts";
export { CLASSIFIER_GAME } from "./classifier.ts";
export { CONDITIONAL_GAN } from "./conditional_gan.ts";
export { CYCLE_GAN } from "./cycle_gan.ts";
