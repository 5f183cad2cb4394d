import { checkArgument, positive } from "../options/mod.ts";
import { checkDraw, checkPoint } from "./check.ts";
import { drawn } from "./drawn.ts";
import { finiteSet } from "./finite_set.ts";
import { aDataset } from "./arguments.ts";
import type { Dataset, Extent, FiniteDataset } from "./types.ts";

/**
 * The same finite set with every coordinate multiplied by a factor.
 *
 * @throws {RangeError} if the factor is not positive and finite.
 */
export function scaled(dataset: FiniteDataset, factor: number): FiniteDataset;
/**
 * The same data with every coordinate multiplied by a factor: points, modes, density,
 * curves and extent.
 *
 * The scale of the data is part of an experiment: a gradient penalty of the same weight is factor^2
 * times weaker on data that are `factor` times larger, for the same critic values.
 *
 * @throws {RangeError} if the factor is not positive and finite.
 *
 * @example
 * ```ts
 * import { ring, scaled } from "saddle/datasets/mod.ts";
 * import assert from "node:assert/strict";
 *
 * // The ring of the WGAN-GP toy code: radius 2, deviation 0.02, all divided by 1.414.
 * const toy = scaled(ring({ radius: 2, deviation: 0.02 }), 1 / 1.414);
 * assert.ok(Math.abs(toy.modes!.centres[0]! - 2 / 1.414) < 1e-6);
 * ```
 */
export function scaled(dataset: Dataset, factor: number): Dataset;
export function scaled(dataset: Dataset | FiniteDataset, factor: number): Dataset {
  checkArgument("scaled", "dataset", dataset, aDataset);
  checkArgument("scaled", "factor", factor, positive());
  const { dimension, modes } = dataset, name = `${dataset.name} x ${factor}`;
  const about = {
    name,
    dimension,
    extent: dataset.extent.map(([low, high]): Extent => [low * factor, high * factor]),
    ...(dataset.shape ? { shape: dataset.shape } : {}),
    ...(modes
      ? {
        modes: {
          centres: modes.centres.map((c) => c * factor),
          weights: modes.weights,
          deviation: modes.deviation * factor,
        },
      }
      : {}),
    ...(dataset.manifold
      ? { manifold: dataset.manifold.map((curve) => curve.map((x) => x * factor)) }
      : {}),
    ...(dataset.density
      ? {
        density(point: ArrayLike<number>) {
          checkPoint(name, point, dimension);
          return dataset.density!(Array.from(point, (x) => x / factor)) / factor ** dimension;
        },
      }
      : {}),
  };
  if ("points" in dataset) {
    const { labels, points } = dataset;
    return finiteSet({ ...about, ...(labels ? { labels } : {}) }, points.map((x) => x * factor));
  }
  return {
    ...about,
    sample(random, n) {
      checkDraw(name, random, n);
      return drawn(dataset, random, n).map((x) => x * factor);
    },
  };
}
