import { count, read, type Spec } from "../options/mod.ts";
import { checkPair, squaredDistances } from "./distances.ts";
import { ballCounts, neighbourRadii } from "./neighbours.ts";
import type { NeighbourOptions } from "./options.ts";

/** Scores of Naeem et al. 2020. */
export interface DensityCoverage {
  /** In how many of the reference points' balls a generated point lies on average, divided by k. */
  readonly density: number;
  /** The share of the reference points' balls with a generated point in them. */
  readonly coverage: number;
}

/** What fits {@linkcode NeighbourOptions}. */
export const DENSITY_COVERAGE = {
  dimension: count(1),
  k: count(5),
} satisfies Spec<NeighbourOptions>;

/**
 * Density and coverage (Naeem et al. 2020), precision and recall that one outlier cannot spoil.
 * Around every reference point lies a ball that reaches to its k-th nearest neighbour in the
 * reference sample. Density is the mean number of balls that a generated point lies in, divided by
 * k; coverage is the share of the balls with a generated point in them.
 *
 * A perfect generator's density is 1 on average (above 1 it sits where the data are densest), its
 * coverage `coverageFloor(n, m, k)`, below 1.
 *
 * @param samples The generated sample, `[n, dimension]`.
 * @param reference The data, `[m, dimension]`.
 * @param options The dimension and k (default 5, as in the paper), see `NeighbourOptions`.
 * @throws {RangeError} if the reference has k points or fewer, if a sample is empty, has another
 * shape or a number that is not finite (its row is named).
 * @throws {TypeError} if a sample is no list of numbers.
 *
 * @example
 * ```ts
 * import { densityCoverage } from "saddle/metrics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const data = [0, 1, 2, 3, 100, 101, 102, 103];
 * const { density, coverage } = densityCoverage([1.5, 1.5], data, { k: 1 });
 * assert.equal(density, 2); // within the balls of 1 and of 2
 * assert.equal(coverage, 0.25); // 2 of 8 balls
 * ```
 */
export function densityCoverage(
  samples: ArrayLike<number>,
  reference: ArrayLike<number>,
  options: NeighbourOptions = {},
): DensityCoverage {
  const { dimension, k } = read("densityCoverage", options, DENSITY_COVERAGE);
  const pair = checkPair("densityCoverage", samples, reference, dimension, [
    "samples",
    "reference",
  ]);
  const { n, m } = pair, radii = neighbourRadii(pair, "reference", k);
  const nearest = new Float64Array(m).fill(Infinity);
  squaredDistances(pair).forEach((squared, i) => {
    nearest[i % m] = Math.min(nearest[i % m]!, squared);
  });
  return {
    density: ballCounts(pair, radii).reduce((sum, count) => sum + count, 0) / (k * n),
    coverage: nearest.filter((squared, i) => squared <= radii[i]!).length / m,
  };
}
