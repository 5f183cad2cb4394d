import { count, read, type Spec } from "../options/mod.ts";
import { checkPair } from "./distances.ts";
import { ballCounts, neighbourRadii } from "./neighbours.ts";
import type { NeighbourOptions } from "./options.ts";

/** Scores of Kynkaanniemi et al. 2019. */
export interface PrecisionRecall {
  /** The share of the generated points within a ball around a reference point. */
  readonly precision: number;
  /** The share of the reference points within a ball around a generated point. */
  readonly recall: number;
}

/** What fits {@linkcode NeighbourOptions}. */
export const PRECISION_RECALL = {
  dimension: count(1),
  k: count(3),
} satisfies Spec<NeighbourOptions>;

/**
 * Precision and recall by nearest neighbours (Kynkaanniemi et al. 2019): around every point of a
 * sample lies a ball that reaches to its k-th nearest neighbour in that sample. Precision is the
 * share of the generated points within a ball around a reference point (are the samples good?),
 * recall the share of the reference points within a ball around a generated point
 * (is everything made?).
 *
 * A single outlier's ball may be huge, so that both are easily too high: `densityCoverage` is the
 * mended pair. A perfect generator does not score 1 with few points: see `floor`.
 *
 * @param samples The generated sample, `[n, dimension]`.
 * @param reference The data, `[m, dimension]`.
 * @param options The dimension and k (3, as in the paper), see `NeighbourOptions`.
 * @throws {RangeError} if a sample has k points or fewer, has another shape or a number that is not
 * finite (its row is named).
 * @throws {TypeError} if a sample is no list of numbers.
 *
 * @example
 * ```ts
 * import { precisionRecall } from "saddle/metrics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * // The data are two groups, the generator makes one of them.
 * const data = [0, 1, 2, 3, 100, 101, 102, 103], made = [0.5, 1.5, 2.5, 1.2];
 * const { precision, recall } = precisionRecall(made, data);
 * assert.equal(precision, 1);
 * assert.equal(recall, 0.5);
 * ```
 */
export function precisionRecall(
  samples: ArrayLike<number>,
  reference: ArrayLike<number>,
  options: NeighbourOptions = {},
): PrecisionRecall {
  const { dimension, k } = read("precisionRecall", options, PRECISION_RECALL);
  const pair = checkPair("precisionRecall", samples, reference, dimension, [
    "samples",
    "reference",
  ]);
  const swapped = { ...pair, a: pair.b, b: pair.a, n: pair.m, m: pair.n };
  const share = (counts: Int32Array) => counts.filter((count) => count > 0).length / counts.length;
  return {
    precision: share(ballCounts(pair, neighbourRadii(pair, "reference", k))),
    recall: share(ballCounts(swapped, neighbourRadii(swapped, "samples", k))),
  };
}
