import { checkNames } from "../checks/check_names.ts";
import { checkPositive } from "../checks/check_number.ts";
import { namesOf } from "../checks/names_of.ts";
import { mixture } from "./mixture.ts";
import type { RingOptions } from "./options.ts";
import type { Dataset, Extent } from "./types.ts";

const OPTIONS = namesOf<Omit<RingOptions, "modes">>({ radius: true, deviation: true });

/**
 * The "ring of 8 Gaussians" that has 7: the data set of the unrolled-GAN, VEEGAN and GDPP code.
 *
 * There the angles are linspace(0, 2 pi, 8), which includes its end point, so the first and the last Gaussian sit on one place.
 * What is sampled is 7 Gaussians at the angles 2 pi k / 7, the one at angle 0 with twice the weight of the others: 2/8.
 * PacGAN's ring is right: see `ring`.
 *
 * @throws {RangeError} if radius or deviation is not positive, or if an option is unknown.
 * @throws {TypeError} if something else than options came, or an option is no number.
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
  checkNames("ringOfSeven", options, OPTIONS);
  const { radius = 1, deviation = .01 } = options;
  checkPositive("radius", radius);
  const half = radius + Math.max(radius / 2, 4 * deviation);
  const axis: Extent = [-half, half];
  const centres = Array.from({ length: 7 }, (_, k) => {
    const angle = 2 * Math.PI * k / 7;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
  const weights = centres.map((_, k) => k === 0 ? 2 : 1);
  return mixture({ name: "ring-of-seven", centres, weights, deviation, extent: [axis, axis] });
}
