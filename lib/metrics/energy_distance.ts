import { choice, count, read, type Spec } from "../options/mod.ts";
import { checkPair } from "./distances.ts";
import { pairMeans } from "./pair_means.ts";
import { type Estimator, ESTIMATORS } from "./options.ts";

/** How an energy distance is estimated. */
export interface EnergyDistanceOptions {
  /** How many numbers a point has. Default 1. */
  readonly dimension?: number;
  /** Default "biased". */
  readonly estimator?: Estimator;
}

/** What fits {@linkcode EnergyDistanceOptions}. */
export const ENERGY_DISTANCE = {
  dimension: count(1),
  estimator: choice(ESTIMATORS, "biased"),
} satisfies Spec<EnergyDistanceOptions>;

/**
 * The energy distance (Szekely and Rizzo 2013): 2 E|X - Y| - E|X - X'| - E|Y - Y'|, in the units of
 * the data. It is 0 only for equal distributions; on a line it is twice the integral of the squared
 * difference of the distribution functions. (scipy's `energy_distance` is its root.)
 *
 * The biased estimate is a distance between the two samples, at least 0; between two samples of one
 * distribution it is (1/n + 1/m) E|X - X'| on average. The unbiased one is 0 on average there, and
 * so may be negative.
 *
 * @param a A sample, `[n, dimension]`.
 * @param b The other sample, `[m, dimension]`.
 * @param options The dimension and the estimator, see `EnergyDistanceOptions`.
 * @throws {RangeError} if a sample is empty, has another shape or a number that is not finite (its
 * row is named), or the estimator is unknown; if the unbiased estimate gets a sample of one point.
 * @throws {TypeError} if a sample is no list of numbers.
 *
 * @example
 * ```ts
 * import { energyDistance } from "saddle/metrics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(energyDistance([0], [3]), 6); // two points: twice their distance
 * assert.equal(energyDistance([0, 2], [0, 2]), 0);
 * assert.equal(energyDistance([0, 2], [0, 2], { estimator: "unbiased" }), -2);
 * ```
 */
export function energyDistance(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  options: EnergyDistanceOptions = {},
): number {
  const { dimension, estimator } = read("energyDistance", options, ENERGY_DISTANCE);
  const means = pairMeans(checkPair("energyDistance", a, b, dimension), estimator, Math.sqrt);
  return 2 * means.between - means.withinA - means.withinB;
}
