import { own } from "../options/mod.ts";
import type { Dataset, Labels } from "./types.ts";

/** Throws RangeError unless the point has `dimension` numbers. */
export function checkPoint(name: string, point: ArrayLike<number>, dimension: number): void {
  if (point.length === dimension) return;
  throw new RangeError(`${name} has points of shape [${dimension}], got [${point.length}]`);
}

/** Throws RangeError with the first row of `[n, dimension]` that holds NaN or an infinity. */
export function checkRows(name: string, points: Float32Array, dimension: number): void {
  const bad = points.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return;
  const row = Math.floor(bad / dimension);
  const values = Array.from(points.subarray(row * dimension, (row + 1) * dimension));
  throw new RangeError(`${name}: row ${row} is [${values.join(", ")}], expected finite numbers`);
}

/** How the numbers of a point stand. */
export const SHAPE = own<NonNullable<Dataset["shape"]>>({
  fits: "a shape [height, width, channels]",
  is: (value) => Array.isArray(value),
});

/** Throws RangeError unless a shape of points, if there is one, holds `dimension` numbers. */
export function checkShape(
  name: string,
  shape: readonly number[] | undefined,
  dimension: number,
): void {
  if (shape === undefined) return;
  const whole = shape.length === 3 && shape.every((side) => Number.isInteger(side) && side > 0);
  if (whole && shape.reduce((product, side) => product * side) === dimension) return;
  throw new RangeError(
    `${name}: a shape [height, width, channels] of ${dimension} numbers is expected, got [${shape}]`,
  );
}

/** Throws RangeError unless there is a known class for each of `size` points. */
export function checkLabels(name: string, labels: Labels | undefined, size: number): void {
  if (labels === undefined) return;
  const { values, names } = labels;
  if (values.length !== size) {
    throw new RangeError(
      `${name}: expected a label for each of ${size} points, got ${values.length}`,
    );
  }
  const odd = values.findIndex((label) => !(label >= 0 && label < names.length));
  if (odd < 0) return;
  throw new RangeError(
    `${name}: labels are places in ${names.length} names, but that of row ${odd} is ${values[odd]}`,
  );
}
