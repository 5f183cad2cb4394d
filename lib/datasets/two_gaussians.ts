import { mixture } from "./mixture.ts";
import type { Dataset } from "./types.ts";

/**
 * gan_comparison's data in one dimension: half N(-0.5, 0.3^2), half N(0.5, 0.2^2), shown on [-1.5, 1.5]. There, exactly half of a fixed set (10,000
 * points to train with, 500 to compare with) comes from each Gaussian; here each point chooses by itself. The deviations differ, so there are no
 * `modes`.
 *
 * @example
 * ```ts
 * import { twoGaussians } from "saddle/datasets/mod.ts";
 * import assert from "node:assert/strict";
 *
 * // The narrower bump is the higher one.
 * assert.ok(twoGaussians().density!([0.5]) > twoGaussians().density!([-0.5]));
 * ```
 */
export function twoGaussians(): Dataset {
  return mixture({
    name: "two-gaussians",
    centres: [[-.5], [.5]],
    deviation: [.3, .2],
    extent: [[-1.5, 1.5]],
  });
}
