import { mixture } from "./mixture.ts";
import type { FourGaussiansOptions } from "./options.ts";
import type { Dataset, Extent } from "./types.ts";

/**
 * GANConvergence's first set of "points": four equal Gaussians at (+-1, +-1).
 *
 * @throws {RangeError} if the deviation is not positive.
 *
 * @example
 * ```ts
 * import { fourGaussians } from "saddle/datasets/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(fourGaussians().modes!.weights.length, 4);
 * ```
 */
export function fourGaussians({ deviation = .1 }: FourGaussiansOptions = {}): Dataset {
  const axis: Extent = [-1.1 - 4 * deviation, 1.1 + 4 * deviation];
  const centres = [[1, 1], [1, -1], [-1, 1], [-1, -1]];
  return mixture({ name: "four-gaussians", centres, deviation, extent: [axis, axis] });
}
