import type { Highs } from "highs";
import { misfit, numbers, open, own, read, type Spec } from "../options/mod.ts";
import { checkPair, costMatrix } from "./distances.ts";
import { loadHighs } from "./load_highs.ts";
import type { TransportPlan } from "./optimal_transport.ts";
import { TRANSPORT, type TransportOptions } from "./options.ts";

let solver: Promise<Highs> | undefined;

/** Which transport problem, between points with weights. */
export interface WeightedTransportOptions extends TransportOptions {
  /** The weights of the points; each list is divided by its sum. */
  readonly weights?: {
    /** Of the first sample, `[n]`: not negative. Default: equal. */
    readonly a?: ArrayLike<number>;
    /** Of the second sample, `[m]`: not negative. Default: equal. */
    readonly b?: ArrayLike<number>;
  };
}

/** An optimal plan between points with weights, and the prices that prove it optimal. */
export interface WeightedPlan extends TransportPlan {
  /**
   * The dual solution: a price for each point of a, `[n]`, and of b, `[m]`. The price of i and that
   * of j are together at most distance^power, and just that where the plan moves mass from i to j.
   * So the mean price over a plus that over b is the cost. Known up to a constant that a gains and b
   * loses.
   */
  readonly prices: {
    /** Of the first sample's points. */
    readonly a: Float64Array;
    /** Of the second sample's points; with power 1 what the best critic says at them. */
    readonly b: Float64Array;
  };
}

/** What fits {@linkcode WeightedTransportOptions}. */
export const WEIGHTED_TRANSPORT = {
  ...TRANSPORT,
  weights: own({
    fits: "weights { a, b }",
    is: (value) => typeof value === "object" && value !== null,
  }, {}),
} satisfies Spec<WeightedTransportOptions>;

/** What fits the weights in them. */
const WEIGHTS = {
  a: open(numbers()),
  b: open(numbers()),
} satisfies Spec<NonNullable<WeightedTransportOptions["weights"]>>;

/**
 * The cheapest way to move one weighted sample onto another, of any sizes and in any dimension,
 * exactly: the linear program of Kantorovich, solved by HiGHS (Huangfu and Hall 2018), with the
 * prices that solve its dual. At most n + m - 1 of the n m masses are not 0. 300 by 300 points take
 * a few seconds, where `optimalTransport`, for equal weights and sizes, takes a tenth of one.
 *
 * The solver is loaded at the first call, hence the promise. With equal weights and sizes it is the
 * same number as `optimalTransport`, of which a `floor` can be had.
 *
 * @param a The points of one sample, `[n, dimension]`.
 * @param b The points of the other, `[m, dimension]`.
 * @param options Dimension, power and weights, see `WeightedTransportOptions`.
 * @throws {RangeError} (the promise rejects) if a sample is empty, has another shape or a number
 * that is not finite (its row is named), if the power is below 1, or if weights have another number
 * than the points, are negative or all 0, or if a cost is infinite.
 * @throws {TypeError} (the promise rejects) if a sample is no list of numbers.
 *
 * @example
 * ```ts
 * import { weightedTransport } from "saddle/metrics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * // Three quarters of the mass are where they belong; one quarter goes the way of 4.
 * const plan = await weightedTransport([0, 4], [0, 4], { power: 1, weights: { a: [3, 1], b: [1, 0] } });
 * assert.equal(plan.distance, 1);
 * assert.deepEqual([...plan.from, ...plan.to], [0, 1, 0, 0]);
 * assert.equal(plan.prices.a[1]! - plan.prices.a[0]!, 4); // mass at 4 has further to go
 * ```
 */
export async function weightedTransport(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  options: WeightedTransportOptions = {},
): Promise<WeightedPlan> {
  const { dimension, power, weights } = read("weightedTransport", options, WEIGHTED_TRANSPORT);
  const shares = read("weightedTransport's weights", weights, WEIGHTS);
  const pair = checkPair("weightedTransport", a, b, dimension), { n, m } = pair;
  const costs = costMatrix(pair, power);
  const p = normalised("a", shares.a, n), q = normalised("b", shares.b, m);
  solver ??= loadHighs();
  const { masses, prices } = solve(await solver, costs, p, q);
  const moved = Array.from(masses.keys()).filter((k) => masses[k]! > 0);
  const cost = moved.reduce((sum, k) => sum + masses[k]! * costs[k]!, 0);
  return {
    cost,
    distance: cost ** (1 / power),
    from: Int32Array.from(moved, (k) => Math.floor(k / m)),
    to: Int32Array.from(moved, (k) => k % m),
    mass: Float64Array.from(moved, (k) => masses[k]!),
    prices: { a: prices.slice(0, n), b: prices.slice(n) },
  };
}

/** Weights that sum to 1: those given, or equal ones. */
function normalised(name: string, weights: ArrayLike<number> | undefined, n: number): Float64Array {
  if (weights === undefined) return new Float64Array(n).fill(1 / n);
  if (weights.length !== n) {
    throw new RangeError(`weights.${name} has shape [${n}], but [${weights.length}] came.`);
  }
  const all = Float64Array.from(weights);
  all.forEach((weight, i) => {
    if (weight >= 0 && weight < Infinity) return;
    throw misfit(`weights.${name}`, `weight ${i}`, "finite and at least 0", weight);
  });
  const sum = all.reduce((total, weight) => total + weight, 0);
  if (sum > 0) return all.map((weight) => weight / sum);
  throw misfit(`weights.${name}`, "sum", "a number above 0", 0);
}

/**
 * The masses `[n, m]` with the row sums p and the column sums q that cost the least, and the prices
 * of the rows and columns, `[n + m]`.
 */
function solve(
  highs: Highs,
  costs: Float64Array,
  p: Float64Array,
  q: Float64Array,
): { masses: Float64Array; prices: Float64Array } {
  const n = p.length, m = q.length, size = n * m;
  // The solver's tolerances are absolute: give it costs up to 1 and masses about 1.
  const most = costs.reduce((max, cost) => Math.max(max, cost), 0) || 1, scale = Math.max(n, m);
  const sums = Float64Array.of(...p, ...q).map((mass) => mass * scale);
  const entries = new Int32Array(2 * size);
  for (let k = 0; k < size; k++) {
    entries[2 * k] = Math.floor(k / m);
    entries[2 * k + 1] = n + k % m;
  }
  return highs.withModel({
    numCols: size,
    numRows: n + m,
    colCost: costs.map((cost) => cost / most),
    colLower: new Float64Array(size),
    colUpper: new Float64Array(size).fill(highs.infinity),
    rowLower: sums,
    rowUpper: sums,
    matrix: {
      format: "csc",
      numRows: n + m,
      numCols: size,
      starts: Int32Array.from({ length: size + 1 }, (_, k) => 2 * k),
      indices: entries,
      values: new Float64Array(2 * size).fill(1),
    },
  }, (model) => {
    model.options.set({ output_flag: false, solver: "simplex", dual_feasibility_tolerance: 1e-10 });
    model.run();
    const status = model.getModelStatus();
    if (status !== highs.constants.modelStatus.optimal) {
      throw new Error(`HiGHS found no optimal transport: its model status is ${status}`);
    }
    const { colValue, rowDual } = model.getSolution();
    return {
      // What is left of rounding is no mass.
      masses: colValue.map((mass) => mass < 1e-9 ? 0 : mass / scale),
      prices: rowDual.map((price) => price * most),
    };
  });
}
