import { checkNames } from "../checks/check_names.ts";
import type { Random } from "../random/mod.ts";

/** Where a generator's inputs come from. */
export interface Latent {
  /** What it is: `"normal"`. */
  readonly name: string;
  /** Fills `out` with independent draws. */
  fill(random: Random, out: Float32Array): Float32Array;
}

/** Independent standard normal latents, N(0, I). */
export const normalLatent: Latent = {
  name: "normal",
  fill: (random, out) => random.normal(out),
};

/** Options of {@linkcode uniformLatent}. */
export interface UniformLatentOptions {
  /** The smallest value. Default 0. */
  readonly low?: number;
  /** What they stay below. Default 1. */
  readonly high?: number;
}

/**
 * Independent uniform latents. Default [0, 1) (GANConvergence); gan-pytorch takes [-1, 1).
 *
 * @throws {RangeError} If the ends are not finite or not in order, or an option does not exist.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { stream } from "saddle/random/mod.ts";
 * import { uniformLatent } from "saddle/training/mod.ts";
 *
 * const drawn = uniformLatent({ low: -1 }).fill(stream(1, 0, "latent"), new Float32Array(100));
 * assert.ok(drawn.every((z) => z >= -1 && z < 1) && drawn.some((z) => z < 0));
 * ```
 */
export function uniformLatent(options: UniformLatentOptions = {}): Latent {
  checkNames("A uniform latent", options, ["low", "high"]);
  const { low = 0, high = 1 } = options;
  if (!(Number.isFinite(low) && Number.isFinite(high) && low < high)) {
    throw new RangeError(`Uniform latents lie between finite ends, but [${low}, ${high}) came.`);
  }
  return {
    name: `uniform [${low}, ${high})`,
    fill: (random, out) => random.uniform(out, low, high),
  };
}

/** Latents that are all 1: with a linear generator without bias, the Dirac-GAN. */
export const onesLatent: Latent = { name: "ones", fill: (_, out) => out.fill(1) };
