import {
  checkArgument,
  finite,
  list,
  oneOrList,
  open,
  own,
  positive,
  read,
  type Spec,
  text,
  windows,
} from "../options/mod.ts";
import type { Random } from "../random/mod.ts";
import { checkDraw, checkPoint } from "./check.ts";
import type { Dataset, Extent } from "./types.ts";

/** What `mixture` needs to know. */
export interface MixtureOptions {
  /** What charts and errors call it. */
  readonly name: string;
  /** The centre of each Gaussian: at least one, all of the same dimension. */
  readonly centres: readonly (readonly number[])[];
  /**
   * The relative weight of each Gaussian, positive; they need not sum to 1. Default: equal weights.
   */
  readonly weights?: readonly number[];
  /** The standard deviation along each axis: one for all Gaussians, or one for each. */
  readonly deviation: number | readonly number[];
  /**
   * Per axis: what a chart should show. Default: the centres with a quarter of their span and 4
   * deviations around.
   */
  readonly extent?: readonly Extent[];
}

/** What fits {@linkcode MixtureOptions}. */
export const MIXTURE = {
  name: text(),
  centres: own({
    fits: "a list of centres, each a list of numbers",
    kind: { list: { list: "number" } },
    is: (value) => Array.isArray(value) && value.every((centre) => Array.isArray(centre)),
  }),
  weights: open(list(positive())),
  deviation: oneOrList(positive()),
  extent: open(windows()),
} satisfies Spec<MixtureOptions>;

/**
 * A mixture of round Gaussians in any dimension. Its density is exact; its `modes` are given when
 * all Gaussians have the same deviation.
 *
 * @throws {RangeError} if there are no centres, if they differ in dimension, if weights or
 * deviations are not positive or their number is not that of the centres.
 *
 * @example
 * ```ts
 * import { mixture } from "saddle/datasets/mod.ts";
 * import { stream } from "saddle/random/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const twoToOne = mixture({
 *   name: "two to one",
 *   centres: [[-1, 0], [1, 0]],
 *   weights: [2, 1],
 *   deviation: 0.1,
 * });
 * const x = twoToOne.sample(stream(1, 0, "data"), 300); // [300, 2]
 * assert.equal(x.length, 600);
 * assert.ok(Math.abs(twoToOne.density!([-1, 0]) - 2 / 3 / (2 * Math.PI * 0.01)) < 1e-6);
 * ```
 */
export function mixture(options: MixtureOptions): Dataset {
  const { name, centres, weights: shares, deviation, extent } = read("mixture", options, MIXTURE);
  const dimension = checkCentres(name, centres);
  const weights = normalised(name, shares ?? centres.map(() => 1), centres.length);
  const deviations = perCentre(name, deviation, centres.length);
  const sample = sampler(name, centres, weights, deviations);
  const common = deviations[0]!;
  const modes = deviations.every((deviation) => deviation === common) && {
    centres: Float32Array.from(centres.flat()),
    weights: Float32Array.from(weights),
    deviation: common,
  };
  return {
    name,
    dimension,
    sample,
    ...(modes ? { modes } : {}),
    density(point) {
      checkPoint(name, point, dimension);
      return centres.reduce((sum, c, k) => sum + weights[k]! * round(point, c, deviations[k]!), 0);
    },
    extent: extent ?? around(centres, Math.max(...deviations)),
  };
}

/** The density of the Gaussian with this centre and this deviation on every axis. */
function round(point: ArrayLike<number>, centre: readonly number[], deviation: number): number {
  const squared = centre.reduce((sum, c, i) => sum + ((point[i]! - c) / deviation) ** 2, 0);
  return Math.exp(-squared / 2) / (Math.sqrt(2 * Math.PI) * deviation) ** centre.length;
}

function sampler(
  name: string,
  centres: readonly (readonly number[])[],
  weights: readonly number[],
  deviations: readonly number[],
): Dataset["sample"] {
  const dimension = centres[0]!.length, pick = picker(weights);
  return (random, n) => {
    checkDraw(name, random, n);
    const out = random.normal(new Float32Array(n * dimension));
    const which = pick(random, n);
    for (let row = 0; row < n; row++) {
      const k = which[row]!, centre = centres[k]!, deviation = deviations[k]!;
      for (let i = 0; i < dimension; i++) {
        const at = row * dimension + i;
        out[at] = centre[i]! + deviation * out[at]!;
      }
    }
    return out;
  };
}

/** A function that draws n indices with these probabilities. */
function picker(weights: readonly number[]): (random: Random, n: number) => Int32Array {
  if (weights.every((weight) => weight === weights[0])) {
    return (random, n) => random.integers(new Int32Array(n), weights.length);
  }
  let sum = 0;
  const upTo = weights.map((weight) => sum += weight);
  // Rounding may leave the last sum just below 1, where a draw could fall past it.
  upTo[upTo.length - 1] = 1;
  return (random, n) =>
    new Int32Array(n).map(() => {
      const u = random.next();
      return upTo.findIndex((bound) => u < bound);
    });
}

function checkCentres(name: string, centres: readonly (readonly number[])[]): number {
  const dimension = centres[0]?.length ?? 0;
  if (dimension === 0) {
    throw new RangeError(
      `${name} needs at least one centre of at least one number, but none came.`,
    );
  }
  centres.forEach((centre, k) => {
    if (centre.length !== dimension) {
      throw new RangeError(
        `${name}: centre 0 has shape [${dimension}], but centre ${k} has [${centre.length}]`,
      );
    }
    checkArgument(name, `centre ${k}`, centre, list(finite()));
  });
  return dimension;
}

/** Positive numbers, one for each centre, divided by their sum. */
function normalised(name: string, weights: readonly number[], centres: number): number[] {
  const all = perCentre(name, weights, centres, "weight");
  const sum = all.reduce((s, weight) => s + weight, 0);
  return all.map((weight) => weight / sum);
}

function perCentre(
  name: string,
  values: number | readonly number[],
  centres: number,
  label = "deviation",
): number[] {
  const all = typeof values === "number" ? Array<number>(centres).fill(values) : [...values];
  if (all.length !== centres) {
    throw new RangeError(
      `${name} needs one ${label} for each centre, ${centres}, but ${all.length} came.`,
    );
  }
  return all;
}

/** A window of the same width on all axes, so that round things look round. */
function around(centres: readonly (readonly number[])[], deviation: number): Extent[] {
  const spans = centres[0]!.map((_, i): Extent => {
    const values = centres.map((centre) => centre[i]!);
    return [Math.min(...values), Math.max(...values)];
  });
  const half = Math.max(...spans.map(([low, high]) => .625 * (high - low))) + 4 * deviation;
  return spans.map(([low, high]) => [(low + high) / 2 - half, (low + high) / 2 + half]);
}
