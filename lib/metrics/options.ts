import {
  choice,
  count,
  either,
  ends,
  notNegative,
  number,
  type Spec,
  windows,
} from "../options/mod.ts";

/** The cells of a histogram. */
export interface BinOptions {
  /**
   * The histogram's range: one pair for all axes, or a pair for each (a data set's
   * `extent` serves).
   */
  readonly range: readonly [number, number] | readonly (readonly [number, number])[];
  /** How many bins along each axis. At most 10,000. */
  readonly bins: number;
  /** How many numbers a point has. Default 1. */
  readonly dimension?: number;
  /**
   * Where a value outside of the range goes: "edge", into the first or last bin (the default, and
   * gan_comparison's rule), or "own", into two more bins on each axis, so that a point outside is
   * never taken for one inside.
   */
  readonly outside?: "edge" | "own";
  /**
   * Added to both sides of each ratio of probabilities. Default 0: the definition itself, in which
   * KL may be infinite. gan_comparison has 1e-10.
   */
  readonly epsilon?: number;
}

/** What fits {@linkcode BinOptions}. */
export const BINS = {
  range: either(ends(), windows()),
  bins: count(undefined, { most: 10_000 }),
  dimension: count(1),
  outside: choice(["edge", "own"], "edge"),
  epsilon: notNegative(0),
} satisfies Spec<BinOptions>;

/** Which transport problem. */
export interface TransportOptions {
  /** How many numbers a point has. Default 1. */
  readonly dimension?: number;
  /**
   * The cost of moving a unit of mass by a distance d is d^power: at least 1. Default 2, the
   * Wasserstein-2 distance.
   */
  readonly power?: number;
}

/** What fits {@linkcode TransportOptions}. */
export const TRANSPORT = {
  dimension: count(1),
  power: number({ from: 1 }, 2),
} satisfies Spec<TransportOptions>;

/** How far a ball around a point reaches. */
export interface NeighbourOptions {
  /** How many numbers a point has. Default 1. */
  readonly dimension?: number;
  /**
   * To its k-th nearest neighbour. Default 3 for precision and recall, 5 for density and coverage,
   * as in the papers.
   */
  readonly k?: number;
}

/**
 * How means over pairs within a sample are taken: "biased" over all pairs, a point with itself
 * included; "unbiased" over pairs of different points.
 */
export type Estimator = "biased" | "unbiased";

/** How means over pairs within a sample may be taken. */
export const ESTIMATORS: readonly Estimator[] = ["biased", "unbiased"];
