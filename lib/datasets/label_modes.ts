import { checkArgument } from "../options/mod.ts";
import { aFiniteDataset } from "./arguments.ts";
import type { FiniteDataset } from "./types.ts";

/**
 * A finite set of a mixture with the class of each point: the mode whose centre is nearest.
 *
 * @throws {RangeError} if the data are no mixture.
 *
 * @example
 * ```ts
 * import { finite, labelModes, ring } from "saddle/datasets/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const set = labelModes(finite(ring({ modes: 3 }), { size: 100, seed: 1 }));
 * assert.deepEqual(set.labels!.names, ["0", "1", "2"]);
 * ```
 */
export function labelModes(dataset: FiniteDataset): FiniteDataset {
  checkArgument("labelModes", "dataset", dataset, aFiniteDataset);
  const { name, modes, dimension, size, points } = dataset;
  if (!modes) throw new RangeError(`${name} has no modes that could be labels.`);
  const { centres, weights } = modes;
  const distance = (row: number, mode: number) => {
    let sum = 0;
    for (let axis = 0; axis < dimension; axis++) {
      sum += (points[row * dimension + axis]! - centres[mode * dimension + axis]!) ** 2;
    }
    return sum;
  };
  const values = Int32Array.from({ length: size }, (_, row) => {
    let best = 0;
    weights.forEach((_, mode) => {
      if (distance(row, mode) < distance(row, best)) best = mode;
    });
    return best;
  });
  return { ...dataset, labels: { values, names: Array.from(weights, (_, mode) => `${mode}`) } };
}
