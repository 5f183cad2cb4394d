import { type Dataset, ganPytorchData } from "../datasets/mod.ts";
import type { Training } from "../experiments/mod.ts";
import { type Loss, minimax, nonSaturating } from "../losses/mod.ts";
import { leakyRelu, mlp, xavierUniform } from "../models/mod.ts";
import { adam, alternating, uniformLatent } from "../training/mod.ts";
import { columnsFirst } from "./columns_first.ts";
import { LINE_METRIC, LINE_POINTS, lineGrid, linePictures, lineScores } from "./line.ts";
import { measured } from "./measured.ts";
import { methodsOf } from "./methods_of.ts";
import type { Result } from "./result.ts";

/** How long to train; the defaults are what is stored. */
export interface GanPytorchOptions {
  /** Epochs. Default 40. */
  readonly epochs?: number;
  /** Batches an epoch. Default 313, which is 20,000 points in batches of 64. */
  readonly batches?: number;
  /** Seeds. Default 8. */
  readonly runs?: number;
  /** The seed. Default 1. */
  readonly seed?: number;
}

const CELLS = { range: [-1.1, 1.1], bins: 110 } as const;
const METHODS: readonly GanPytorchMethod[] = [
  { name: "GAN", loss: minimax() },
  { name: "NS-GAN", loss: nonSaturating() },
];

/** A loss by the name that it has in tables. */
export interface GanPytorchMethod {
  /** Its name. */
  readonly name: string;
  /** The loss of both players. */
  readonly loss: Loss;
}

/**
 * gan-pytorch's GAN on its data1, minimax and non-saturating, with four critic steps on the same real
 * batch for each of the generator.
 *
 * Tables: "" with the columns method, step (generator steps), run, jsd (500 generated points against
 * 500, 110 cells), w1 (2,000 against 2,000), half (the mean over the data of |sigma(D) - 1/2|), after
 * every epoch; `frames` with method, step, x, count, critic of run 0, as for `two-gaussians`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { ganPytorch, type GanPytorchOptions } from "saddle/results/mod.ts";
 *
 * const short: GanPytorchOptions = { epochs: 1, batches: 3 };
 * assert.equal(ganPytorch(short).name, "gan-pytorch-data1");
 * ```
 */
export function ganPytorch(
  { epochs = 40, batches = 313, runs = 8, seed = 1 }: GanPytorchOptions = {},
): Result<{ method: GanPytorchMethod }> {
  return {
    name: "gan-pytorch-data1",
    about: "gan-pytorch's GAN on the line, minimax and non-saturating: binned Jensen-Shannon " +
      "divergence, Wasserstein distance and the critic's distance from 1/2 after every epoch.",
    experiment: () => {
      const dataset = ganPytorchData({ seed });
      const scores = lineScores(dataset, CELLS, seed);
      return {
        parameters: { method: METHODS },
        runs,
        seed,
        samples: "none",
        training: ({ method: { loss } }) => ({
          ...gameOn(dataset, loss),
          steps: epochs * batches,
          every: batches,
        }),
        further: {
          scores: (run) => measured(run, scores),
          frames: (run) => linePictures(run, CELLS, batches),
        },
      };
    },
    tables: ({ further: { scores, frames } }) => ({
      "": columnsFirst(scores!, "method", "step"),
      frames: frames!.drop("run"),
    }),
    settings: (done) => ({
      methods: methodsOf(done),
      batchesAnEpoch: batches,
      metric: LINE_METRIC,
    }),
  };
}

function gameOn(dataset: Dataset, loss: Loss): Training {
  const network = { activation: leakyRelu(0.01), init: xavierUniform(), outputs: 1 };
  return {
    dataset,
    generator: mlp({ ...network, inputs: 5, hidden: [16, 16, 16] }),
    critic: mlp({ ...network, inputs: 1, hidden: [32, 32] }),
    latent: uniformLatent({ low: -1 }),
    loss,
    optimiser: adam({ rate: 1e-4, beta1: 0, beta2: 0.9 }),
    update: alternating({ criticSteps: 4, freshReal: false }),
    batch: 64,
    grid: lineGrid(CELLS),
    snapshotSize: LINE_POINTS,
  };
}
