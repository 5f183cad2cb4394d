import { checkCount, checkNotNegative } from "../checks/check_number.ts";
import { countPoints } from "./_check.ts";
import type { BinOptions } from "./types.ts";

/** The probabilities of the cells of a histogram, the last axis running fastest. */
export function histogram(
  label: string,
  points: ArrayLike<number>,
  options: BinOptions,
): Float64Array {
  const { bins, dimension = 1, outside = "edge" } = options;
  checkCount("bins", bins, 1);
  checkCount("dimension", dimension, 1);
  if (outside !== "edge" && outside !== "own") {
    throw new RangeError(`outside must be "edge" or "own", got ${JSON.stringify(outside)}`);
  }
  const ranges = rangePerAxis(options.range, dimension);
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

function rangePerAxis(range: BinOptions["range"], dimension: number): [number, number][] {
  const pairs = typeof range[0] === "number"
    ? Array.from({ length: dimension }, () => range as readonly [number, number])
    : range as readonly (readonly [number, number])[];
  if (pairs.length !== dimension) {
    throw new RangeError(
      `range must have shape [2] or [${dimension}, 2], got [${pairs.length}, 2]`,
    );
  }
  return pairs.map(([low, high]) => {
    if (low < high && Number.isFinite(high - low)) return [low, high];
    throw new RangeError(`range must be finite with low < high, got ${low} and ${high}`);
  });
}

/** Sum of p ln((p + epsilon) / (q + epsilon)) over the cells where p is not 0. */
export function divergence(p: Float64Array, q: Float64Array, epsilon: number): number {
  checkNotNegative("epsilon", epsilon);
  return p.reduce(
    (sum, value, i) =>
      value === 0 ? sum : sum + value * Math.log((value + epsilon) / (q[i]! + epsilon)),
    0,
  );
}
