import { notNegative, read, type Spec } from "../options/mod.ts";
import { noisyCurve, trace } from "./noisy_curve.ts";
import type { Dataset } from "./types.ts";

/** The noise of two moons. */
export interface TwoMoonsOptions {
  /** The standard deviation of the normal noise on each axis. Default 0.05. */
  readonly noise?: number;
}

/** What fits {@linkcode TwoMoonsOptions}. */
export const TWO_MOONS = {
  noise: notNegative(0.05),
} satisfies Spec<TwoMoonsOptions>;

/**
 * Two half circles that reach into each other, scikit-learn's `make_moons`: (cos t, sin t) and
 * (1 - cos t, 0.5 - sin t) with t uniform on [0, pi], half of the data each, plus normal noise.
 *
 * @throws {RangeError} if the noise is negative.
 *
 * @example
 * ```ts
 * import { twoMoons } from "saddle/datasets/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const { density, manifold } = twoMoons();
 * assert.equal(manifold!.length, 2);
 * assert.ok(density!([0, 1]) > 10 * density!([0.5, 0.5])); // on a moon, and between
 * ```
 */
export function twoMoons(options: TwoMoonsOptions = {}): Dataset {
  const { noise } = read("twoMoons", options, TWO_MOONS);
  const moons = [
    (u: number) => [Math.cos(Math.PI * u), Math.sin(Math.PI * u)],
    (u: number) => [1 - Math.cos(Math.PI * u), .5 - Math.sin(Math.PI * u)],
  ];
  return noisyCurve({
    name: "two-moons",
    dimension: 2,
    pieces: moons.map((at) => ({ share: .5, speed: Math.PI, at })),
    deviation: noise,
    manifold: moons.map((at) => trace(at, 100)),
  });
}
