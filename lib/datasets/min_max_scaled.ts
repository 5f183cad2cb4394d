import { checkArgument, finite, misfit, read, type Spec } from "../options/mod.ts";
import { checkPoint } from "./check.ts";
import { finiteSet } from "./finite_set.ts";
import { aFiniteDataset } from "./arguments.ts";
import { rangesOf } from "./ranges.ts";
import type { Extent, FiniteDataset, Modes } from "./types.ts";

/** What a finite set is stretched to. */
export interface MinMaxScaledOptions {
  /** The smallest value on each axis. Default -1. */
  readonly low?: number;
  /** The largest value on each axis. Default 1. */
  readonly high?: number;
}

/** What fits {@linkcode MinMaxScaledOptions}. */
export const MIN_MAX_SCALED = {
  low: finite(-1),
  high: finite(1),
} satisfies Spec<MinMaxScaledOptions>;

/**
 * A finite set moved and stretched so that on each axis its smallest value becomes `low` and its
 * largest `high`: points, density, curves and extent, and the modes where all axes are stretched
 * alike. The stretch depends on the two outermost points, so on the seed and the size of the set.
 *
 * @throws {RangeError} unless low < high, both finite, or if all points have the same value on an
 * axis.
 *
 * @example
 * ```ts
 * import { fromPoints, minMaxScaled } from "saddle/datasets/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const set = fromPoints({ name: "mine", points: [[2, 10], [3, 30], [6, 20]] });
 * assert.deepEqual([...minMaxScaled(set).points], [-1, -1, -0.5, 1, 1, 0]);
 * ```
 */
export function minMaxScaled(
  dataset: FiniteDataset,
  options: MinMaxScaledOptions = {},
): FiniteDataset {
  const { low, high } = read("minMaxScaled", options, MIN_MAX_SCALED);
  checkArgument("minMaxScaled", "dataset", dataset, aFiniteDataset);
  if (low >= high) throw misfit("minMaxScaled", "low", `below high, ${high}`, low);
  const { dimension } = dataset, name = `${dataset.name}, min-max scaled`;
  const ranges = rangePerAxis(dataset), middle = (low + high) / 2;
  const factors = ranges.map(([from, to]) => (high - low) / (to - from));
  // About the middle of both ranges, so that the ends come out exactly.
  const place = (x: number, axis: number) =>
    middle + (x - (ranges[axis]![0] + ranges[axis]![1]) / 2) * factors[axis]!;
  const all = (rows: Float32Array) => rows.map((x, i) => place(x, i % dimension));
  const modes = dataset.modes && scaledModes(dataset.modes, factors, all);
  const { shape, labels } = dataset;
  const about: Omit<FiniteDataset, "points" | "size" | "sample"> = {
    name,
    dimension,
    ...(shape ? { shape } : {}),
    ...(labels ? { labels } : {}),
    extent: dataset.extent.map(([a, b], axis): Extent => [place(a, axis), place(b, axis)]),
    ...(modes ? { modes } : {}),
    ...(dataset.manifold ? { manifold: dataset.manifold.map(all) } : {}),
    ...(dataset.density
      ? {
        density(point: ArrayLike<number>) {
          checkPoint(name, point, dimension);
          const before = Array.from(point, (x, axis) =>
            (x - middle) / factors[axis]! + (ranges[axis]![0] + ranges[axis]![1]) / 2);
          return dataset.density!(before) / factors.reduce((product, f) =>
            product * f, 1);
        },
      }
      : {}),
  };
  return finiteSet(about, all(dataset.points));
}

function rangePerAxis({ name, points, dimension }: FiniteDataset): Extent[] {
  return rangesOf([points], dimension).map(([low, high], axis) => {
    if (low < high) return [low, high];
    throw new RangeError(`${name}: all points have the value ${low} on axis ${axis}`);
  });
}

/** Round Gaussians stay round only where all axes are stretched alike. */
function scaledModes(
  modes: Modes,
  factors: readonly number[],
  all: (rows: Float32Array) => Float32Array,
): Modes | undefined {
  if (factors.some((factor) => factor !== factors[0])) return undefined;
  return {
    centres: all(modes.centres),
    weights: modes.weights,
    deviation: modes.deviation * factors[0]!,
  };
}
