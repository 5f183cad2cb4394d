import { checkNotNegative } from "./_check.ts";
import { noisyCurve, trace } from "./_noisy_curve.ts";
import type { TwoMoonsOptions } from "./options.ts";
import type { Dataset } from "./types.ts";

/**
 * Two half circles that reach into each other, scikit-learn's `make_moons`: (cos t, sin t) and (1 - cos t, 0.5 - sin t) with t
 * uniform on [0, pi], half of the data each, plus normal noise.
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
export function twoMoons({ noise = .05 }: TwoMoonsOptions = {}): Dataset {
  checkNotNegative("noise", noise);
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
