import { mixture } from "./mixture.ts";
import type { Dataset } from "./types.ts";

/**
 * gan_comparison's data of many modes on a line: six equal Gaussians of deviation 0.05 at -1, 0, 0.5, 0.75, 0.875 and 1, so that the last ones
 * run into each other; shown on [-1.5, 1.5]. There, exactly 2,000 points of a fixed set come from each, and 100
 * of the set to compare with; here each point chooses by itself.
 *
 * @example
 * ```ts
 * import { sixGaussians } from "saddle/datasets/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const { density } = sixGaussians();
 * assert.ok(density!([0.9]) > density!([0]) && density!([-0.5]) < 1e-20);
 * ```
 */
export function sixGaussians(): Dataset {
  return mixture({
    name: "six-gaussians",
    centres: [[-1], [0], [.5], [.75], [.875], [1]],
    deviation: .05,
    extent: [[-1.5, 1.5]],
  });
}
