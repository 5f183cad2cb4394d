import { checkNames } from "../checks/check_names.ts";
import { checkPositive } from "../checks/check_number.ts";
import { namesOf } from "../checks/names_of.ts";
import { checkPair } from "./_distances.ts";
import { medianDistance } from "./median_distance.ts";
import { pairMeans } from "./_pair_means.ts";
import type { MMDOptions } from "./types.ts";

const OPTIONS = namesOf<MMDOptions>({ dimension: true, bandwidth: true, estimator: true });

/**
 * The squared maximum mean discrepancy (Gretton et al. 2012) with the Gaussian kernel exp(-|x - y|^2 / (2 bandwidth^2)):
 * E k(X, X') + E k(Y, Y') - 2 E k(X, Y). No unit; between 0 and 2.
 *
 * The unbiased estimate (Gretton's equation 3) is 0 on average between samples of one distribution, and so may be negative; the biased one
 * (equation 5) is (1/n + 1/m) (1 - E k(X, X')) there.
 *
 * By default the bandwidth is the median distance in the pooled samples, which changes with the generator. To compare scores, during a
 * training or between methods, fix it: `medianDistance` of the data.
 *
 * @param a A sample, `[n, dimension]`.
 * @param b The other sample, `[m, dimension]`.
 * @param options Dimension, bandwidth and estimator, see `MMDOptions`.
 * @throws {RangeError} if a sample is empty, has another shape or a number that is not finite (its row is named), or an option is unknown or out of
 * its range; if the unbiased estimate gets a sample of one point.
 * @throws {TypeError} if a sample is no list of numbers, something else than options came, or an option is no number.
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
  checkNames("mmdSquared", options, OPTIONS);
  const { dimension = 1, bandwidth = "median", estimator = "unbiased" } = options;
  const pair = checkPair(a, b, dimension);
  const width = bandwidth === "median"
    ? medianDistance(Float64Array.from([...Array.from(a), ...Array.from(b)]), { dimension })
    : bandwidth;
  checkPositive(bandwidth === "median" ? "the median distance" : "bandwidth", width);
  const means = pairMeans(pair, estimator, (squared) => Math.exp(-squared / (2 * width ** 2)));
  return means.withinA + means.withinB - 2 * means.between;
}
