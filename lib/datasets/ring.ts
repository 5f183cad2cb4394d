import { count, positive, read, type Spec } from "../options/mod.ts";
import { mixture } from "./mixture.ts";
import type { Dataset, Extent } from "./types.ts";

/** The size of a ring. */
export interface RingOptions {
  /** How many Gaussians. Default 8. At most 100,000. */
  readonly modes?: number;
  /** The radius of the circle they sit on. Default 1. */
  readonly radius?: number;
  /** The standard deviation of each along each axis. Default 0.01. */
  readonly deviation?: number;
}

/** What fits {@linkcode RingOptions}. */
export const RING = {
  modes: count(8, { most: 100_000 }),
  radius: positive(1),
  deviation: positive(0.01),
} satisfies Spec<RingOptions>;

/**
 * Equal Gaussians on a circle, the k-th at the angle 2 pi k / modes. The defaults are PacGAN's ring
 * (Lin et al. 2018, section 4.1). gan_comparison's circle is `ring({ modes: 10, deviation: 0.1 })`.
 *
 * @throws {RangeError} if modes is not a positive integer, or radius or deviation is not positive.
 *
 * @example
 * ```ts
 * import { ring } from "saddle/datasets/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const { centres, weights } = ring().modes!;
 * assert.equal(centres.length, 8 * 2);
 * assert.ok(weights.every((weight) => weight === 1 / 8));
 * ```
 */
export function ring(options: RingOptions = {}): Dataset {
  const { modes, radius, deviation } = read("ring", options, RING);
  const half = radius + Math.max(radius / 2, 4 * deviation);
  const centres = Array.from({ length: modes }, (_, k) => {
    const angle = 2 * Math.PI * k / modes;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
  const axis: Extent = [-half, half];
  return mixture({ name: "ring", centres, deviation, extent: [axis, axis] });
}
