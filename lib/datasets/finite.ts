import { checkNames } from "../checks/check_names.ts";
import { checkCount } from "../checks/check_number.ts";
import { namesOf } from "../checks/names_of.ts";
import { stream } from "../random/mod.ts";
import { finiteSet } from "./_finite_set.ts";
import type { FiniteOptions } from "./options.ts";
import type { Dataset, FiniteDataset } from "./types.ts";

const OPTIONS = namesOf<FiniteOptions>({ size: true, seed: true });

/**
 * A finite set drawn once from a data set: what most published experiments train on.
 *
 * @throws {RangeError} if the size is not a positive integer or the seed not a non-negative one, or if an option is unknown.
 * @throws {TypeError} if something else than options came, or an option is no number.
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
  checkNames("finite", options, OPTIONS);
  const { size, seed } = options;
  checkCount("size", size, 1);
  const points = dataset.sample(stream(seed, 0, "finite set"), size);
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
