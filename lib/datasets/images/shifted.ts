import { aFiniteDataset } from "../arguments.ts";
import { checkDraw } from "../check.ts";
import { checkArgument, count, read, type Spec } from "../../options/mod.ts";
import { rowsOf } from "../rows_of.ts";
import type { Random } from "../../random/mod.ts";
import type { FiniteDataset } from "../types.ts";

/** Options of {@linkcode shifted}. */
export interface ShiftedOptions {
  /** The largest shift along each axis, in pixels. Default 2. */
  readonly by?: number;
}

/** What fits {@linkcode ShiftedOptions}. */
export const SHIFTED = { by: count(2) } satisfies Spec<ShiftedOptions>;

/**
 * Images and all their shifts by up to `by` pixels to each side, $(2 \mathrm{by} + 1)^2$ of each,
 * with the classes they had: what a classifier should not mind. What comes in at the border is what
 * stands in the image's corner, its ground.
 *
 * The images as they are come first, in their order; the others are put together when they
 * are asked for.
 *
 * @throws {RangeError} If these are no images, or an option does not fit.
 *
 * @example
 * ```ts
 * import { digits, shifted, type ShiftedOptions } from "saddle/datasets/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const options: ShiftedOptions = { by: 1 };
 * assert.equal(shifted(digits({ most: 10 }), options).size, 90);
 * ```
 */
export function shifted(dataset: FiniteDataset, options: ShiftedOptions = {}): FiniteDataset {
  const { by } = read("shifted", options, SHIFTED);
  checkArgument("shifted", "dataset", dataset, aFiniteDataset);
  const { shape, size, dimension, labels } = dataset;
  if (!shape) throw new RangeError(`shifted takes images, but ${dataset.name} are none.`);
  const moves = movesBy(by);
  const rows = (places: ArrayLike<number>, out = new Float32Array(places.length * dimension)) => {
    const images = rowsOf(dataset, Array.from(places, (place) => place % size));
    for (let i = 0; i < places.length; i++) {
      const [from, to] = [images, out].map((all) =>
        all.subarray(i * dimension, (i + 1) * dimension)
      );
      shift(from!, to!, shape, moves[Math.floor(places[i]! / size)]!);
    }
    return out;
  };
  const name = `${dataset.name}, shifted by up to ${by}`;
  const places = () => Array.from({ length: size * moves.length }, (_, place) => place);
  let points: Float32Array | undefined;
  const set = {
    ...dataset,
    name,
    size: size * moves.length,
    ...(labels ? { labels: { ...labels, values: repeated(labels.values, moves.length) } } : {}),
    rows,
    sample(random: Random, n: number) {
      checkDraw(name, random, n);
      return rows(random.integers(new Int32Array(n), size * moves.length));
    },
  };
  // not enumerable: who looks through the members of a set shall not make all of it
  return Object.defineProperty(set, "points", { get: () => points ??= rows(places()) });
}

type Move = readonly [down: number, across: number];

/** All shifts, none first. */
function movesBy(by: number): Move[] {
  const steps = Array.from({ length: 2 * by + 1 }, (_, i) => i - by);
  const all = steps.flatMap((down) => steps.map((across): Move => [down, across]));
  return [[0, 0], ...all.filter(([down, across]) => down !== 0 || across !== 0)];
}

function repeated<T extends Uint8Array | Int32Array>(values: T, times: number): T {
  const out = new (values.constructor as new (length: number) => T)(values.length * times);
  for (let i = 0; i < times; i++) out.set(values, i * values.length);
  return out;
}

function shift(
  from: Float32Array,
  to: Float32Array,
  [height, width, channels]: readonly [number, number, number],
  [down, across]: Move,
): void {
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [row, column] = [y - down, x - across];
      const inside = row >= 0 && row < height && column >= 0 && column < width;
      const start = inside ? (row * width + column) * channels : 0;
      for (let k = 0; k < channels; k++) to[(y * width + x) * channels + k] = from[start + k]!;
    }
  }
}
