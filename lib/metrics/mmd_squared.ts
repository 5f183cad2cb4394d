import { checkArgument, choice, count, either, positive, read, type Spec } from "../options/mod.ts";
import { checkPair } from "./distances.ts";
import { medianDistance } from "./median_distance.ts";
import { pairMeans } from "./pair_means.ts";
import { type Estimator, ESTIMATORS } from "./options.ts";

/** How a maximum mean discrepancy is estimated. */
export interface MMDOptions {
  /** How many numbers a point has. Default 1. */
  readonly dimension?: number;
  /**
   * The deviation of the Gaussian kernel, in the units of the data, or "median": the median
   * distance in the pooled samples. Default "median".
   */
  readonly bandwidth?: number | "median";
  /** Default "unbiased". */
  readonly estimator?: Estimator;
}

/** What fits {@linkcode MMDOptions}. */
export const MMD_SQUARED = {
  dimension: count(1),
  bandwidth: either(positive(), choice(["median"]), "median"),
  estimator: choice(ESTIMATORS, "unbiased"),
} satisfies Spec<MMDOptions>;

/**
 * The squared maximum mean discrepancy (Gretton et al. 2012) with the Gaussian kernel exp(-|x -
 * y|^2 / (2 bandwidth^2)): E k(X, X') + E k(Y, Y') - 2 E k(X, Y). No unit; between 0 and 2.
 *
 * The unbiased estimate (Gretton's equation 3) is 0 on average between samples of one distribution,
 * and so may be negative; the biased one (equation 5) is (1/n + 1/m) (1 - E k(X, X')) there.
 *
 * By default the bandwidth is the median distance in the pooled samples, which changes with
 * the generator. To compare scores, during a training or between methods, fix it:
 * `medianDistance` of the data.
 *
 * @param a A sample, `[n, dimension]`.
 * @param b The other sample, `[m, dimension]`.
 * @param options Dimension, bandwidth and estimator, see `MMDOptions`.
 * @throws {RangeError} if a sample is empty, has another shape or a number that is not finite (its
 * row is named); if the unbiased estimate gets a sample of one point.
 * @throws {TypeError} if a sample is no list of numbers.
 *
 * @example
 * ```ts
 * import { mmdSquared } from "saddle/metrics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const far = mmdSquared([0, 0], [100, 100], { bandwidth: 1 });
 * assert.equal(far, 2); // whatever the distance, once it is many bandwidths
 * assert.equal(mmdSquared([1, 5], [1, 5], { bandwidth: 1, estimator: "biased" }), 0);
 * ```
 */
export function mmdSquared(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  options: MMDOptions = {},
): number {
  const { dimension, bandwidth, estimator } = read("mmdSquared", options, MMD_SQUARED);
  const pair = checkPair("mmdSquared", a, b, dimension);
  const width = bandwidth === "median"
    ? medianDistance(Float64Array.from([...Array.from(a), ...Array.from(b)]), { dimension })
    : bandwidth;
  checkArgument("mmdSquared", "bandwidth (the median distance)", width, positive());
  const means = pairMeans(pair, estimator, (squared) => Math.exp(-squared / (2 * width ** 2)));
  return means.withinA + means.withinB - 2 * means.between;
}
