import { choice, count, read, type Spec } from "../options/mod.ts";
import { checkPair } from "./distances.ts";
import { type Estimator, ESTIMATORS } from "./options.ts";

/** How a {@linkcode kernelDistance} is estimated. */
export interface KernelDistanceOptions {
  /** How many numbers a point has. Default 1. */
  readonly dimension?: number;
  /** Default "unbiased". */
  readonly estimator?: Estimator;
}

/** What fits {@linkcode KernelDistanceOptions}. */
export const KERNEL_DISTANCE = {
  dimension: count(1),
  estimator: choice(ESTIMATORS, "unbiased"),
} satisfies Spec<KernelDistanceOptions>;

/**
 * The squared maximum mean discrepancy with the kernel $(x^\top y / d + 1)^3$ of d features: of
 * Inception features the KID of Bińkowski et al. 2018. No unit.
 *
 * The unbiased estimate is 0 on average between samples of one distribution, at any size, and so
 * may be negative: unlike {@linkcode frechetDistance} it may be compared between samples of
 * different sizes. It depends on the features all the same.
 *
 * @param a A sample of features, `[n, dimension]`.
 * @param b The other sample, `[m, dimension]`.
 * @throws {RangeError} if a sample is empty, has another shape or a number that is not finite
 * (its row is named), an option is unknown or out of its range, or the unbiased estimate gets a
 * sample of one point.
 * @throws {TypeError} if a sample is no list of numbers.
 *
 * @example
 * ```ts
 * import { kernelDistance } from "saddle/metrics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * // k(0, 0) = 1, k(1, 1) = 8, k(0, 1) = 1.
 * assert.equal(kernelDistance([0, 0], [1, 1]), 1 + 8 - 2);
 * ```
 */
export function kernelDistance(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  options: KernelDistanceOptions = {},
): number {
  const { dimension, estimator } = read("kernelDistance", options, KERNEL_DISTANCE);
  const { n, m } = checkPair("kernelDistance", a, b, dimension);
  const others = estimator === "unbiased" ? 1 : 0;
  if (Math.min(n, m) <= others) {
    throw new RangeError(
      "The unbiased estimator needs at least 2 points a sample, " +
        `but shapes [${n}, ${dimension}] and [${m}, ${dimension}] came.`,
    );
  }
  const within = (points: ArrayLike<number>, size: number) =>
    (kernelSum(points, points, dimension) - others * ownSum(points, dimension)) /
    (size * (size - others));
  return within(a, n) + within(b, m) - 2 * kernelSum(a, b, dimension) / (n * m);
}

/** The sum of the kernel over all pairs. */
function kernelSum(a: ArrayLike<number>, b: ArrayLike<number>, dimension: number): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += dimension) {
    for (let j = 0; j < b.length; j += dimension) sum += kernel(a, i, b, j, dimension);
  }
  return sum;
}

/** The sum of the kernel of each point with itself. */
function ownSum(points: ArrayLike<number>, dimension: number): number {
  let sum = 0;
  for (let i = 0; i < points.length; i += dimension) sum += kernel(points, i, points, i, dimension);
  return sum;
}

function kernel(
  a: ArrayLike<number>,
  i: number,
  b: ArrayLike<number>,
  j: number,
  dimension: number,
): number {
  let product = 0;
  for (let k = 0; k < dimension; k++) product += a[i + k]! * b[j + k]!;
  return (product / dimension + 1) ** 3;
}
