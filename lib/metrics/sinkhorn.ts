import { count, positive, read, type Spec } from "../options/mod.ts";
import { checkPair, costMatrix } from "./distances.ts";
import { TRANSPORT, type TransportOptions } from "./options.ts";

/** A transport problem blurred by entropy, and when to stop solving it. */
export interface SinkhornOptions extends TransportOptions {
  /** The weight of the entropy, in the units of the cost (distance^power): positive. */
  readonly epsilon: number;
  /** The most steps at that epsilon. Default 1000. */
  readonly iterations?: number;
  /** Stop when the sums of the plan are right to this much, in all, out of 1. Default 1e-6. */
  readonly tolerance?: number;
}

/** A plan blurred by entropy, and what it costs. */
export interface SinkhornPlan {
  /** <P, C>: the transport part, at least the exact cost. */
  readonly cost: number;
  /** cost^(1/power), in the units of the data. */
  readonly distance: number;
  /** <P, C> + epsilon KL(P || product of the samples): what is minimised. */
  readonly regularised: number;
  /** The mass from each point of a to each of b, `[n, m]`, row by row. */
  readonly plan: Float64Array;
  /** By how much the plan's sums are wrong at the last step, in all, out of 1. */
  readonly error: number;
  /** How many steps it took at that epsilon. */
  readonly iterations: number;
  /** Whether the error came down to the tolerance. */
  readonly converged: boolean;
}

/** What fits {@linkcode SinkhornOptions}. */
export const SINKHORN = {
  ...TRANSPORT,
  epsilon: positive(),
  iterations: count(1000),
  tolerance: positive(1e-6),
} satisfies Spec<SinkhornOptions>;

/**
 * Optimal transport blurred by entropy (Cuturi 2013), by Sinkhorn's iteration on logarithms, which
 * neither over- nor underflows: the plan P with the least <P, C> + epsilon KL(P || product of the
 * samples), where C holds |a_i - b_j|^power.
 *
 * It is biased. The blurred plan costs more than the exact one, `cost` being between the exact cost
 * (epsilon to 0) and the mean cost over all pairs (epsilon to infinity), so that even a sample and
 * itself are at a distance; it falls as the generator shrinks towards the middle of the data.
 * `sinkhornDivergence` takes the bias away. GANConvergence's own variant, whose iteration stops
 * early: `ganConvergenceDistance`.
 *
 * The iteration begins with a large epsilon and halves it, keeping the potentials, because from the
 * start it would need about (largest cost) / epsilon steps.
 *
 * @param a A sample, `[n, dimension]`.
 * @param b The other sample, `[m, dimension]`.
 * @param options Dimension, power, epsilon and when to stop, see `SinkhornOptions`.
 * @throws {RangeError} if a sample is empty, has another shape or a number that is not finite
 * (its row is named), or if a cost is infinite.
 * @throws {TypeError} if a sample is no list of numbers.
 *
 * @example
 * ```ts
 * import { sinkhorn } from "saddle/metrics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * // Two points a unit apart and themselves: the exact distance is 0. Of the mass, 1 / (1 + e) goes astray at epsilon 1.
 * const points = [0, 1];
 * assert.ok(Math.abs(sinkhorn(points, points, { epsilon: 1 }).cost - 1 / (1 + Math.E)) < 1e-6);
 * assert.ok(sinkhorn(points, points, { epsilon: 0.01 }).cost < 1e-6);
 * ```
 */
export function sinkhorn(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  options: SinkhornOptions,
): SinkhornPlan {
  const { dimension, power, epsilon, iterations, tolerance } = read("sinkhorn", options, SINKHORN);
  const pair = checkPair("sinkhorn", a, b, dimension),
    { n, m } = pair,
    costs = costMatrix(pair, power);
  const f = new Float64Array(n), g = new Float64Array(m);
  // The same costs by columns: walking down the columns of `costs` would miss the cache
  // at every step.
  const columns = costs.map((_, k) => costs[k % n * m + Math.floor(k / n)]!);
  const step = (blur: number) => sweep(costs, columns, f, g, blur);
  const largest = costs.reduce((max, cost) => Math.max(max, cost), 0);
  for (let blur = largest; blur > 2 * epsilon; blur /= 2) {
    for (let i = 0; i < 10; i++) step(blur);
  }
  let done = 0, error = Infinity;
  while (done < iterations && error > tolerance) {
    error = step(epsilon);
    done++;
  }
  return {
    ...readPlan(costs, f, g, epsilon, power),
    error,
    iterations: done,
    converged: error <= tolerance,
  };
}

/**
 * One step of the iteration for each side: f_i = -epsilon ln mean_j exp((g_j - C_ij) / epsilon),
 * then g likewise. Gives by how much the rows of the plan missed their sums 1/n before it, summed.
 */
function sweep(
  rows: Float64Array,
  columns: Float64Array,
  f: Float64Array,
  g: Float64Array,
  epsilon: number,
): number {
  const n = f.length, m = g.length;
  let error = 0;
  for (let i = 0; i < n; i++) {
    const next = softMinimum(rows, i * m, g, epsilon);
    error += Math.abs(Math.expm1((f[i]! - next) / epsilon)) / n;
    f[i] = next;
  }
  for (let j = 0; j < m; j++) g[j] = softMinimum(columns, j * n, f, epsilon);
  return error;
}

/**
 * -epsilon ln mean_k exp((potential_k - cost_k) / epsilon) for the costs from `start` on, with the
 * largest exponent taken out.
 */
function softMinimum(
  costs: Float64Array,
  start: number,
  potential: Float64Array,
  epsilon: number,
): number {
  const size = potential.length;
  let most = -Infinity;
  for (let k = 0; k < size; k++) {
    const value = potential[k]! - costs[start + k]!;
    if (value > most) most = value;
  }
  let sum = 0;
  for (let k = 0; k < size; k++) {
    const exponent = (potential[k]! - costs[start + k]! - most) / epsilon;
    if (exponent > -40) sum += Math.exp(exponent); // the others are lost in rounding
  }
  return -most - epsilon * Math.log(sum / size);
}

/** The plan exp((f_i + g_j - C_ij) / epsilon) / (n m) and what it costs. */
function readPlan(
  costs: Float64Array,
  f: Float64Array,
  g: Float64Array,
  epsilon: number,
  power: number,
): Pick<SinkhornPlan, "cost" | "distance" | "regularised" | "plan"> {
  const m = g.length, plan = new Float64Array(costs.length);
  let cost = 0, regularised = 0;
  costs.forEach((c, k) => {
    const potential = f[Math.floor(k / m)]! + g[k % m]!;
    const mass = plan[k] = Math.exp((potential - c) / epsilon) / costs.length;
    cost += mass * c;
    regularised += mass * potential; // ln(P / product) = (f + g - C) / epsilon
  });
  return { cost, distance: cost ** (1 / power), regularised, plan };
}
