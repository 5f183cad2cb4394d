/**
 * How good samples are, in plain numbers, and what a perfect generator would score:
 * floors and ceilings.
 *
 * @module
 */
export type { Random } from "../random/mod.ts";
export { binnedJSD } from "./binned_jsd.ts";
export { binnedKL } from "./binned_kl.ts";
export { classScore, type ClassScoreOptions } from "./class_score.ts";
export { coverageFloor } from "./coverage_floor.ts";
export { type DensityCoverage, densityCoverage } from "./density_coverage.ts";
export { energyDistance, type EnergyDistanceOptions } from "./energy_distance.ts";
export { expectedMissedModes } from "./expected_missed_modes.ts";
export { type Floor, floor, type FloorOptions, type Sampler } from "./floor.ts";
export { frechetDistance, type FrechetDistanceOptions } from "./frechet_distance.ts";
export {
  ganConvergenceDistance,
  type GanConvergenceDistanceOptions,
} from "./gan_convergence_distance.ts";
export { gaussianW1 } from "./gaussian_w1.ts";
export { gaussianW1Floor } from "./gaussian_w1_floor.ts";
export { gaussianW2 } from "./gaussian_w2.ts";
export { highQualityCeiling } from "./high_quality_ceiling.ts";
export { intervalW1 } from "./interval_w1.ts";
export { intervalW2 } from "./interval_w2.ts";
export { jsdFloor } from "./jsd_floor.ts";
export { kernelDistance, type KernelDistanceOptions } from "./kernel_distance.ts";
export { medianDistance, type MedianDistanceOptions } from "./median_distance.ts";
export { type MMDOptions, mmdSquared } from "./mmd_squared.ts";
export {
  type MixtureModes,
  type ModesCaptured,
  modesCaptured,
  type ModesCapturedOptions,
} from "./modes_captured.ts";
export { type NearestPoints, nearestPoints, type NearestPointsOptions } from "./nearest_points.ts";
export { optimalTransport, type TransportPlan } from "./optimal_transport.ts";
export type { BinOptions, Estimator, NeighbourOptions, TransportOptions } from "./options.ts";
export { type PrecisionRecall, precisionRecall } from "./precision_recall.ts";
export { reverseKLFloor } from "./reverse_kl_floor.ts";
export { reverseKLOfCollapse } from "./reverse_kl_of_collapse.ts";
export { sinkhorn, type SinkhornOptions, type SinkhornPlan } from "./sinkhorn.ts";
export { sinkhornDivergence } from "./sinkhorn_divergence.ts";
export { slicedWasserstein, type SlicedWassersteinOptions } from "./sliced_wasserstein.ts";
export { w1 } from "./w1.ts";
export { w2 } from "./w2.ts";
export {
  type WeightedPlan,
  weightedTransport,
  type WeightedTransportOptions,
} from "./weighted_transport.ts";
