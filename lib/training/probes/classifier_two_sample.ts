import { batches, fromPoints } from "../../datasets/mod.ts";
import { start } from "../../engine/mod.ts";
import { nonSaturating } from "../../losses/mod.ts";
import { mlp, type Model, type Variables } from "../../models/mod.ts";
import { aModel } from "../../models/house.ts";
import { count, floats, open, read, type Spec } from "../../options/mod.ts";
import { stream } from "../../random/mod.ts";
import { adam } from "../optimisers/adam.ts";
import { blockOf } from "../blocks/block_of.ts";
import { MOST_STEPS } from "../loop_options.ts";
import { evaluate } from "./evaluate.ts";
import { fairCoinTails } from "./fair_coin_tails.ts";
import { fit } from "../blocks/fit.ts";
import { withUploaded } from "../stored/host_tree.ts";

/** Two samples for each run. */
export interface TwoSamples {
  /** Real points: `[runs, n, dimension]`, or `[n, dimension]`, the same for every run. */
  readonly real: Float32Array;
  /** Generated points, as many a run: `[runs, n, dimension]`. */
  readonly generated: Float32Array;
  /** Numbers a point. */
  readonly dimension: number;
  /** Runs. Default 1. */
  readonly runs?: number;
}

/** What fits {@linkcode TwoSamples}. */
export const TWO_SAMPLES = {
  real: floats(),
  generated: floats(),
  dimension: count(),
  runs: count(1),
} satisfies Spec<TwoSamples>;

/** Options of {@linkcode classifierTwoSample}. */
export interface ClassifierOptions {
  /**
   * The classifier: as many inputs as a point has, one output, a logit. Default an mlp
   * of 32-32, relu.
   */
  readonly classifier?: Model;
  /** Training steps. Default 500. At most 1e9. */
  readonly steps?: number;
  /** Real points, and generated ones, a step. Default 64. */
  readonly batch?: number;
  /** The seed of the split, the batches and the classifier. Default 0. */
  readonly seed?: number;
}

/** What fits {@linkcode ClassifierOptions}. */
export const CLASSIFIER = {
  classifier: open(aModel),
  steps: count(500, { most: MOST_STEPS }),
  batch: count(64),
  seed: count(0, { from: 0 }),
} satisfies Spec<ClassifierOptions>;

/** What {@linkcode classifierTwoSample} found. */
export interface ClassifierResult {
  /**
   * The share of held-out points that were told right, `[runs]`: 1/2 for samples that are alike.
   */
  readonly accuracy: readonly number[];
  /** How likely guessing is to tell as many right or more, `[runs]`. */
  readonly pValue: readonly number[];
  /** The points held out, real and generated together. */
  readonly heldOut: number;
  /** What guessing scores: the binomial distribution of `heldOut` tosses, as shares. */
  readonly floor: {
    /** 1/2. */
    readonly mean: number;
    /** $1 / (2 \sqrt{n})$ for n points held out. */
    readonly deviation: number;
    /** What guessing stays below 95 times of 100. */
    readonly p95: number;
  };
}

/**
 * The classifier two-sample test (Lopez-Paz and Oquab 2017): a small classifier learns to tell one
 * half of two samples apart and is asked about the other half. If it does no better than a coin, no
 * difference was found; on disjoint supports it is always right, however near they lie.
 *
 * Half of each sample, in a random order, is held out. Each axis is scaled to deviation 1 first.
 * The classifier is trained by Adam, rate 0.005, on the logistic loss, for each run by itself. With
 * equal numbers of both kinds the binomial floor is an upper bound for what guessing varies.
 *
 * @throws {RangeError} If the samples differ in size or have less than five points, a number is out
 * of range, or the classifier does not fit.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { start } from "saddle/engine/mod.ts";
 * import { stream } from "saddle/random/mod.ts";
 * import {
 *   type ClassifierOptions,
 *   type ClassifierResult,
 *   classifierTwoSample,
 *   type TwoSamples,
 * } from "saddle/training/mod.ts";
 *
 * await start({ engine: "wasm" });
 * const real = stream(1, 0, "real").uniform(new Float32Array(400));
 * const samples: TwoSamples = { real, generated: real.map((x) => x + 1.01), dimension: 1 };
 * const options: ClassifierOptions = { steps: 200 };
 * const { accuracy, heldOut, floor }: ClassifierResult = await classifierTwoSample(samples, options);
 * assert.equal(heldOut, 2 * 200);
 * assert.ok(accuracy[0]! > 0.95 && floor.p95 < 0.55);
 * ```
 */
export async function classifierTwoSample(
  samples: TwoSamples,
  options: ClassifierOptions = {},
): Promise<ClassifierResult> {
  const plan = checked(samples, options);
  const { classifier, steps, batch, seed, runs, n } = plan;
  const { dimension } = samples;
  const halves = Array.from({ length: runs }, (_, run) => halvesOf(samples, plan, run));
  const sources = (["real", "generated"] as const).map((kind) =>
    halves.map(({ [kind]: { training } }, run) => {
      const points = fromPoints({ name: kind, points: training, dimension });
      return batches(points, stream(seed, run, `classifier ${kind}`), batch);
    })
  );
  await start();
  const fitted = fit({
    model: classifier,
    init: "init classifier",
    loss: ([real, fake]) => nonSaturating().critic({ real: real!, fake: fake! }),
    next: (length) => sources.map((each) => blockOf(each, length, batch, dimension)),
    optimiser: adam({ rate: 0.005 }),
    steps,
    runs,
    seed,
    firstRun: 0,
  });
  const heldOut = 2 * (n - Math.floor(n / 2));
  const right = withUploaded(fitted, (variables) => rightOnes(classifier, variables, halves));
  const tails = fairCoinTails(heldOut);
  return {
    accuracy: right.map((count) => count / heldOut),
    pValue: right.map((count) => Number.isNaN(count) ? NaN : tails[count]!),
    heldOut,
    floor: {
      mean: 0.5,
      deviation: 0.5 / Math.sqrt(heldOut),
      p95: tails.findIndex((tail) => tail <= 0.05) / heldOut,
    },
  };
}

/** The settings with their defaults, and the number of points of each kind and run. */
interface Plan extends Required<ClassifierOptions> {
  readonly runs: number;
  readonly n: number;
}

function checked(samples: TwoSamples, options: ClassifierOptions): Plan {
  const { real, generated, dimension, runs } = read("classifierTwoSample", samples, TWO_SAMPLES);
  const full = read("classifierTwoSample", options, CLASSIFIER);
  const { steps, batch, seed } = full;
  const n = generated.length / dimension / runs;
  const fits = real.length === generated.length || real.length * runs === generated.length;
  if (!(Number.isInteger(n) && n >= 5 && fits)) {
    throw new RangeError(
      `Two samples of one shape [${runs}, n, ${dimension}] are told apart, n at least 5, ` +
        `but ${real.length} and ${generated.length} numbers came.`,
    );
  }
  const { classifier = mlp({ inputs: dimension, hidden: [32, 32], outputs: 1 }) } = full;
  if (classifier.inputs !== dimension || classifier.outputs !== 1) {
    throw new RangeError(
      `The classifier takes points [n, ${dimension}] and has one output, but ${classifier.name} ` +
        `takes [n, ${classifier.inputs}] and has ${classifier.outputs}.`,
    );
  }
  return { classifier, steps, batch: Math.min(batch, Math.floor(n / 2)), seed, runs, n };
}

/** A sample in two halves. */
interface Halves {
  readonly training: Float32Array;
  readonly heldOut: Float32Array;
}

/** Both samples of a run; not finite ones as zeros, and said to be `broken`. */
interface RunHalves {
  readonly real: Halves;
  readonly generated: Halves;
  readonly broken: boolean;
}

function halvesOf(
  { real, generated, dimension }: TwoSamples,
  { n, seed }: Plan,
  run: number,
): RunHalves {
  const size = n * dimension;
  const own = (all: Float32Array) => {
    const from = all.length === size ? 0 : run * size;
    return all.subarray(from, from + size);
  };
  const pair = [own(real), own(generated)] as const;
  const broken = !pair.every((points) => points.every(Number.isFinite));
  const pooled = broken ? new Float32Array(2 * size) : scaled(pair, dimension);
  const halves = (place: number, kind: string): Halves => {
    const points = pooled.subarray(place * size, (place + 1) * size);
    const order = stream(seed, run, `split ${kind}`).permutation(n);
    const rows = (from: number, to: number) => {
      const values = new Float32Array((to - from) * dimension);
      for (let i = from; i < to; i++) {
        const row = order[i]! * dimension;
        values.set(points.subarray(row, row + dimension), (i - from) * dimension);
      }
      return values;
    };
    const middle = Math.floor(n / 2);
    return { training: rows(0, middle), heldOut: rows(middle, n) };
  };
  return { real: halves(0, "real"), generated: halves(1, "generated"), broken };
}

/** Both samples, one behind the other, with mean 0 and deviation 1 along each axis. */
function scaled(pair: readonly Float32Array[], dimension: number): Float32Array {
  const all = new Float32Array(pair[0]!.length + pair[1]!.length);
  all.set(pair[0]!);
  all.set(pair[1]!, pair[0]!.length);
  const n = all.length / dimension;
  for (let axis = 0; axis < dimension; axis++) {
    let [sum, squares] = [0, 0];
    for (let i = axis; i < all.length; i += dimension) sum += all[i]!;
    for (let i = axis; i < all.length; i += dimension) squares += (all[i]! - sum / n) ** 2;
    const deviation = Math.sqrt(squares / n) || 1; // an axis on which all points agree
    for (let i = axis; i < all.length; i += dimension) all[i] = (all[i]! - sum / n) / deviation;
  }
  return all;
}

/**
 * How many held-out points of each run are told right: real ones score above 0,
 * generated ones below.
 */
function rightOnes(
  classifier: Model,
  variables: Variables,
  halves: readonly RunHalves[],
): number[] {
  const scores = (kind: "real" | "generated") => {
    const each = halves.map((run) => run[kind].heldOut);
    const all = new Float32Array(each[0]!.length * each.length);
    each.forEach((points, run) => all.set(points, run * points.length));
    return evaluate(classifier, variables, all, halves.length);
  };
  const [real, generated] = [scores("real"), scores("generated")];
  const n = real.length / halves.length;
  return halves.map(({ broken }, run) => {
    const own = (values: Float32Array) => [...values.subarray(run * n, (run + 1) * n)];
    const right = own(real).filter((score) => score > 0).length +
      own(generated).filter((score) => score <= 0).length;
    return broken ? NaN : right;
  });
}
