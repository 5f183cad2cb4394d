import { checkCount } from "./_check.ts";
import { mixture } from "./mixture.ts";
import type { GaussianOptions } from "./options.ts";
import type { Dataset } from "./types.ts";

/**
 * A single round Gaussian.
 *
 * @throws {RangeError} if the deviation is not positive, or mean and dimension disagree.
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
