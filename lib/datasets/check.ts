import { checkArgument, count, own, part } from "../options/mod.ts";
import type { Random } from "../random/mod.ts";
import type { Dataset, Labels } from "./types.ts";

/** Throws RangeError unless the point has `dimension` numbers. */
export function checkPoint(name: string, point: ArrayLike<number>, dimension: number): void {
  if (point.length === dimension) return;
  throw new RangeError(
    `${name} has points of shape [${dimension}], but one of shape [${point.length}] came.`,
  );
}

/** What fits the arguments of a data set's `sample`. */
const SAMPLE = {
  random: part<Random>("a random stream, as stream() gives one", "uniform"),
  n: count(undefined, { from: 0 }),
};

/** Throws TypeError or RangeError unless n points can be drawn from a random stream; n may be 0. */
export function checkDraw(name: string, random: Random, n: number): void {
  checkArgument(`${name}.sample`, "random", random, SAMPLE.random);
  checkArgument(`${name}.sample`, "n", n, SAMPLE.n);
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
    `${name}'s shape is [height, width, channels] of ${dimension} numbers, but [${shape}] came.`,
  );
}

/** Throws RangeError unless there is a known class for each of `size` points. */
export function checkLabels(name: string, labels: Labels | undefined, size: number): void {
  if (labels === undefined) return;
  const { values, names } = labels;
  if (values.length !== size) {
    throw new RangeError(
      `${name} has a label for each of ${size} points, but ${values.length} came.`,
    );
  }
  const odd = values.findIndex((label) => !(label >= 0 && label < names.length));
  if (odd < 0) return;
  throw new RangeError(
    `${name}: labels are places in ${names.length} names, but that of row ${odd} is ${values[odd]}`,
  );
}
