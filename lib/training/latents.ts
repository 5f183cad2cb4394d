import { finite, misfit, type Option, part, read, type Spec } from "../options/mod.ts";
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

/** What fits {@linkcode UniformLatentOptions}. */
export const UNIFORM_LATENT = {
  low: finite(0),
  high: finite(1),
} satisfies Spec<UniformLatentOptions>;

/**
 * Independent uniform latents. Default [0, 1) (GANConvergence); gan-pytorch takes [-1, 1).
 *
 * @throws {RangeError} If the ends are not finite or not in order.
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
  const { low, high } = read("uniformLatent", options, UNIFORM_LATENT);
  if (high <= low) throw misfit("uniformLatent", "high", `a number above low, ${low}`, high);
  return {
    name: `uniform [${low}, ${high})`,
    fill: (random, out) => random.uniform(out, low, high),
  };
}

/** Latents that are all 1: with a linear generator without bias, the Dirac-GAN. */
export const onesLatent: Latent = { name: "ones", fill: (_, out) => out.fill(1) };

/** What fits where latents are asked for; arrays can be filled too, and have no name. */
export const aLatent: Option<Latent> = part("a kind of latents", ["fill", "name"]);
