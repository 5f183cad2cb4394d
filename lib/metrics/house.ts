/**
 * What other rooms of the house use of this one besides `mod.ts`. No part of the public interface.
 *
 * @module
 */

export { type Debiased, debiased } from "./debiased.ts";
export { DENSITY_COVERAGE } from "./density_coverage.ts";
export { ENERGY_DISTANCE } from "./energy_distance.ts";
export { GAN_CONVERGENCE_DISTANCE } from "./gan_convergence_distance.ts";
export { MMD_SQUARED } from "./mmd_squared.ts";
export { MODES_CAPTURED } from "./modes_captured.ts";
export { BINS, TRANSPORT } from "./options.ts";
export { PRECISION_RECALL } from "./precision_recall.ts";
export { SINKHORN } from "./sinkhorn.ts";
export { SLICED_WASSERSTEIN } from "./sliced_wasserstein.ts";
