import { mixture } from "./mixture.ts";
import type { FiveGaussiansOptions } from "./options.ts";
import type { Dataset, Extent } from "./types.ts";

const CENTRES = [[0, 1.08], [1, .41], [-1, .41], [.6, -.9], [-.6, -.9]];

/**
 * GANConvergence's "points": five equal Gaussians at the corners of a (nearly regular) pentagon, (0, 1.08), (+-1, 0.41),
 * (+-0.6, -0.9).
 *
 * @throws {RangeError} if the deviation is not positive.
 *
 * @example
 * ```ts
 * import { fiveGaussians } from "saddle/datasets/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(fiveGaussians().modes!.weights.length, 5);
 * ```
 */
export function fiveGaussians({ deviation = .1 }: FiveGaussiansOptions = {}): Dataset {
  const axis: Extent = [-1.1 - 4 * deviation, 1.1 + 4 * deviation];
  return mixture({ name: "five-gaussians", centres: CENTRES, deviation, extent: [axis, axis] });
}
