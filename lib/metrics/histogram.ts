import type { Values } from "../options/mod.ts";
import { countPoints } from "./check.ts";
import type { BinOptions, BINS } from "./options.ts";

/** The probabilities of the cells of a histogram, the last axis running fastest. */
export function histogram(
  label: string,
  points: ArrayLike<number>,
  { range, bins, dimension, outside }: Values<typeof BINS>,
): Float64Array {
  const ranges = rangePerAxis(range, dimension);
  const n = countPoints(label, points, dimension);
  const margin = outside === "own" ? 1 : 0, perAxis = bins + 2 * margin;
  const cells = new Float64Array(perAxis ** dimension);
  for (let row = 0; row < n; row++) {
    let cell = 0;
    for (let axis = 0; axis < dimension; axis++) {
      const [low, high] = ranges[axis]!;
      const bin = Math.floor((points[row * dimension + axis]! - low) / (high - low) * bins);
      cell = cell * perAxis + margin + Math.min(bins - 1 + margin, Math.max(-margin, bin));
    }
    cells[cell]! += 1 / n;
  }
  return cells;
}

function rangePerAxis(
  range: BinOptions["range"],
  dimension: number,
): (readonly [low: number, high: number])[] {
  const pairs = typeof range[0] === "number"
    ? Array.from({ length: dimension }, () => range as readonly [number, number])
    : range as readonly (readonly [number, number])[];
  if (pairs.length !== dimension) {
    throw new RangeError(
      `range has shape [2] or [${dimension}, 2], but [${pairs.length}, 2] came.`,
    );
  }
  return [...pairs];
}

/** Sum of p ln((p + epsilon) / (q + epsilon)) over the cells where p is not 0. */
export function divergence(p: Float64Array, q: Float64Array, epsilon: number): number {
  return p.reduce(
    (sum, value, i) =>
      value === 0 ? sum : sum + value * Math.log((value + epsilon) / (q[i]! + epsilon)),
    0,
  );
}
