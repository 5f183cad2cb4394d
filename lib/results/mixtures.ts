import { type Dataset, fiveGaussians, grid, ring } from "../datasets/mod.ts";
import { mlp } from "../models/mod.ts";
import { adam } from "../training/mod.ts";
import { columnsFirst } from "./columns_first.ts";
import { lastPoints } from "./last_points.ts";
import { methodsOf } from "./methods_of.ts";
import { MIXTURE_CONTROLS, MIXTURE_METHODS, type MixtureMethod } from "./mixture_methods.ts";
import { modeScores } from "./mode_scores.ts";
import type { Training } from "../experiments/mod.ts";
import type { Result } from "./result.ts";

export { MIXTURE_CONTROLS, MIXTURE_METHODS };

/** How long and how often to train; the defaults are what is stored. */
export interface MixtureOptions {
  /** Generator steps. Default 3,000. */
  readonly steps?: number;
  /** Seeds. Default 8. */
  readonly runs?: number;
  /** Steps between rows. Default a twentieth of `steps`. */
  readonly every?: number;
  /** The methods. Default {@linkcode MIXTURE_METHODS}. */
  readonly methods?: readonly MixtureMethod[];
  /** The mixtures. Default five Gaussians, the ring of 8 and the grid of 25, as published. */
  readonly datasets?: readonly Dataset[];
  /** The seed. Default 1. */
  readonly seed?: number;
}

/** Points of run 0 that are kept for pictures. */
const KEPT = 400;

/**
 * Mixtures of Gaussians: methods x data x seeds, with one architecture and one optimiser for all.
 *
 * Tables: "" with the columns data, method, step, run, modes, quality, reverseKL (2,500 points each);
 * `points` with data, method, x, y: points of run 0 after the last step.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { type MixtureOptions, mixtures } from "saddle/results/mod.ts";
 *
 * const short: MixtureOptions = { steps: 10 };
 * assert.equal(mixtures(short).name, "mixtures");
 * ```
 */
export function mixtures(
  {
    steps = 3000,
    runs = 8,
    every = Math.max(1, Math.round(steps / 20)),
    methods = MIXTURE_METHODS,
    datasets = [fiveGaussians(), ring(), grid()],
    seed = 1,
  }: MixtureOptions = {},
): Result<{ data: Dataset; method: MixtureMethod }> {
  return {
    name: "mixtures",
    about: "Five Gaussians, a ring of 8 and a grid of 25: modes captured, high-quality share and " +
      "reverse KL over training, for several methods on the same seeds.",
    experiment: () => ({
      parameters: { data: datasets, method: methods },
      runs,
      seed,
      samples: "none",
      training: ({ data, method }) => ({ ...gameOn(data, method), steps, every }),
    }),
    tables: async (done) => ({
      "": columnsFirst(done.metrics, "data", "method", "step"),
      points: await lastPoints(done, KEPT),
    }),
    settings: (done) => ({
      methods: methodsOf(done),
      datasets: datasets.map(({ name, modes }) => ({ name, ...plain(modes!) })),
      metric:
        "2,500 points a run; modes captured, high quality (within 3 deviations of the nearest " +
        "centre, as a share of all points), reverse KL in nats",
    }),
  };
}

/**
 * The controls of {@linkcode mixtures}: the two methods that are missing there to vary loss and
 * constraint apart. Data, networks, seeds and tables are the same.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { MIXTURE_CONTROLS, mixtureControls } from "saddle/results/mod.ts";
 *
 * assert.equal(mixtureControls().name, "mixtures-controls");
 * assert.deepEqual(MIXTURE_CONTROLS.map(({ name }) => name), ["Wasserstein", "NS-GAN + GP"]);
 * ```
 */
export function mixtureControls(
  options: MixtureOptions = {},
): Result<{ data: Dataset; method: MixtureMethod }> {
  return {
    ...mixtures({ methods: MIXTURE_CONTROLS, ...options }),
    name: "mixtures-controls",
    about: "The controls of mixtures, on the same data and seeds: Wasserstein losses without a " +
      "constraint, and non-saturating ones with WGAN-GP's penalty.",
  };
}

function gameOn(dataset: Dataset, { loss, update, constraints }: MixtureMethod): Training {
  const modes = dataset.modes;
  if (!modes) throw new RangeError(`${dataset.name} has no modes to count.`);
  const hidden = [64, 64, 64];
  return {
    dataset,
    generator: mlp({ inputs: 2, hidden, outputs: 2 }),
    critic: mlp({ inputs: 2, hidden, outputs: 1 }),
    loss,
    update,
    constraints: constraints(meanSquare(modes)),
    optimiser: adam({ rate: 2e-3, beta1: 0, beta2: 0.9 }),
    batch: 64,
    snapshotSize: 1,
    metrics: { mixture: (points) => modeScores(points, modes) },
  };
}

/** The mean squared distance of centres from the origin, where all of these mixtures are centred. */
function meanSquare({ centres, weights }: NonNullable<Dataset["modes"]>): number {
  const sum = centres.reduce((sum, x, i) => sum + weights[i >> 1]! * x * x, 0);
  return Math.round(sum * 10) / 10;
}

/** Typed arrays as lists, for JSON. */
function plain(
  { centres, weights, deviation }: NonNullable<Dataset["modes"]>,
): Record<string, unknown> {
  const round = (values: Float32Array) => [...values].map((v) => Math.round(v * 1e6) / 1e6);
  return { centres: round(centres), weights: round(weights), deviation };
}
