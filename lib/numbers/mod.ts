/**
 * Summaries of numbers: medians, quantiles, and a number over seeds.
 *
 * @module
 */

export { type AcrossSeeds, acrossSeeds, type AcrossSeedsOptions } from "./across_seeds.ts";
export * from "./median.ts";
export * from "./quantile.ts";
