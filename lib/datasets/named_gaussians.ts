import { positive, read, type Spec } from "../options/mod.ts";
import { mixture } from "./mixture.ts";
import { RING, type RingOptions } from "./ring.ts";
import type { Dataset, Extent } from "./types.ts";

/** The width of GANConvergence's Gaussians. */
export interface FourGaussiansOptions {
  /** The standard deviation of each along each axis. Default 0.1. */
  readonly deviation?: number;
}

/** The width of the five Gaussians, as of the four. */
export type FiveGaussiansOptions = FourGaussiansOptions;

/** The width of the eight Gaussians, as of the four. */
export type EightGaussiansOptions = FourGaussiansOptions;

/** What fits {@linkcode FourGaussiansOptions}. */
export const GAUSSIANS = { deviation: positive(0.1) } satisfies Spec<FourGaussiansOptions>;

/** What fits the options of {@linkcode ringOfSeven}. */
export const RING_OF_SEVEN = {
  radius: RING.radius,
  deviation: RING.deviation,
} satisfies Spec<Omit<RingOptions, "modes">>;

/**
 * gan_comparison's data in one dimension: half N(-0.5, 0.3^2), half N(0.5, 0.2^2), shown on
 * [-1.5, 1.5]. There, exactly half of a fixed set (10,000 points to train with, 500 to compare
 * with) comes from each Gaussian; here each point chooses by itself. The deviations differ, so
 * there are no `modes`.
 *
 * @example
 * ```ts
 * import { twoGaussians } from "saddle/datasets/mod.ts";
 * import assert from "node:assert/strict";
 *
 * // The narrower bump is the higher one.
 * assert.ok(twoGaussians().density!([0.5]) > twoGaussians().density!([-0.5]));
 * ```
 */
export function twoGaussians(): Dataset {
  return mixture({
    name: "two-gaussians",
    centres: [[-.5], [.5]],
    deviation: [.3, .2],
    extent: [[-1.5, 1.5]],
  });
}

/**
 * gan_comparison's pair in the plane: equal Gaussians of deviation 0.5 at (1.5, 1.5) and
 * (-1.5, -1.5). gan_comparison counts them on [-2, 2], which cuts their outer sides off; a chart
 * should show [-3.5, 3.5]. There it is a fixed set of 10,000 points, and 200 to compare with.
 *
 * @example
 * ```ts
 * import { twoGaussians2D } from "saddle/datasets/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual([...twoGaussians2D().modes!.centres], [1.5, 1.5, -1.5, -1.5]);
 * ```
 */
export function twoGaussians2D(): Dataset {
  return mixture({
    name: "two-gaussians-2d",
    centres: [[1.5, 1.5], [-1.5, -1.5]],
    deviation: .5,
    extent: [[-3.5, 3.5], [-3.5, 3.5]],
  });
}

/**
 * gan_comparison's simplest data: N(0.4, 0.05^2) on a line, shown on [-1.5, 1.5]. There it is a
 * fixed set of 10,000 points, and 500 to compare with. Any other Gaussian: see `gaussian`.
 *
 * @example
 * ```ts
 * import { singleGaussian } from "saddle/datasets/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(singleGaussian().modes!.deviation, 0.05);
 * ```
 */
export function singleGaussian(): Dataset {
  return mixture({
    name: "single-gaussian",
    centres: [[.4]],
    deviation: .05,
    extent: [[-1.5, 1.5]],
  });
}

/**
 * GANConvergence's first set of "points": four equal Gaussians at (+-1, +-1).
 *
 * @throws {RangeError} if the deviation is not positive.
 *
 * @example
 * ```ts
 * import { fourGaussians } from "saddle/datasets/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(fourGaussians().modes!.weights.length, 4);
 * ```
 */
export function fourGaussians(options: FourGaussiansOptions = {}): Dataset {
  const { deviation } = read("fourGaussians", options, GAUSSIANS);
  const axis: Extent = [-1.1 - 4 * deviation, 1.1 + 4 * deviation];
  const centres = [[1, 1], [1, -1], [-1, 1], [-1, -1]];
  return mixture({ name: "four-gaussians", centres, deviation, extent: [axis, axis] });
}

const FIVE = [[0, 1.08], [1, .41], [-1, .41], [.6, -.9], [-.6, -.9]];

/**
 * GANConvergence's "points": five equal Gaussians at the corners of a (nearly regular) pentagon,
 * (0, 1.08), (+-1, 0.41), (+-0.6, -0.9).
 *
 * @throws {RangeError} if the deviation is not positive.
 *
 * @example
 * ```ts
 * import { fiveGaussians } from "saddle/datasets/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(fiveGaussians().modes!.weights.length, 5);
 * ```
 */
export function fiveGaussians(options: FiveGaussiansOptions = {}): Dataset {
  const { deviation } = read("fiveGaussians", options, GAUSSIANS);
  const axis: Extent = [-1.1 - 4 * deviation, 1.1 + 4 * deviation];
  return mixture({ name: "five-gaussians", centres: FIVE, deviation, extent: [axis, axis] });
}

/**
 * gan_comparison's data of many modes on a line: six equal Gaussians of deviation 0.05 at -1, 0,
 * 0.5, 0.75, 0.875 and 1, so that the last ones run into each other; shown on [-1.5, 1.5]. There,
 * exactly 2,000 points of a fixed set come from each, and 100 of the set to compare with; here each
 * point chooses by itself.
 *
 * @example
 * ```ts
 * import { sixGaussians } from "saddle/datasets/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const { density } = sixGaussians();
 * assert.ok(density!([0.9]) > density!([0]) && density!([-0.5]) < 1e-20);
 * ```
 */
export function sixGaussians(): Dataset {
  return mixture({
    name: "six-gaussians",
    centres: [[-1], [0], [.5], [.75], [.875], [1]],
    deviation: .05,
    extent: [[-1.5, 1.5]],
  });
}

const EIGHT = [[1, 1], [1, -1], [-1, 1], [-1, -1], [0, 1.42], [0, -1.42], [1.42, 0], [-1.42, 0]];

/**
 * GANConvergence's other set of "points": eight equal Gaussians at (+-1, +-1), (0, +-1.42) and
 * (+-1.42, 0), nearly a ring (1.42 is not quite the root of 2).
 *
 * @throws {RangeError} if the deviation is not positive.
 *
 * @example
 * ```ts
 * import { eightGaussians } from "saddle/datasets/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(eightGaussians().modes!.weights.length, 8);
 * ```
 */
export function eightGaussians(options: EightGaussiansOptions = {}): Dataset {
  const { deviation } = read("eightGaussians", options, GAUSSIANS);
  const axis: Extent = [-1.5 - 4 * deviation, 1.5 + 4 * deviation];
  return mixture({ name: "eight-gaussians", centres: EIGHT, deviation, extent: [axis, axis] });
}

/**
 * The "ring of 8 Gaussians" that has 7: the data set of the unrolled-GAN, VEEGAN and GDPP code.
 *
 * There the angles are linspace(0, 2 pi, 8), which includes its end point, so the first and the
 * last Gaussian sit on one place. What is sampled is 7 Gaussians at the angles 2 pi k / 7, the one
 * at angle 0 with twice the weight of the others: 2/8. PacGAN's ring is right: see `ring`.
 *
 * @throws {RangeError} if radius or deviation is not positive.
 *
 * @example
 * ```ts
 * import { ringOfSeven } from "saddle/datasets/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const { weights } = ringOfSeven().modes!;
 * assert.deepEqual([...weights], [2 / 8, 1 / 8, 1 / 8, 1 / 8, 1 / 8, 1 / 8, 1 / 8]);
 * ```
 */
export function ringOfSeven(options: Omit<RingOptions, "modes"> = {}): Dataset {
  const { radius, deviation } = read("ringOfSeven", options, RING_OF_SEVEN);
  const half = radius + Math.max(radius / 2, 4 * deviation);
  const axis: Extent = [-half, half];
  const centres = Array.from({ length: 7 }, (_, k) => {
    const angle = 2 * Math.PI * k / 7;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
  const weights = centres.map((_, k) => k === 0 ? 2 : 1);
  return mixture({ name: "ring-of-seven", centres, weights, deviation, extent: [axis, axis] });
}

/**
 * gan_comparison's "circle", its data in the plane: ten equal Gaussians of deviation 0.1 on
 * the unit circle, at the angles 2 pi k / 10, shown on [-2, 2]. It is
 * `ring({ modes: 10, deviation: 0.1 })` with that window. There, exactly a tenth of a fixed
 * set (10,000 points to train with, 200 to compare with) comes from each; here each point
 * chooses by itself.
 *
 * @example
 * ```ts
 * import { ring, ringOfTen } from "saddle/datasets/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(ringOfTen().modes, ring({ modes: 10, deviation: 0.1 }).modes);
 * ```
 */
export function ringOfTen(): Dataset {
  return mixture({
    name: "ring-of-ten",
    centres: Array.from({ length: 10 }, (_, k) => {
      const angle = 2 * Math.PI * k / 10;
      return [Math.cos(angle), Math.sin(angle)];
    }),
    deviation: .1,
    extent: [[-2, 2], [-2, 2]],
  });
}
