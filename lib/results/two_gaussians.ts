import { type Dataset, finite, twoGaussians as twoBumps } from "../datasets/mod.ts";
import type { Training } from "../experiments/mod.ts";
import { batchNorm, leakyRelu, lecunUniform, mlp } from "../models/mod.ts";
import { alternating } from "../training/mod.ts";
import { columnsFirst } from "./columns_first.ts";
import { LINE_METRIC, LINE_POINTS, lineGrid, linePictures, lineScores } from "./line.ts";
import { measured } from "./measured.ts";
import { methodsOf } from "./methods_of.ts";
import type { Result } from "./result.ts";
import { TWO_GAUSSIANS_METHODS, type TwoGaussiansMethod } from "./two_gaussians_methods.ts";

export { TWO_GAUSSIANS_METHODS };

/** How long and how often to train; the defaults are what is stored. */
export interface TwoGaussiansOptions {
  /** Critic steps: 70 epochs of 156 batches. Default 10,920. */
  readonly criticSteps?: number;
  /** Critic steps between rows. Default 100. */
  readonly every?: number;
  /** Critic steps between pictures: a multiple of `every`. Default 400. */
  readonly pictureEvery?: number;
  /** Seeds. Default 8. */
  readonly runs?: number;
  /** Width of the three hidden layers. Default 128. */
  readonly hidden?: number;
  /** The methods. Default {@linkcode TWO_GAUSSIANS_METHODS}. */
  readonly methods?: readonly TwoGaussiansMethod[];
  /** The seed. Default 1. */
  readonly seed?: number;
}

/** gan_comparison's cells. */
const CELLS = { range: [-1.5, 1.5], bins: 120 } as const;

/**
 * gan_comparison's whole comparison on the line: methods x seeds on two Gaussians, with the settings
 * of its script.
 *
 * Tables: "" with the columns method, step (critic steps), run, jsd (500 generated points against 500 of
 * a run's own test set, 120 cells), w1 (2,000 against 2,000), half (the mean over the data of
 * |sigma(D) - 1/2|); `frames` with method, step, x, count, critic: of run 0, how many of 2,000 points
 * lie in the cell around x, and the score there.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { twoGaussians, type TwoGaussiansOptions } from "saddle/results/mod.ts";
 *
 * const short: TwoGaussiansOptions = { criticSteps: 10, every: 5, pictureEvery: 5 };
 * assert.equal(twoGaussians(short).name, "two-gaussians");
 * ```
 */
export function twoGaussians(
  {
    criticSteps = 10_920,
    every = 100,
    pictureEvery = 4 * every,
    runs = 8,
    hidden = 128,
    methods = TWO_GAUSSIANS_METHODS,
    seed = 1,
  }: TwoGaussiansOptions = {},
): Result<{ method: TwoGaussiansMethod }> {
  return {
    name: "two-gaussians",
    about: "gan_comparison's algorithms on two Gaussians on the line: binned Jensen-Shannon " +
      "divergence, Wasserstein distance and the critic's distance from 1/2 over training.",
    experiment: () => {
      const dataset = finite(twoBumps(), { size: 10_000, seed });
      const scores = lineScores(twoBumps(), CELLS, seed);
      return {
        parameters: { method: methods },
        runs,
        seed,
        samples: "none",
        training: ({ method }) => gameOn(dataset, method, { criticSteps, every, hidden }),
        further: {
          scores: (run, { method }) => measured(run, scores, method.criticSteps),
          frames: (run, { method }) => linePictures(run, CELLS, pictureEvery, method.criticSteps),
        },
      };
    },
    tables: ({ further: { scores, frames } }) => ({
      "": columnsFirst(scores!, "method", "step"),
      frames: frames!.drop("run"),
    }),
    settings: (done) => ({
      methods: methodsOf(done),
      seconds: Math.round(done.blocks.reduce((sum, { seconds }) => sum + seconds, 0)),
      metric: LINE_METRIC,
    }),
  };
}

function gameOn(
  dataset: Dataset,
  { loss, constraints, optimiser, criticSteps: perStep, batchNorm: normalised }: TwoGaussiansMethod,
  { criticSteps, every, hidden }: Readonly<Record<"criticSteps" | "every" | "hidden", number>>,
): Training {
  const network = {
    hidden: [hidden, hidden, hidden],
    init: lecunUniform(),
    outputs: 1,
    ...(normalised ? { normalisation: batchNorm() } : {}),
  };
  return {
    dataset,
    generator: mlp({ ...network, inputs: 64 }),
    critic: mlp({ ...network, inputs: 1, activation: leakyRelu(0.01), normaliseFirst: false }),
    loss,
    constraints,
    optimiser,
    update: alternating({ criticSteps: perStep }),
    batch: 64,
    steps: Math.ceil(criticSteps / perStep),
    every: Math.max(1, Math.round(every / perStep)),
    grid: lineGrid(CELLS),
    snapshotSize: LINE_POINTS,
  };
}
