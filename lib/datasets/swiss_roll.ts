import { finite, notNegative, positive, read, type Spec } from "../options/mod.ts";
import { noisyCurve, trace } from "./noisy_curve.ts";
import type { Dataset } from "./types.ts";

/** The noise and the size of a rolled line. */
export interface SwissRollOptions {
  /**
   * The standard deviation of the normal noise on each axis, before scaling, as in
   * scikit-learn. Default 0.
   */
  readonly noise?: number;
  /** What scikit-learn's coordinates are multiplied by. Default 0.1. */
  readonly scale?: number;
  /** What is then added to both. Default -0.5. */
  readonly offset?: number;
}

/** What fits {@linkcode SwissRollOptions}. */
export const SWISS_ROLL = {
  noise: notNegative(0),
  scale: positive(0.1),
  offset: finite(-0.5),
} satisfies Spec<SwissRollOptions>;

/**
 * The rolled line of scikit-learn's `make_swiss_roll`, seen from its end (columns 0 and 2): t
 * (cos t, sin t) with t uniform on [1.5 pi, 4.5 pi], plus normal noise; then times `scale`, plus
 * `offset`. The defaults are GANConvergence's: no noise, scale 0.1, offset -0.5. The WGAN-GP toy
 * code has `{ noise: 0.25, scale: 1 / 7.5, offset: 0 }`.
 *
 * Without noise the data have no density, only the curve: `manifold`.
 *
 * @throws {RangeError} if the noise is negative, the scale not positive or the offset not finite.
 *
 * @example
 * ```ts
 * import { swissRoll } from "saddle/datasets/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const [curve] = swissRoll().manifold!;
 * assert.ok(Math.abs(curve![1]! - (-0.15 * Math.PI - 0.5)) < 1e-6); // it starts at t = 1.5 pi, straight below
 * assert.equal(swissRoll().density, undefined);
 * assert.ok(swissRoll({ noise: 0.25 }).density!([0, 0]) > 0);
 * ```
 */
export function swissRoll(options: SwissRollOptions = {}): Dataset {
  const { noise, scale, offset } = read("swissRoll", options, SWISS_ROLL);
  const from = 1.5 * Math.PI, to = 4.5 * Math.PI;
  const at = (u: number) => {
    const t = from + u * (to - from);
    return [offset + scale * t * Math.cos(t), offset + scale * t * Math.sin(t)];
  };
  return noisyCurve({
    name: "swiss-roll",
    dimension: 2,
    pieces: [{ share: 1, speed: scale * (to - from) * Math.hypot(1, to), at }],
    deviation: scale * noise,
    manifold: [trace(at, 400)],
  });
}
