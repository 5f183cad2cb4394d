/**
 * Summaries of numbers: medians, quantiles, and a number over seeds.
 *
 * @module
 */

export * from "./across_seeds.ts";
export * from "./median.ts";
export * from "./quantile.ts";
