import { mixture } from "./mixture.ts";
import type { Dataset } from "./types.ts";

/**
 * gan_comparison's simplest data: N(0.4, 0.05^2) on a line, shown on [-1.5, 1.5]. There it is a fixed set of 10,000 points,
 * and 500 to compare with. Any other Gaussian: see `gaussian`.
 *
 * @example
 * ```ts
 * import { singleGaussian } from "saddle/datasets/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(singleGaussian().modes!.deviation, 0.05);
 * ```
 */
export function singleGaussian(): Dataset {
  return mixture({
    name: "single-gaussian",
    centres: [[.4]],
    deviation: .05,
    extent: [[-1.5, 1.5]],
  });
}
