import { count, positive, read, type Spec } from "../options/mod.ts";
import { mixture } from "./mixture.ts";
import type { Dataset, Extent } from "./types.ts";

/** The size of a grid. */
export interface GridOptions {
  /** How many Gaussians along each side. Default 5: 25 in all. At most 300. */
  readonly side?: number;
  /** The distance between neighbours. Default 2. */
  readonly spacing?: number;
  /** The standard deviation of each along each axis. Default 0.05. */
  readonly deviation?: number;
}

/** What fits {@linkcode GridOptions}. */
export const GRID = {
  side: count(5, { most: 300 }),
  spacing: positive(2),
  deviation: positive(0.05),
} satisfies Spec<GridOptions>;

/**
 * Equal Gaussians on a square grid around the origin. The defaults are the 25 Gaussians of PacGAN,
 * VEEGAN and the WGAN-GP toy code: centres {-4, -2, 0, 2, 4}^2, deviation 0.05 (the last divides
 * all by 2.828: see `scaled`).
 *
 * @throws {RangeError} if side is not a positive integer, or spacing or deviation is not positive.
 *
 * @example
 * ```ts
 * import { grid } from "saddle/datasets/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const { centres } = grid().modes!;
 * assert.equal(centres.length, 25 * 2);
 * assert.deepEqual([...centres.slice(0, 4)], [-4, -4, -4, -2]);
 * ```
 */
export function grid(options: GridOptions = {}): Dataset {
  const { side, spacing, deviation } = read("grid", options, GRID);
  const places = Array.from({ length: side }, (_, k) => spacing * (k - (side - 1) / 2));
  const centres = places.flatMap((x) => places.map((y) => [x, y]));
  const half = places.at(-1)! + Math.max(spacing / 2, 4 * deviation);
  const axis: Extent = [-half, half];
  return mixture({ name: "grid", centres, deviation, extent: [axis, axis] });
}
