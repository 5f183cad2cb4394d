import {
  checkArgument,
  finite,
  flag,
  list,
  notNegative,
  own,
  read,
  type Spec,
  text,
} from "../options/mod.ts";
import { noisyCurve, type Piece } from "./noisy_curve.ts";
import type { Dataset } from "./types.ts";

/** The line that data lie on. */
export interface CurveOptions {
  /** What charts and errors call it. Default "curve". */
  readonly name?: string;
  /** The points that the line joins in this order: at least two, all of the same dimension. */
  readonly points: readonly (readonly number[])[];
  /** Whether the line goes on from the last point to the first. Default false. */
  readonly closed?: boolean;
  /**
   * The standard deviation of the normal noise on each axis. Default 0: the data lie on the line.
   */
  readonly noise?: number;
}

/** What fits {@linkcode CurveOptions}. */
export const CURVE = {
  name: text("curve"),
  points: own({
    fits: "a list of points, each a list of numbers",
    kind: { list: { list: "number" } },
    is: (value) => Array.isArray(value) && value.every((point) => Array.isArray(point)),
  }),
  closed: flag(false),
  noise: notNegative(0),
} satisfies Spec<CurveOptions>;

/**
 * Data spread evenly along a line through given points, in any dimension, plus normal noise.
 *
 * @throws {RangeError} if there are fewer than two points, if they differ in dimension or hold a
 * number that is not finite (the point is named), if the line has no length, or the noise is
 * negative.
 * @throws {TypeError} if the points are not rows of numbers.
 *
 * @example
 * ```ts
 * import { curve } from "saddle/datasets/mod.ts";
 * import { stream } from "saddle/random/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const triangle = curve({ name: "triangle", points: [[0, 0], [4, 0], [4, 3]], closed: true });
 * const x = triangle.sample(stream(1, 0, "data"), 1200); // 400 or so on the side of length 4 of 12
 * const bottom = x.filter((value, i) => i % 2 === 1 && value === 0).length;
 * assert.ok(bottom > 300 && bottom < 500);
 * ```
 */
export function curve(options: CurveOptions): Dataset {
  const { name, points, closed, noise } = read("curve", options, CURVE);
  const dimension = checkVertices(name, points);
  const vertices = closed ? [...points, points[0]!] : points;
  const sides = vertices.slice(1).map((end, i) => {
    const start = vertices[i]!;
    return { start, end, length: Math.hypot(...end.map((x, axis) => x - start[axis]!)) };
  }).filter(({ length }) => length > 0);
  const total = sides.reduce((sum, { length }) => sum + length, 0);
  if (total === 0) throw new RangeError(`${name}: all points are the same: the line has no length`);
  const pieces = sides.map(({ start, end, length }): Piece => ({
    share: length / total,
    speed: length,
    at: (u) => start.map((x, axis) => x + u * (end[axis]! - x)),
  }));
  const manifold = [Float32Array.from(vertices.flat())];
  return noisyCurve({ name, dimension, pieces, deviation: noise, manifold });
}

function checkVertices(name: string, points: CurveOptions["points"]): number {
  const dimension = points[0]?.length ?? 0;
  if (points.length < 2 || dimension === 0) {
    throw new RangeError(
      `${name}'s points have shape [at least 2, dimension], ` +
        `but [${points.length}, ${dimension}] came.`,
    );
  }
  points.forEach((point, i) => {
    if (point.length !== dimension) {
      throw new RangeError(
        `${name}: point 0 has shape [${dimension}], but point ${i} has [${point.length}]`,
      );
    }
    checkArgument<readonly number[]>(name, `point ${i}`, point, list(finite()));
  });
  return dimension;
}
