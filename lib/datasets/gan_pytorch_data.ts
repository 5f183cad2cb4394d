import { choice, count, open, read, type Spec } from "../options/mod.ts";
import { finite } from "./finite.ts";
import { minMaxScaled } from "./min_max_scaled.ts";
import { mixture } from "./mixture.ts";
import type { FiniteDataset } from "./types.ts";

/** Which of gan-pytorch's data, and how they are drawn. */
export interface GanPytorchDataOptions {
  /** Its name there. Default "data1". */
  readonly set?: "data1" | "data2" | "warm-up";
  /** How many points. Default: gan-pytorch's, 20,000 for data1 and data2, 10,000 for warm-up. */
  readonly size?: number;
  /** The seed of the drawing. Default 0. */
  readonly seed?: number;
}

/** What fits {@linkcode GanPytorchDataOptions}. */
export const GAN_PYTORCH_DATA = {
  set: choice(["data1", "data2", "warm-up"], "data1"),
  size: open(count(undefined, { from: 2, most: 10_000_000 })),
  seed: count(0, { from: 0 }),
} satisfies Spec<GanPytorchDataOptions>;

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
 * The scaling depends on the two outermost points of the draw; `density` is that of the Gaussians
 * after the same scaling.
 *
 * @throws {RangeError} if the set is unknown (the known ones are listed), the size is below 2 or
 * the seed not a non-negative integer.
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
  const { set, size, seed } = read("ganPytorchData", options, GAN_PYTORCH_DATA);
  const { centres, deviation, size: usual } = SETS[set];
  const before = mixture({ name: `gan-pytorch's ${set}`, centres, deviation });
  const scaled = minMaxScaled(finite(before, { size: size ?? usual, seed }));
  return { ...scaled, extent: [[-1.1, 1.1]] };
}
