import { checkArgument, count, misfit } from "../options/mod.ts";
import type { Random } from "../random/mod.ts";
import { aDataset } from "./arguments.ts";
import { drawn } from "./drawn.ts";
import { rowsOf } from "./rows_of.ts";
import type { Batches, Dataset, FiniteDataset } from "./types.ts";

/**
 * Batches of one size. A finite set is gone through in epochs, each in a new random order; what is
 * left over at the end of an epoch and is less than a batch is dropped. Other data are drawn
 * afresh each time.
 *
 * @param dataset Where the points come from.
 * @param random The stream that decides order or draws.
 * @param size How many points a batch has: a positive integer, not more than a finite set has.
 * @throws {RangeError} if the size is not such an integer.
 *
 * @example
 * ```ts
 * import { batches, finite, ring } from "saddle/datasets/mod.ts";
 * import { stream } from "saddle/random/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const source = batches(finite(ring(), { size: 100, seed: 1 }), stream(1, 0, "data"), 30);
 * for (let i = 0; i < 3; i++) assert.equal(source.next().length, 30 * 2);
 * assert.equal(source.epoch, 1); // 10 points were dropped
 * ```
 */
export function batches(dataset: Dataset, random: Random, size: number): Batches {
  checkArgument("batches", "dataset", dataset, aDataset);
  checkArgument("batches", "size", size, count());
  const length = size * dataset.dimension;
  const place = (out: Float32Array = new Float32Array(length)): Float32Array => {
    if (out.length === length) return out;
    const shape = `of shape [${size}, ${dataset.dimension}], ${length} numbers`;
    throw misfit("batches", "out", shape, out.length);
  };
  if (isFiniteSet(dataset)) return epochs(dataset, random, size, place);
  return {
    epoch: 0,
    places: new Int32Array(),
    next(out) {
      const to = place(out);
      to.set(drawn(dataset, random, size));
      return to;
    },
    position: () => ({ done: 0, order: new Int32Array() }),
    seek: () => {},
  };
}

const isFiniteSet = (dataset: Dataset): dataset is FiniteDataset =>
  "points" in dataset || "rows" in dataset;

function epochs(
  dataset: FiniteDataset,
  random: Random,
  size: number,
  place: (out?: Float32Array) => Float32Array,
): Batches {
  const { name, size: total } = dataset;
  if (size > total) {
    throw misfit("batches", "size", `at most ${total}, the size of ${name}`, size);
  }
  const perEpoch = Math.floor(total / size);
  let order: Int32Array = new Int32Array(), places: Int32Array = new Int32Array(), done = 0;
  return {
    get epoch() {
      return Math.floor(done / perEpoch);
    },
    get places() {
      return places;
    },
    next(out) {
      const to = place(out), first = done % perEpoch * size;
      if (first === 0) order = random.permutation(total);
      places = order.slice(first, first + size);
      rowsOf(dataset, places, to);
      done++;
      return to;
    },
    position: () => ({ done, order: done % perEpoch === 0 ? new Int32Array() : order.slice() }),
    seek(position) {
      const needed = position.done % perEpoch === 0 ? 0 : total;
      if (position.order.length !== needed) {
        throw new RangeError(
          `After ${position.done} batches the order of ${needed} points is needed, ` +
            `but that of ${position.order.length} came.`,
        );
      }
      const odd = position.order.find((row) => !(row >= 0 && row < total));
      if (odd !== undefined) {
        throw new RangeError(`the order is of points from 0 to ${total - 1}, but has ${odd}`);
      }
      done = position.done;
      places = new Int32Array();
      order = position.order.slice();
    },
  };
}
