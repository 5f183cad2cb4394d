import { checkNames } from "../checks/check_names.ts";
import { checkCount } from "../checks/check_number.ts";
import { namesOf } from "../checks/names_of.ts";
import { mixture } from "./mixture.ts";
import type { GaussianOptions } from "./options.ts";
import type { Dataset } from "./types.ts";

const OPTIONS = namesOf<GaussianOptions>({ mean: true, deviation: true, dimension: true });

/**
 * A single round Gaussian.
 *
 * @throws {RangeError} if the deviation is not positive, or mean and dimension disagree, or if an option is unknown.
 * @throws {TypeError} if something else than options came, or an option is no number.
 *
 * @example
 * ```ts
 * import { gaussian } from "saddle/datasets/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const standard = gaussian();
 * assert.ok(Math.abs(standard.density!([0]) - 1 / Math.sqrt(2 * Math.PI)) < 1e-12);
 * assert.equal(gaussian({ mean: [1, 2] }).dimension, 2);
 * ```
 */
export function gaussian(options: GaussianOptions = {}): Dataset {
  checkNames("gaussian", options, OPTIONS);
  const { mean = 0, deviation = 1 } = options;
  const dimension = options.dimension ?? (typeof mean === "number" ? 1 : mean.length);
  checkCount("dimension", dimension, 1);
  const centre = typeof mean === "number" ? Array<number>(dimension).fill(mean) : mean;
  if (centre.length !== dimension) {
    throw new RangeError(
      `mean must have shape [${dimension}], the dimension, got [${centre.length}]`,
    );
  }
  return mixture({ name: "gaussian", centres: [centre], deviation });
}
