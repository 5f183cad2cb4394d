/**
 * How good samples are, in plain numbers, and what a perfect generator would score: floors and ceilings.
 *
 * @module
 */
export type { Random } from "../random/mod.ts";
export * from "./binned_jsd.ts";
export * from "./binned_kl.ts";
export * from "./coverage_floor.ts";
export * from "./density_coverage.ts";
export * from "./energy_distance.ts";
export * from "./expected_missed_modes.ts";
export * from "./floor.ts";
export * from "./gan_convergence_distance.ts";
export * from "./gaussian_w1.ts";
export * from "./gaussian_w1_floor.ts";
export * from "./gaussian_w2.ts";
export * from "./high_quality_ceiling.ts";
export * from "./interval_w1.ts";
export * from "./interval_w2.ts";
export * from "./jsd_floor.ts";
export * from "./median_distance.ts";
export * from "./mmd_squared.ts";
export * from "./modes_captured.ts";
export * from "./optimal_transport.ts";
export * from "./precision_recall.ts";
export * from "./reverse_kl_floor.ts";
export * from "./reverse_kl_of_collapse.ts";
export * from "./sinkhorn.ts";
export * from "./sinkhorn_divergence.ts";
export * from "./sliced_wasserstein.ts";
export type * from "./types.ts";
export * from "./w1.ts";
export * from "./w2.ts";
export * from "./weighted_transport.ts";
