import { type Random, stream } from "../random/mod.ts";
import { quantile } from "../numbers/mod.ts";
import { count, open, read, type Spec } from "../options/mod.ts";

/** How often and how large to sample for a floor. */
export interface FloorOptions {
  /** How many points a sample has. */
  readonly n: number;
  /** How many points the second sample, the reference, has. Default n. */
  readonly reference?: number;
  /** How many pairs of samples to draw. Default 50. */
  readonly repeats?: number;
  /** The seed: repeat k uses the streams of run k. Default 0. */
  readonly seed?: number;
}

/** How a metric scores a perfect generator. */
export interface Floor {
  /** The mean over the repeats. */
  readonly mean: number;
  /**
   * The standard deviation over the repeats (of one score, not of the mean); NaN if a
   * score is infinite.
   */
  readonly deviation: number;
  /** The median over the repeats. */
  readonly median: number;
  /** The 5th, 25th, 75th and 95th percentile over the repeats. */
  readonly quantiles: {
    /** 5 % of the scores are below. */
    readonly p5: number;
    /** 25 % of the scores are below. */
    readonly p25: number;
    /** 75 % of the scores are below. */
    readonly p75: number;
    /** 95 % of the scores are below. */
    readonly p95: number;
  };
}

/**
 * Something that draws n points, `[n, dimension]`: a function, or whatever has one called `sample`,
 * such as a data set.
 */
export type Sampler =
  | ((random: Random, n: number) => Float32Array)
  | {
    /** Draws n points, `[n, dimension]`, row by row. */
    sample(random: Random, n: number): Float32Array;
  };

/** What fits {@linkcode FloorOptions}. */
export const FLOOR = {
  n: count(),
  reference: open(count()),
  repeats: count(50),
  seed: count(0, { from: 0 }),
} satisfies Spec<FloorOptions>;

/**
 * What a perfect generator scores: the metric between two fresh samples of the same distribution,
 * over many repeats. No metric between samples reaches its ideal value; a score at the floor cannot
 * be told from perfection.
 *
 * A floor is kept: asking again with the same metric and sampler (the same objects, not equal ones)
 * and the same options takes no time. So a metric's value must depend on its arguments alone.
 *
 * @param metric The score of a sample against a reference sample. A score that needs no reference
 * ignores its second argument.
 * @param sampler What draws the points: a data set or a function.
 * @param options Sizes, repeats and seed, see `FloorOptions`.
 * @throws {RangeError} if n, reference or repeats is not a positive integer, or the seed not a
 * non-negative one.
 * @throws {TypeError} if the metric returns something else than a number, such as the promise of
 * one.
 *
 * @example
 * ```ts
 * import { floor, modesCaptured, w1 } from "saddle/metrics/mod.ts";
 * import { gaussian, ring } from "saddle/datasets/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const distance = floor(w1, gaussian(), { n: 1000, seed: 1 });
 * assert.ok(Math.abs(distance.mean - 0.057) < 0.01); // not 0
 *
 * const { modes } = ring();
 * const share = floor((x) => modesCaptured(x, modes!).highQuality, ring(), { n: 2500, repeats: 20 });
 * assert.ok(Math.abs(share.mean - 0.9889) < 0.002); // not 1
 * ```
 */
export function floor(
  metric: (sample: Float32Array, reference: Float32Array) => number,
  sampler: Sampler,
  options: FloorOptions,
): Floor {
  const { n, reference = n, repeats, seed } = read("floor", options, FLOOR);
  const key = `${n} ${reference} ${repeats} ${seed}`, kept = known(metric, sampler);
  const result = kept.get(key) ?? measure(metric, sampler, { n, reference, repeats, seed });
  kept.set(key, result);
  return result;
}

const floors = new WeakMap<Metric, WeakMap<Sampler, Map<string, Floor>>>();

type Metric = (sample: Float32Array, reference: Float32Array) => number;

/** The floors of this metric and this sampler so far. */
function known(metric: Metric, sampler: Sampler): Map<string, Floor> {
  const bySampler = floors.get(metric) ?? new WeakMap<Sampler, Map<string, Floor>>();
  floors.set(metric, bySampler);
  const byOptions = bySampler.get(sampler) ?? new Map<string, Floor>();
  bySampler.set(sampler, byOptions);
  return byOptions;
}

function measure(
  metric: Metric,
  sampler: Sampler,
  { n, reference, repeats, seed }: Required<FloorOptions>,
): Floor {
  const draw = (name: string, run: number, size: number) => {
    const random = stream(seed, run, `floor: ${name}`);
    return typeof sampler === "function" ? sampler(random, size) : sampler.sample(random, size);
  };
  const score = (k: number) => {
    const value: unknown = metric(draw("sample", k, n), draw("reference", k, reference));
    if (typeof value === "number") return value;
    const came = value instanceof Promise ? "a promise" : typeof value;
    throw new TypeError(`A floor is of a metric that returns a number, but ${came} came.`);
  };
  const scores = Float64Array.from({ length: repeats }, (_, k) => score(k)).sort();
  const mean = scores.reduce((sum, score) => sum + score, 0) / repeats;
  const squares = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0);
  return {
    mean,
    deviation: repeats > 1 ? Math.sqrt(squares / (repeats - 1)) : 0,
    median: quantile(scores, .5),
    quantiles: {
      p5: quantile(scores, .05),
      p25: quantile(scores, .25),
      p75: quantile(scores, .75),
      p95: quantile(scores, .95),
    },
  };
}
