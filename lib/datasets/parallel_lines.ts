import { finite, misfit, oneOrList, read, type Spec } from "../options/mod.ts";
import { noisyCurve } from "./noisy_curve.ts";
import type { Dataset } from "./types.ts";

/** Where the lines are. */
export interface ParallelLinesOptions {
  /**
   * The first coordinate of the line, or of each of several; each has the same share of the data.
   * Default 0: one line.
   */
  readonly at?: number | readonly number[];
}

/** What fits {@linkcode ParallelLinesOptions}. */
export const PARALLEL_LINES = {
  at: oneOrList(finite(), 0),
} satisfies Spec<ParallelLinesOptions>;

/**
 * Upright lines of length 1 in the plane: (x, Z) with Z uniform on [0, 1) and x one of the given
 * places. With one place it is the example of the Wasserstein GAN paper (Arjovsky, Chintala and
 * Bottou 2017, example 1): between the lines at 0 and at theta the Jensen-Shannon divergence is ln
 * 2 for every theta but 0, while the Wasserstein-1 distance is |theta|.
 *
 * @throws {RangeError} if there is no place or one is not finite.
 *
 * @example
 * ```ts
 * import { parallelLines } from "saddle/datasets/mod.ts";
 * import { stream } from "saddle/random/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const [x, z] = parallelLines({ at: 0.5 }).sample(stream(1, 0, "data"), 1);
 * assert.equal(x, 0.5);
 * assert.ok(z! >= 0 && z! <= 1);
 * assert.equal(parallelLines({ at: [0, 1, 2] }).manifold!.length, 3);
 * ```
 */
export function parallelLines(options: ParallelLinesOptions = {}): Dataset {
  const { at } = read("parallelLines", options, PARALLEL_LINES);
  const places = typeof at === "number" ? [at] : at;
  if (places.length === 0) {
    throw misfit("parallelLines", "at", "a finite number, or a list of at least one", at);
  }
  return noisyCurve({
    name: "parallel-lines",
    dimension: 2,
    pieces: places.map((x) => ({ share: 1 / places.length, speed: 1, at: (u) => [x, u] })),
    deviation: 0,
    manifold: places.map((x) => Float32Array.of(x, 0, x, 1)),
  });
}
