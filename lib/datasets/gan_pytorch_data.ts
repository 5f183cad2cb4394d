import { checkNames } from "../checks/check_names.ts";
import { namesOf } from "../checks/names_of.ts";
import { finite } from "./finite.ts";
import { minMaxScaled } from "./min_max_scaled.ts";
import { mixture } from "./mixture.ts";
import type { GanPytorchDataOptions } from "./options.ts";
import type { FiniteDataset } from "./types.ts";

const OPTIONS = namesOf<GanPytorchDataOptions>({ set: true, size: true, seed: true });

const SETS = {
  "data1": { centres: [[-1], [.5]], deviation: [.25, .5], size: 20_000 },
  "data2": { centres: [[-1], [1]], deviation: .03, size: 20_000 },
  "warm-up": { centres: [[-1]], deviation: .25, size: 10_000 },
} as const;

/**
 * gan-pytorch's data on a line, drawn once and min-max scaled to [-1, 1]:
 * - data1: half N(-1, 0.25^2), half N(0.5, 0.5^2), 20,000 points;
 * - data2: half N(-1, 0.03^2), half N(1, 0.03^2), 20,000 points;
 * - warm-up: N(-1, 0.25^2), 10,000 points.
 *
 * The scaling depends on the two outermost points of the draw; `density` is that of the Gaussians after the same scaling.
 *
 * @throws {RangeError} if the set is unknown (the known ones are listed), the size is below 2 or the seed not a non-negative integer, or if an
 * option is unknown.
 * @throws {TypeError} if something else than options came, or an option is no number.
 *
 * @example
 * ```ts
 * import { ganPytorchData } from "saddle/datasets/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const { points, size } = ganPytorchData({ set: "data2" });
 * assert.equal(size, 20_000);
 * assert.equal(points.reduce((least, x) => Math.min(least, x)), -1);
 * assert.equal(points.reduce((most, x) => Math.max(most, x)), 1);
 * ```
 */
export function ganPytorchData(options: GanPytorchDataOptions = {}): FiniteDataset {
  checkNames("ganPytorchData", options, OPTIONS);
  const { set = "data1", size, seed = 0 } = options;
  if (!Object.hasOwn(SETS, set)) {
    const known = Object.keys(SETS).join(", ");
    throw new RangeError(`unknown set ${JSON.stringify(set)} of gan-pytorch; known: ${known}`);
  }
  const { centres, deviation, size: usual } = SETS[set];
  const before = mixture({ name: `gan-pytorch's ${set}`, centres, deviation });
  const scaled = minMaxScaled(finite(before, { size: size ?? usual, seed }));
  return { ...scaled, extent: [[-1.1, 1.1]] };
}
