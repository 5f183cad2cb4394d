import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { count, read, type Spec } from "../options/mod.ts";
import { checkPair } from "./distances.ts";

/** What the points of a {@linkcode frechetDistance} are. */
export interface FrechetDistanceOptions {
  /** How many numbers a point has. Default 1. */
  readonly dimension?: number;
}

/** What fits {@linkcode FrechetDistanceOptions}. */
export const FRECHET_DISTANCE = { dimension: count(1) } satisfies Spec<FrechetDistanceOptions>;

/**
 * The squared Fréchet distance of two samples taken for normal ones (Dowson and Landau 1982; of
 * Inception features it is the FID of Heusel et al. 2017): $|\mu_a - \mu_b|^2 +
 * \mathrm{tr}(\Sigma_a + \Sigma_b - 2 (\Sigma_a \Sigma_b)^{1/2})$, the squared Wasserstein-2
 * distance of the two normal distributions, in the squared units of the features.
 *
 * It depends on the features: a distance by one network says nothing beside one by another. It
 * falls with the size of the samples (two samples of one distribution do not score 0): compare it
 * with {@linkcode floor}, at one size. A covariance of d features needs many more than d points;
 * with fewer it is singular, which the distance survives.
 *
 * @param a A sample of features, `[n, dimension]`.
 * @param b The other sample, `[m, dimension]`.
 * @throws {RangeError} if a sample has fewer than 2 points, another shape or a number that is not
 * finite (its row is named).
 * @throws {TypeError} if a sample is no list of numbers.
 *
 * @example
 * ```ts
 * import { frechetDistance } from "saddle/metrics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * // Variances 2 and 8, means 1 and 6: (6 - 1)^2 + (sqrt 8 - sqrt 2)^2.
 * assert.ok(Math.abs(frechetDistance([0, 2], [4, 8]) - 27) < 1e-9);
 * ```
 */
export function frechetDistance(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  options: FrechetDistanceOptions = {},
): number {
  const { dimension } = read("frechetDistance", options, FRECHET_DISTANCE);
  const { n, m } = checkPair("frechetDistance", a, b, dimension);
  if (Math.min(n, m) < 2) {
    throw new RangeError(
      "a and b have at least 2 points, " +
        `but shapes [${n}, ${dimension}] and [${m}, ${dimension}] came.`,
    );
  }
  const [first, second] = [momentsOf(a, n, dimension), momentsOf(b, m, dimension)];
  const apart = first.mean.reduce((sum, mean, i) => sum + (mean - second.mean[i]!) ** 2, 0);
  const spread = first.covariance.trace() + second.covariance.trace() -
    2 * traceOfRoot(first.covariance, second.covariance);
  return Math.max(0, apart + spread); // rounding may leave less than nothing
}

/** The mean of points and their covariance, over n - 1. */
function momentsOf(points: ArrayLike<number>, n: number, dimension: number) {
  const mean = new Float64Array(dimension);
  for (let i = 0; i < points.length; i++) mean[i % dimension]! += points[i]! / n;
  const sums = Array.from({ length: dimension }, () => new Float64Array(dimension));
  const centred = new Float64Array(dimension);
  for (let row = 0; row < n; row++) {
    for (let j = 0; j < dimension; j++) centred[j] = points[row * dimension + j]! - mean[j]!;
    for (let j = 0; j < dimension; j++) {
      const [own, sum] = [centred[j]!, sums[j]!];
      for (let k = 0; k <= j; k++) sum[k]! += own * centred[k]!;
    }
  }
  const at = (j: number, k: number) => sums[Math.max(j, k)]![Math.min(j, k)]! / (n - 1);
  const covariance = Matrix.zeros(dimension, dimension);
  for (let j = 0; j < dimension; j++) {
    for (let k = 0; k < dimension; k++) covariance.set(j, k, at(j, k));
  }
  return { mean, covariance };
}

/**
 * The trace of the root of a product of covariances: that of the symmetric root(a) b root(a), which
 * has the same eigenvalues.
 */
function traceOfRoot(a: Matrix, b: Matrix): number {
  const { realEigenvalues, eigenvectorMatrix: vectors } = eigen(a);
  const roots = Matrix.diag(realEigenvalues.map((value) => Math.sqrt(Math.max(value, 0))));
  const root = vectors.mmul(roots).mmul(vectors.transpose());
  const product = root.mmul(b).mmul(root);
  const symmetric = Matrix.add(product, product.transpose()).div(2);
  return eigen(symmetric).realEigenvalues.reduce((sum, x) => sum + Math.sqrt(Math.max(x, 0)), 0);
}

function eigen(matrix: Matrix): EigenvalueDecomposition {
  return new EigenvalueDecomposition(matrix, { assumeSymmetric: true });
}
