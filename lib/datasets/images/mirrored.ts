import { checkArgument } from "../../options/mod.ts";
import type { Random } from "../../random/mod.ts";
import { checkDraw } from "../check.ts";
import { aFiniteDataset } from "../arguments.ts";
import { rowsOf } from "../rows_of.ts";
import type { FiniteDataset } from "../types.ts";

/**
 * Images and their mirror images behind them all, left and right in each other's place, with the
 * classes they had: a random flip, in an epoch twice as long.
 *
 * @throws {RangeError} If these are no images.
 *
 * @example
 * ```ts
 * import { faces, mirrored, rowsOf } from "saddle/datasets/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const set = mirrored(faces({ most: 10 }));
 * const [first, turned] = [0, 10].map((place) => rowsOf(set, [place]));
 * assert.deepEqual([set.size, turned!.subarray(0, 3)], [20, first!.subarray(63 * 3, 64 * 3)]);
 * ```
 */
export function mirrored(dataset: FiniteDataset): FiniteDataset {
  checkArgument("mirrored", "dataset", dataset, aFiniteDataset);
  const { shape, size, dimension, labels } = dataset, all = 2 * size;
  if (!shape) throw new RangeError(`mirrored takes images, but ${dataset.name} are none.`);
  const rows = (places: ArrayLike<number>, out = new Float32Array(places.length * dimension)) => {
    rowsOf(dataset, Array.from(places, (place) => place % size), out);
    for (let i = 0; i < places.length; i++) {
      if (places[i]! >= size) turn(out.subarray(i * dimension, (i + 1) * dimension), shape);
    }
    return out;
  };
  const name = `${dataset.name}, mirrored too`;
  let points: Float32Array | undefined;
  const set = {
    ...dataset,
    name,
    size: all,
    ...(labels ? { labels: { ...labels, values: twice(labels.values) } } : {}),
    rows,
    sample(random: Random, n: number) {
      checkDraw(name, random, n);
      return rows(random.integers(new Int32Array(n), all));
    },
  };
  // not enumerable: who looks through the members of a set shall not make all of it
  const get = () => points ??= rows(Array.from({ length: all }, (_, place) => place));
  return Object.defineProperty(set, "points", { get });
}

function twice(values: Uint8Array | Int32Array): Int32Array {
  const out = new Int32Array(2 * values.length);
  out.set(values);
  out.set(values, values.length);
  return out;
}

/** Puts left and right of an image in each other's place. */
function turn(
  image: Float32Array,
  [height, width, channels]: readonly [height: number, width: number, channels: number],
): void {
  const before = image.slice();
  for (let row = 0; row < height * width; row += width) {
    for (let x = 0; x < width; x++) {
      const from = (row + x) * channels, to = (row + width - 1 - x) * channels;
      for (let c = 0; c < channels; c++) image[to + c] = before[from + c]!;
    }
  }
}
