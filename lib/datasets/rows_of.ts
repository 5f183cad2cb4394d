import { checkArgument, floats, numbers } from "../options/mod.ts";
import { aFiniteDataset } from "./arguments.ts";
import type { FiniteDataset } from "./types.ts";

/**
 * Some points of a finite set by their places, without making the others.
 *
 * @param places Whole numbers from 0 to below the set's size, in any order.
 * @param out Where they go, `[places, dimension]`. Default a new array.
 * @throws {RangeError} If a place is none of the set's, or `out` has another length.
 *
 * @example
 * ```ts
 * import { fromPoints, rowsOf } from "saddle/datasets/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const set = fromPoints({ name: "mine", points: [[1, 2], [3, 4], [5, 6]] });
 * assert.deepEqual([...rowsOf(set, [2, 0])], [5, 6, 1, 2]);
 * ```
 */
export function rowsOf(
  dataset: FiniteDataset,
  places: ArrayLike<number>,
  given?: Float32Array,
): Float32Array {
  checkArgument("rowsOf", "dataset", dataset, aFiniteDataset);
  checkArgument("rowsOf", "places", places, numbers());
  const { name, dimension, size } = dataset, out = outOf(given, places.length * dimension);
  for (let i = 0; i < places.length; i++) {
    const place = places[i]!;
    if (Number.isInteger(place) && place >= 0 && place < size) continue;
    throw new RangeError(`${name} has the places 0 to ${size - 1}, but ${place} came.`);
  }
  if (out.length !== places.length * dimension) {
    throw new RangeError(
      `rowsOf's out is of shape [${places.length}, ${dimension}], ` +
        `${places.length * dimension} numbers, but ${out.length} came.`,
    );
  }
  if (dataset.rows) return dataset.rows(places, out);
  const { points } = dataset;
  for (let i = 0; i < places.length; i++) {
    const from = places[i]! * dimension, to = i * dimension;
    for (let axis = 0; axis < dimension; axis++) out[to + axis] = points[from + axis]!;
  }
  return out;
}

function outOf(out: Float32Array | undefined, length: number): Float32Array {
  if (out === undefined) return new Float32Array(length);
  checkArgument("rowsOf", "out", out, floats());
  return out;
}
