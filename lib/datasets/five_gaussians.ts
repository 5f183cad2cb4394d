import { checkNames } from "../checks/check_names.ts";
import { namesOf } from "../checks/names_of.ts";
import { mixture } from "./mixture.ts";
import type { FiveGaussiansOptions } from "./options.ts";
import type { Dataset, Extent } from "./types.ts";

const OPTIONS = namesOf<FiveGaussiansOptions>({ deviation: true });

const CENTRES = [[0, 1.08], [1, .41], [-1, .41], [.6, -.9], [-.6, -.9]];

/**
 * GANConvergence's "points": five equal Gaussians at the corners of a (nearly regular) pentagon, (0, 1.08), (+-1, 0.41),
 * (+-0.6, -0.9).
 *
 * @throws {RangeError} if the deviation is not positive, or if an option is unknown.
 * @throws {TypeError} if something else than options came, or an option is no number.
 *
 * @example
 * ```ts
 * import { fiveGaussians } from "saddle/datasets/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(fiveGaussians().modes!.weights.length, 5);
 * ```
 */
export function fiveGaussians(options: FiveGaussiansOptions = {}): Dataset {
  checkNames("fiveGaussians", options, OPTIONS);
  const { deviation = .1 } = options;
  const axis: Extent = [-1.1 - 4 * deviation, 1.1 + 4 * deviation];
  return mixture({ name: "five-gaussians", centres: CENTRES, deviation, extent: [axis, axis] });
}
