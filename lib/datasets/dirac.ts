import { count, finite, read, type Spec } from "../options/mod.ts";
import { checkDraw } from "./check.ts";
import type { Dataset } from "./types.ts";

/** Where the point is. */
export interface DiracOptions {
  /** The value of every coordinate. Default 0. */
  readonly at?: number;
  /** How many coordinates. Default 1. At most 1,000,000. */
  readonly dimension?: number;
}

/** What fits {@linkcode DiracOptions}. */
export const DIRAC = {
  at: finite(0),
  dimension: count(1, { most: 1_000_000 }),
} satisfies Spec<DiracOptions>;

/**
 * All data in one point: the data of the Dirac-GAN (Mescheder, Geiger and Nowozin 2018). It has no
 * density. With GANConvergence's `dirac_noise` the data are `gaussian({ deviation: 0.1 })`.
 *
 * @throws {RangeError} if `at` is not finite or the dimension is not a positive integer.
 *
 * @example
 * ```ts
 * import { dirac } from "saddle/datasets/mod.ts";
 * import { stream } from "saddle/random/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual([...dirac({ at: 2 }).sample(stream(1, 0, "data"), 3)], [2, 2, 2]);
 * ```
 */
export function dirac(options: DiracOptions = {}): Dataset {
  const { at, dimension } = read("dirac", options, DIRAC);
  return {
    name: "dirac",
    dimension,
    sample(random, n) {
      checkDraw("dirac", random, n);
      return new Float32Array(n * dimension).fill(at);
    },
    extent: Array.from({ length: dimension }, () => [at - 2, at + 2] as const),
  };
}
