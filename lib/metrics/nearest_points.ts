import { count, read, type Spec } from "../options/mod.ts";
import { checkPair } from "./distances.ts";

/** Of each sample the nearest reference point. */
export interface NearestPoints {
  /** Its row in the reference, `[n]`. */
  readonly index: Int32Array;
  /** The Euclidean distance to it, `[n]`. */
  readonly distance: Float64Array;
}

/** What the points of {@linkcode nearestPoints} are. */
export interface NearestPointsOptions {
  /** How many numbers a point has. Default 1. */
  readonly dimension?: number;
}

/** What fits {@linkcode NearestPointsOptions}. */
export const NEAREST_POINTS = { dimension: count(1) } satisfies Spec<NearestPointsOptions>;

/**
 * The nearest reference point of each sample, in the space it is given in. With training images as
 * the reference it shows whether a generator has learned them by heart: samples that do lie nearer
 * to them than fresh real images do.
 *
 * @param samples Points, `[n, dimension]`.
 * @param reference Where to look, `[m, dimension]`.
 * @throws {RangeError} if one is empty, has another shape or a number that is not finite (its row
 * is named).
 * @throws {TypeError} if one is no list of numbers.
 *
 * @example
 * ```ts
 * import { nearestPoints } from "saddle/metrics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const { index, distance } = nearestPoints([0, 9], [10, 1, 5]);
 * assert.deepEqual([...index], [1, 0]);
 * assert.deepEqual([...distance], [1, 1]);
 * ```
 */
export function nearestPoints(
  samples: ArrayLike<number>,
  reference: ArrayLike<number>,
  options: NearestPointsOptions = {},
): NearestPoints {
  const { dimension } = read("nearestPoints", options, NEAREST_POINTS);
  const { n, m } = checkPair("nearestPoints", samples, reference, dimension, [
    "samples",
    "reference",
  ]);
  const [index, distance] = [new Int32Array(n), new Float64Array(n).fill(Infinity)];
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < m; j++) {
      let squared = 0;
      const least = distance[i]!;
      for (let k = 0; k < dimension && squared < least; k++) {
        squared += (samples[i * dimension + k]! - reference[j * dimension + k]!) ** 2;
      }
      if (squared < least) [index[i], distance[i]] = [j, squared];
    }
  }
  return { index, distance: distance.map(Math.sqrt) };
}
