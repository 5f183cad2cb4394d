/**
 * The data that the course trains on: plain numbers, and beside them what is known exactly (density, modes, extent).
 *
 * @module
 */
export type { Random } from "../random/mod.ts";
export * from "./batches.ts";
export * from "./checkerboard.ts";
export * from "./circle.ts";
export * from "./curve.ts";
export * from "./dataset.ts";
export * from "./dirac.ts";
export * from "./eight_gaussians.ts";
export * from "./finite.ts";
export * from "./five_gaussians.ts";
export * from "./four_gaussians.ts";
export * from "./from_file.ts";
export * from "./from_points.ts";
export * from "./from_sampler.ts";
export * from "./gan_pytorch_data.ts";
export * from "./gaussian.ts";
export * from "./grid.ts";
export * from "./interval.ts";
export * from "./interval_2d.ts";
export * from "./label_modes.ts";
export * from "./min_max_scaled.ts";
export * from "./mixture.ts";
export type * from "./options.ts";
export * from "./parallel_lines.ts";
export * from "./ring.ts";
export * from "./ring_of_seven.ts";
export * from "./ring_of_ten.ts";
export * from "./roll.ts";
export * from "./scaled.ts";
export * from "./single_gaussian.ts";
export * from "./six_gaussians.ts";
export * from "./spirals.ts";
export * from "./square.ts";
export * from "./swiss_roll.ts";
export * from "./two_gaussians.ts";
export * from "./two_gaussians_2d.ts";
export * from "./two_moons.ts";
export type * from "./types.ts";
