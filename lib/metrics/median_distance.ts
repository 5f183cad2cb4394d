import { checkArgument, count, read, type Spec } from "../options/mod.ts";
import { countPoints } from "./check.ts";

/** What {@linkcode medianDistance} has to know of the points. */
export interface MedianDistanceOptions {
  /** How many numbers a point has. Default 1. */
  readonly dimension?: number;
}

/** What fits {@linkcode MedianDistanceOptions}. */
export const MEDIAN_DISTANCE = {
  dimension: count(1),
} satisfies Spec<MedianDistanceOptions>;

/**
 * The median of the distances between all pairs of different points of a sample: the usual
 * bandwidth of a Gaussian kernel (Gretton et al. 2012, section 8), in the units of the data.
 *
 * @param points `[n, dimension]`, row by row; at least two.
 * @param options `dimension`: how many numbers a point has. Default 1.
 * @throws {RangeError} if there are fewer than two points, or as for every sample.
 * @throws {TypeError} if a sample is no list of numbers.
 *
 * @example
 * ```ts
 * import { medianDistance } from "saddle/metrics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(medianDistance([0, 1, 4]), 3); // of 1, 3 and 4
 * assert.equal(medianDistance([0, 0, 3, 4], { dimension: 2 }), 5);
 * ```
 */
export function medianDistance(
  points: ArrayLike<number>,
  options: MedianDistanceOptions = {},
): number {
  const { dimension } = read("medianDistance", options, MEDIAN_DISTANCE);
  const n = countPoints("medianDistance's points", points, dimension);
  checkArgument("medianDistance", "number of points", n, count(undefined, { from: 2 }));
  const distances = new Float64Array(n * (n - 1) / 2);
  for (let i = 1, k = 0; i < n; i++) {
    for (let j = 0; j < i; j++, k++) {
      let squared = 0;
      for (let axis = 0; axis < dimension; axis++) {
        squared += (points[i * dimension + axis]! - points[j * dimension + axis]!) ** 2;
      }
      distances[k] = Math.sqrt(squared);
    }
  }
  distances.sort();
  const middle = distances.length / 2;
  return (distances[Math.ceil(middle) - 1]! + distances[Math.floor(middle)]!) / 2;
}
