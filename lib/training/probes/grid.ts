import type { Dataset } from "../../datasets/mod.ts";
import { checkArgument, count, pair, part, read, type Spec } from "../../options/mod.ts";

/** A regular grid of points on which a critic is looked at. */
export interface Grid {
  /** First and last x. */
  readonly x: readonly [number, number];
  /** First and last y; `[0, 0]` for a grid on a line. */
  readonly y: readonly [number, number];
  /** Points along x. At most 10,000. */
  readonly nx: number;
  /** Points along y; 1 on a line. At most 10,000. */
  readonly ny: number;
}

/** What fits {@linkcode Grid}. */
export const GRID = {
  x: pair(),
  y: pair(),
  nx: count(undefined, { most: 10_000 }),
  ny: count(undefined, { most: 10_000 }),
} satisfies Spec<Grid>;

/** What {@linkcode gridOf} shows. */
const SHOWN = part<Pick<Dataset, "dimension" | "extent">>("a data set", "extent");

/**
 * The grid that shows a data set: 41 x 41 points in the plane, 201 on a line; none in space.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { ring } from "saddle/datasets/mod.ts";
 * import { gridOf } from "saddle/training/mod.ts";
 *
 * const { x, nx, ny } = gridOf(ring())!;
 * assert.deepEqual(x, ring().extent[0]);
 * assert.deepEqual([nx, ny], [41, 41]);
 * ```
 */
export function gridOf(dataset: Pick<Dataset, "dimension" | "extent">): Grid | undefined {
  checkArgument("gridOf", "dataset", dataset, SHOWN);
  const { dimension, extent } = dataset;
  const [x, y] = extent;
  if (dimension === 1) return { x: x!, y: [0, 0], nx: 201, ny: 1 };
  if (dimension === 2) return { x: x!, y: y!, nx: 41, ny: 41 };
  return undefined;
}

/**
 * The points of a grid, row by row from the lowest y: `[ny * nx, dimension]`. Coordinates beyond
 * the second are 0.
 *
 * @throws {RangeError} If `nx` or `ny` is not a positive whole number, an end is not finite, or it
 * has something that a grid does not.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { gridPoints } from "saddle/training/mod.ts";
 *
 * const points = gridPoints({ x: [-1, 1], y: [0, 5], nx: 3, ny: 2 }, 2);
 * assert.deepEqual([...points], [-1, 0, 0, 0, 1, 0, -1, 5, 0, 5, 1, 5]);
 * ```
 */
export function gridPoints(grid: Grid, dimension: number): Float32Array {
  const { x, y, nx, ny } = read("grid", grid, GRID);
  checkArgument("gridPoints", "dimension", dimension, count());
  const at = ([low, high]: readonly [number, number], i: number, n: number) =>
    n === 1 ? low : low + (high - low) * i / (n - 1);
  const points = new Float32Array(nx * ny * dimension);
  for (let row = 0; row < ny; row++) {
    for (let column = 0; column < nx; column++) {
      const from = (row * nx + column) * dimension;
      points[from] = at(x, column, nx);
      if (dimension > 1) points[from + 1] = at(y, row, ny);
    }
  }
  return points;
}
