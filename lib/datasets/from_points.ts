import { count, open, own, part, read, shownValue, type Spec, text } from "../options/mod.ts";
import { checkLabels, checkRows, checkShape, SHAPE } from "./check.ts";
import { finiteSet } from "./finite_set.ts";
import { rangesOf } from "./ranges.ts";
import type { Dataset, Extent, FiniteDataset, Labels } from "./types.ts";

/** A typed array of numbers, of whatever width. */
export type NumberArray = ArrayBufferView & ArrayLike<number>;

/** Your points and what to call them. */
export interface FromPointsOptions {
  /** What charts and errors call it. */
  readonly name: string;
  /**
   * The points: rows of equal length, or `[size, dimension]` in one typed array, row by row. They
   * are copied, with 32 bits a number.
   */
  readonly points: readonly (readonly number[])[] | NumberArray;
  /** How many numbers a point has. Default: the length of the first row; a typed array needs it. */
  readonly dimension?: number;
  /** How the numbers of a point stand, where it is an image. Default: in no way. */
  readonly shape?: Dataset["shape"];
  /** The class of each point. Default: none. */
  readonly labels?: Labels;
}

/** What fits {@linkcode FromPointsOptions}. */
export const FROM_POINTS = {
  name: text(),
  points: own({
    fits: "rows of numbers or a typed array of numbers",
    is: (value) => Array.isArray(value) || isTyped(value),
  }),
  dimension: open(count()),
  shape: open(SHAPE),
  labels: open(part<Labels>("labels { values, names }", "values")),
} satisfies Spec<FromPointsOptions>;

/**
 * A finite data set of your own points.
 *
 * @throws {RangeError} if there are no points, if a row has another length, or if a number is NaN
 * or infinite (the row is named), if the shape holds another number of values, or if there is not
 * one label a point.
 * @throws {TypeError} if the points are neither rows nor a typed array of numbers.
 *
 * @example
 * ```ts
 * import { fromPoints } from "saddle/datasets/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const square = fromPoints({ name: "square", points: [[0, 0], [0, 1], [1, 0], [1, 1]] });
 * assert.equal(square.size, 4);
 * assert.throws(() => fromPoints({ name: "gap", points: [[0], [NaN]] }), /gap: row 1 is \[NaN\]/);
 * ```
 */
export function fromPoints(options: FromPointsOptions): FiniteDataset {
  const given = read("fromPoints", options, FROM_POINTS);
  const { name, points, shape, labels } = given;
  const dimension = given.dimension ?? rowLength(name, points);
  const flat = new Float32Array(isTyped(points) ? points : numbersOf(name, points, dimension));
  if (flat.length === 0 || flat.length % dimension !== 0) {
    throw new RangeError(
      `${name}'s points have shape [size, ${dimension}], size at least 1, ` +
        `but ${flat.length} numbers came.`,
    );
  }
  checkRows(name, flat, dimension);
  checkShape(name, shape, dimension);
  checkLabels(name, labels, flat.length / dimension);
  return finiteSet({
    ...{ name, dimension, extent: extents(flat, dimension) },
    ...(shape ? { shape } : {}),
    ...(labels ? { labels } : {}),
  }, flat);
}

function rowLength(name: string, points: FromPointsOptions["points"]): number {
  if (isTyped(points)) {
    throw new TypeError(`${name}: a typed array of points needs a dimension`);
  }
  if (points.length === 0) throw new RangeError(`${name} has at least one point, but none came.`);
  return checkedRow(name, points[0], 0).length;
}

/** All numbers of the rows, one after the other. */
function numbersOf(name: string, rows: Rows, dimension: number): number[] {
  return rows.flatMap((row, i) => checkedRow(name, row, i, dimension));
}

type Rows = readonly (readonly number[])[];

/** Arrays of big integers are typed arrays too, but hold no numbers. */
function isTyped(points: unknown): points is NumberArray {
  if (!ArrayBuffer.isView(points) || !("length" in points)) return false;
  return typeof (points as NumberArray)[0] !== "bigint";
}

function checkedRow(name: string, row: unknown, i: number, dimension?: number): readonly number[] {
  if (!Array.isArray(row) || row.some((value) => typeof value !== "number")) {
    throw new TypeError(
      `${name}'s row ${i} is an array of numbers, but ${shownValue(row)} came.`,
    );
  }
  if (dimension !== undefined && row.length !== dimension) {
    throw new RangeError(
      `${name}: expected rows of shape [${dimension}], row ${i} has [${row.length}]`,
    );
  }
  return row;
}

/** The range of each axis and a tenth of it on both sides. */
function extents(points: Float32Array, dimension: number): Extent[] {
  return rangesOf([points], dimension).map(([low, high]) => {
    const margin = (high - low) / 10 || 1;
    return [low - margin, high + margin];
  });
}
