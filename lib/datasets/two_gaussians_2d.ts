import { mixture } from "./mixture.ts";
import type { Dataset } from "./types.ts";

/**
 * gan_comparison's pair in the plane: equal Gaussians of deviation 0.5 at (1.5, 1.5) and (-1.5, -1.5). gan_comparison counts them on [-2, 2],
 * which cuts their outer sides off; a chart should show [-3.5, 3.5]. There it is a fixed set of 10,000 points, and 200 to compare with.
 *
 * @example
 * ```ts
 * import { twoGaussians2D } from "saddle/datasets/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual([...twoGaussians2D().modes!.centres], [1.5, 1.5, -1.5, -1.5]);
 * ```
 */
export function twoGaussians2D(): Dataset {
  return mixture({
    name: "two-gaussians-2d",
    centres: [[1.5, 1.5], [-1.5, -1.5]],
    deviation: .5,
    extent: [[-3.5, 3.5], [-3.5, 3.5]],
  });
}
