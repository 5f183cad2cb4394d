import { checkNames } from "../checks/check_names.ts";
import { checkCount, checkPositive } from "../checks/check_number.ts";
import { namesOf } from "../checks/names_of.ts";
import { mixture } from "./mixture.ts";
import type { GridOptions } from "./options.ts";
import type { Dataset, Extent } from "./types.ts";

const OPTIONS = namesOf<GridOptions>({ side: true, spacing: true, deviation: true });

/**
 * Equal Gaussians on a square grid around the origin. The defaults are the 25 Gaussians of PacGAN, VEEGAN and the WGAN-GP toy
 * code: centres {-4, -2, 0, 2, 4}^2, deviation 0.05 (the last divides all by 2.828: see `scaled`).
 *
 * @throws {RangeError} if side is not a positive integer, or spacing or deviation is not positive, or if an option is unknown.
 * @throws {TypeError} if something else than options came, or an option is no number.
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
  checkNames("grid", options, OPTIONS);
  const { side = 5, spacing = 2, deviation = .05 } = options;
  checkCount("side", side, 1);
  checkPositive("spacing", spacing);
  const places = Array.from({ length: side }, (_, k) => spacing * (k - (side - 1) / 2));
  const centres = places.flatMap((x) => places.map((y) => [x, y]));
  const half = places.at(-1)! + Math.max(spacing / 2, 4 * deviation);
  const axis: Extent = [-half, half];
  return mixture({ name: "grid", centres, deviation, extent: [axis, axis] });
}
