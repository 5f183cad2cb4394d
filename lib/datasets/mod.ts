/**
 * The data that the course trains on: plain numbers, and beside them what is known exactly (density, modes, extent).
 *
 * @module
 */
export type { Random } from "../random/mod.ts";
export * from "./batches.ts";
export * from "./dataset.ts";
export * from "./dirac.ts";
export * from "./finite.ts";
export * from "./five_gaussians.ts";
export * from "./from_points.ts";
export * from "./from_sampler.ts";
export * from "./gaussian.ts";
export * from "./grid.ts";
export * from "./interval.ts";
export * from "./mixture.ts";
export type * from "./options.ts";
export * from "./ring.ts";
export * from "./ring_of_seven.ts";
export * from "./scaled.ts";
export * from "./two_gaussians.ts";
export type * from "./types.ts";
