import { checkNames } from "../checks/check_names.ts";
import { namesOf } from "../checks/names_of.ts";
import { mixture } from "./mixture.ts";
import type { FourGaussiansOptions } from "./options.ts";
import type { Dataset, Extent } from "./types.ts";

const OPTIONS = namesOf<FourGaussiansOptions>({ deviation: true });

/**
 * GANConvergence's first set of "points": four equal Gaussians at (+-1, +-1).
 *
 * @throws {RangeError} if the deviation is not positive, or if an option is unknown.
 * @throws {TypeError} if something else than options came, or an option is no number.
 *
 * @example
 * ```ts
 * import { fourGaussians } from "saddle/datasets/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(fourGaussians().modes!.weights.length, 4);
 * ```
 */
export function fourGaussians(options: FourGaussiansOptions = {}): Dataset {
  checkNames("fourGaussians", options, OPTIONS);
  const { deviation = .1 } = options;
  const axis: Extent = [-1.1 - 4 * deviation, 1.1 + 4 * deviation];
  const centres = [[1, 1], [1, -1], [-1, 1], [-1, -1]];
  return mixture({ name: "four-gaussians", centres, deviation, extent: [axis, axis] });
}
