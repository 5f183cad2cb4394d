import { checkArgument, shownValue } from "../options/mod.ts";
import type { Random } from "../random/mod.ts";
import { aDataset } from "./arguments.ts";
import type { Dataset } from "./types.ts";

/**
 * Points that a data set draws, looked at: one of somebody's own may give anything, and at any
 * time.
 *
 * @param n How many.
 * @throws {TypeError} If no list of numbers comes; a data set draws at once.
 * @throws {RangeError} If as many do not come as were asked for.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { drawn, ring } from "saddle/datasets/mod.ts";
 * import { stream } from "saddle/random/mod.ts";
 *
 * assert.equal(drawn(ring(), stream(1, 0, "data"), 5).length, 5 * 2);
 * const broken = { ...ring(), sample: () => new Float32Array(3) };
 * assert.throws(() => drawn(broken, stream(1, 0, "data"), 5), /10 numbers, but 3 came/);
 * ```
 */
export function drawn(dataset: Dataset, random: Random, n: number): Float32Array {
  checkArgument("drawn", "dataset", dataset, aDataset);
  const { name, dimension } = dataset;
  const points: unknown = dataset.sample(random, n);
  const asked = `${name} was asked for points of shape [${n}, ${dimension}], ${
    n * dimension
  } numbers`;
  const { length } = Object(points) as ArrayLike<number>;
  if (typeof length !== "number" || typeof points === "string") {
    throw new TypeError(`${asked}, but ${shownValue(points)} came.`);
  }
  if (length !== n * dimension) throw new RangeError(`${asked}, but ${length} came.`);
  return points as Float32Array;
}
