import { checkArgument, count, read, type Spec } from "../options/mod.ts";
import { stream } from "../random/mod.ts";
import { drawn } from "./drawn.ts";
import { finiteSet } from "./finite_set.ts";
import { aDataset } from "./arguments.ts";
import type { Dataset, FiniteDataset } from "./types.ts";

/** How many points to draw, and from which seed. */
export interface FiniteOptions {
  /** How many points: a positive integer. At most 10,000,000. */
  readonly size: number;
  /**
   * The seed of the drawing. It uses a stream of its own, so that it may be the seed
   * of the training.
   */
  readonly seed: number;
}

/** What fits {@linkcode FiniteOptions}. */
export const FINITE = {
  size: count(undefined, { most: 10_000_000 }),
  seed: count(undefined, { from: 0 }),
} satisfies Spec<FiniteOptions>;

/**
 * A finite set drawn once from a data set: what most published experiments train on.
 *
 * @throws {RangeError} if the size is not a positive integer or the seed not a non-negative one.
 *
 * @example
 * ```ts
 * import { finite, ring } from "saddle/datasets/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const set = finite(ring(), { size: 1000, seed: 1 });
 * assert.equal(set.points.length, 1000 * 2);
 * assert.deepEqual(set.points, finite(ring(), { size: 1000, seed: 1 }).points);
 * ```
 */
export function finite(dataset: Dataset, options: FiniteOptions): FiniteDataset {
  const { size, seed } = read("finite", options, FINITE);
  checkArgument("finite", "dataset", dataset, aDataset);
  const points = drawn(dataset, stream(seed, 0, "finite set"), size);
  const { dimension, extent, shape, modes, density, manifold } = dataset;
  return finiteSet({
    name: `${dataset.name} (${size} points)`,
    dimension,
    extent,
    ...(shape ? { shape } : {}),
    ...(modes ? { modes } : {}),
    ...(manifold ? { manifold } : {}),
    ...(density ? { density: (point: ArrayLike<number>) => dataset.density!(point) } : {}),
  }, points);
}
