import { count, positive, read, type Spec } from "../options/mod.ts";
import { checkPair, squaredDistances } from "./distances.ts";

/** GANConvergence's settings of its distance. */
export interface GanConvergenceDistanceOptions {
  /** How many numbers a point has. Default 1. */
  readonly dimension?: number;
  /** The weight of the entropy. Default 0.01. */
  readonly epsilon?: number;
  /** The most steps. Default 100. */
  readonly iterations?: number;
  /**
   * Stop when a step changes the first potential by less than this, summed over its
   * points. Default 0.1.
   */
  readonly threshold?: number;
}

/** What fits {@linkcode GanConvergenceDistanceOptions}. */
export const GAN_CONVERGENCE_DISTANCE = {
  dimension: count(1),
  epsilon: positive(0.01),
  iterations: count(100),
  threshold: positive(0.1),
} satisfies Spec<GanConvergenceDistanceOptions>;

/**
 * GANConvergence's "Wasserstein distance" as its code has it, for comparing with its figures: the
 * root of the transport part of blurred optimal transport with squared distances, epsilon 0.01, at
 * most 100 of Sinkhorn's steps, stopped as soon as a step changes the first potential by less than
 * 0.1 in all, with ln(sum + 10^-6) in place of a safe logarithm of sums.
 *
 * It is neither the Wasserstein-1 distance that its plots name nor quite the Wasserstein-2
 * distance. The logarithm keeps a potential from rising by more than about 0.1 a step, so that
 * between far samples the 100 steps do not suffice: at GANConvergence's start a twelfth of the mass
 * is missing from the plan. Near the data the iteration stops early. The exact distances are `w1`,
 * `w2` and `optimalTransport`.
 *
 * @param a A sample, `[n, dimension]`.
 * @param b The other sample, `[m, dimension]`.
 * @param options The dimension, and epsilon and when to stop if you like, see
 * `GanConvergenceDistanceOptions`.
 * @throws {RangeError} if a sample is empty, has another shape or a number that is not finite (its
 * row is named).
 * @throws {TypeError} if a sample is no list of numbers.
 *
 * @example
 * ```ts
 * import { ganConvergenceDistance, w2 } from "saddle/metrics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * // GANConvergence's start: the generator on [1.5, 2], the data on [-2, 0].
 * const even = (low: number, high: number) =>
 *   Float32Array.from({ length: 50 }, (_, i) => low + (high - low) * (i + 0.5) / 50);
 * const shipped = ganConvergenceDistance(even(1.5, 2), even(-2, 0));
 * assert.equal(w2(even(1.5, 2), even(-2, 0)).toFixed(2), "2.78");
 * assert.equal(shipped.toFixed(1), "2.6");
 * ```
 */
export function ganConvergenceDistance(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  options: GanConvergenceDistanceOptions = {},
): number {
  const { dimension, epsilon, iterations, threshold } = read(
    "ganConvergenceDistance",
    options,
    GAN_CONVERGENCE_DISTANCE,
  );
  const pair = checkPair("ganConvergenceDistance", a, b, dimension),
    { n, m } = pair,
    costs = squaredDistances(pair);
  const u = new Float64Array(n), v = new Float64Array(m);
  const share = (i: number, j: number) => Math.exp((u[i]! + v[j]! - costs[i * m + j]!) / epsilon);
  for (let step = 0, change = Infinity; step < iterations && change >= threshold; step++) {
    const rows = new Float64Array(n), columns = new Float64Array(m);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < m; j++) rows[i]! += share(i, j);
    }
    change = raise(u, rows, epsilon);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < m; j++) columns[j]! += share(i, j);
    }
    raise(v, columns, epsilon);
  }
  let sum = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < m; j++) sum += share(i, j) * costs[i * m + j]!;
  }
  return Math.sqrt(sum);
}

/** Moves a potential so that its sums come nearer to equal shares. Gives by how much, in all. */
function raise(potential: Float64Array, sums: Float64Array, epsilon: number): number {
  let change = 0;
  sums.forEach((sum, i) => {
    const by = epsilon * (Math.log(1 / sums.length) - Math.log(sum + 1e-6));
    potential[i]! += by;
    change += Math.abs(by);
  });
  return change;
}
