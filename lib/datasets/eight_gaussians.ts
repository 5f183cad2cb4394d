import { checkNames } from "../checks/check_names.ts";
import { namesOf } from "../checks/names_of.ts";
import { mixture } from "./mixture.ts";
import type { EightGaussiansOptions } from "./options.ts";
import type { Dataset, Extent } from "./types.ts";

const OPTIONS = namesOf<EightGaussiansOptions>({ deviation: true });

const CENTRES = [[1, 1], [1, -1], [-1, 1], [-1, -1], [0, 1.42], [0, -1.42], [1.42, 0], [-1.42, 0]];

/**
 * GANConvergence's other set of "points": eight equal Gaussians at (+-1, +-1), (0, +-1.42) and (+-1.42, 0), nearly a ring (1.42 is not quite
 * the root of 2).
 *
 * @throws {RangeError} if the deviation is not positive, or if an option is unknown.
 * @throws {TypeError} if something else than options came, or an option is no number.
 *
 * @example
 * ```ts
 * import { eightGaussians } from "saddle/datasets/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(eightGaussians().modes!.weights.length, 8);
 * ```
 */
export function eightGaussians(options: EightGaussiansOptions = {}): Dataset {
  checkNames("eightGaussians", options, OPTIONS);
  const { deviation = .1 } = options;
  const axis: Extent = [-1.5 - 4 * deviation, 1.5 + 4 * deviation];
  return mixture({ name: "eight-gaussians", centres: CENTRES, deviation, extent: [axis, axis] });
}
