import {
  count,
  finite,
  misfit,
  oneOrList,
  open,
  positive,
  read,
  type Spec,
} from "../options/mod.ts";
import { mixture } from "./mixture.ts";
import type { Dataset } from "./types.ts";

/** Where the Gaussian is and how wide. */
export interface GaussianOptions {
  /** The mean: one number for all axes, or one for each. Default 0. */
  readonly mean?: number | readonly number[];
  /** The standard deviation along each axis. Default 1. */
  readonly deviation?: number;
  /** How many axes. Default: as many as `mean` has numbers, else 1. At most 1,000,000. */
  readonly dimension?: number;
}

/** What fits {@linkcode GaussianOptions}. */
export const GAUSSIAN = {
  mean: oneOrList(finite(), 0),
  deviation: positive(1),
  dimension: open(count(undefined, { most: 1_000_000 })),
} satisfies Spec<GaussianOptions>;

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
  const given = read("gaussian", options, GAUSSIAN);
  const { mean, deviation } = given;
  const dimension = given.dimension ?? (typeof mean === "number" ? 1 : mean.length);
  const centre = typeof mean === "number" ? Array<number>(dimension).fill(mean) : mean;
  if (centre.length !== dimension) {
    throw misfit("gaussian", "mean", `of shape [${dimension}], the dimension`, centre);
  }
  return mixture({ name: "gaussian", centres: [centre], deviation });
}
