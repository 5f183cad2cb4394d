import { count, notNegative, positive, read, type Spec } from "../options/mod.ts";
import { noisyCurve, trace } from "./noisy_curve.ts";
import type { Dataset } from "./types.ts";

/** The shape of spirals. */
export interface SpiralsOptions {
  /** How many arms, equal and evenly turned. Default 2. At most 100,000. */
  readonly arms?: number;
  /** How often an arm would go round between the centre and its outer end. Default 1.5. */
  readonly turns?: number;
  /** The distance of the outer ends from the centre. Default 1. */
  readonly radius?: number;
  /** The standard deviation of the normal noise on each axis. Default 0.02. */
  readonly noise?: number;
}

/** What fits {@linkcode SpiralsOptions}. */
export const SPIRALS = {
  arms: count(2, { most: 100_000 }),
  turns: positive(1.5),
  radius: positive(1),
  noise: notNegative(0.02),
} satisfies Spec<SpiralsOptions>;

/**
 * Arms of Archimedes' spiral around one centre, plus normal noise. On arm k the point at distance r
 * from the centre has the angle 2 pi (k / arms + turns r / radius). r runs from a fifth of the
 * radius to the radius with r^2 uniform, so that the data are about equally dense along an arm.
 *
 * @throws {RangeError} if arms is not a positive integer, turns or radius is not positive, or the
 * noise is negative.
 *
 * @example
 * ```ts
 * import { spirals } from "saddle/datasets/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const { density, manifold } = spirals({ arms: 3 });
 * assert.equal(manifold!.length, 3);
 * const [x, y] = manifold![0]!.slice(-2); // the outer end of the first arm
 * assert.ok(density!([x!, y!]) > 0.1);
 * ```
 */
export function spirals(options: SpiralsOptions = {}): Dataset {
  const { arms, turns, radius, noise } = read("spirals", options, SPIRALS);
  const arm = (k: number) => (u: number) => {
    const share = Math.sqrt((1 + 24 * u) / 25), angle = 2 * Math.PI * (k / arms + turns * share);
    return [radius * share * Math.cos(angle), radius * share * Math.sin(angle)];
  };
  const all = Array.from({ length: arms }, (_, k) => arm(k));
  // d share / du is at most 2.4, at the inner end; the angle adds at most 2 pi turns share d share
  // / du = 0.96 pi turns.
  const speed = radius * Math.hypot(2.4, .96 * Math.PI * turns);
  return noisyCurve({
    name: "spirals",
    dimension: 2,
    pieces: all.map((at) => ({ share: 1 / arms, speed, at })),
    deviation: noise,
    manifold: all.map((at) => trace(at, 200)),
  });
}
