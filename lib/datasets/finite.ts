import { stream } from "../random/mod.ts";
import { checkCount } from "./_check.ts";
import { finiteSet } from "./_finite_set.ts";
import type { FiniteOptions } from "./options.ts";
import type { Dataset, FiniteDataset } from "./types.ts";

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
export function finite(dataset: Dataset, { size, seed }: FiniteOptions): FiniteDataset {
  checkCount("size", size, 1);
  const points = dataset.sample(stream(seed, 0, "finite set"), size);
  const { dimension, extent, modes, density, manifold } = dataset;
  return finiteSet({
    name: `${dataset.name} (${size} points)`,
    dimension,
    extent,
    ...(modes ? { modes } : {}),
    ...(manifold ? { manifold } : {}),
    ...(density ? { density: (point: ArrayLike<number>) => dataset.density!(point) } : {}),
  }, points);
}
