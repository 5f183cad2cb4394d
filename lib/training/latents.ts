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

/** Independent uniform latents. Default [0, 1) (GANConvergence); gan-pytorch takes [-1, 1). */
export function uniformLatent(
  { low = 0, high = 1 }: { readonly low?: number; readonly high?: number } = {},
): Latent {
  return {
    name: `uniform [${low}, ${high})`,
    fill: (random, out) => random.uniform(out, low, high),
  };
}

/** Latents that are all 1: with a linear generator without bias, the Dirac-GAN. */
export const onesLatent: Latent = { name: "ones", fill: (_, out) => out.fill(1) };
