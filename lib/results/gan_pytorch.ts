import { type FiniteDataset, ganPytorchData } from "../datasets/mod.ts";
import { type Loss, minimax, nonSaturating } from "../losses/mod.ts";
import { leakyRelu, mlp, xavierUniform } from "../models/mod.ts";
import { adam, alternating, type Run, train, uniformLatent } from "../training/mod.ts";
import { kept } from "./kept.ts";
import { LINE_METRIC, LINE_POINTS, lineGrid, linePictures, lineScores } from "./line.ts";
import { measured } from "./measured.ts";
import { type Part, settingsOf, tableOf } from "./parts.ts";
import type { Computed, Result } from "./result.ts";

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
const LOSSES: Readonly<Record<string, Loss>> = {
  "GAN": minimax(),
  "NS-GAN": nonSaturating(),
};

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
export function ganPytorch(options: GanPytorchOptions = {}): Result {
  return {
    name: "gan-pytorch-data1",
    about: "gan-pytorch's GAN on the line, minimax and non-saturating: binned Jensen-Shannon " +
      "divergence, Wasserstein distance and the critic's distance from 1/2 after every epoch.",
    compute: (report, keep) => compute(options, report, keep),
  };
}

async function compute(
  { epochs = 40, batches = 313, runs = 8, seed = 1 }: GanPytorchOptions,
  report: (line: string) => void,
  keep?: string,
): Promise<Computed> {
  const dataset = ganPytorchData({ seed });
  const parts: Part[] = [];
  for (const [method, loss] of Object.entries(LOSSES)) {
    const schedule = { epochs, batches, runs, seed, ...kept(keep, method) };
    const run = await trainOn(dataset, loss, schedule);
    parts.push({ words: { method }, run });
    report(`${method}: ${run.seconds.toFixed(0)} s for ${runs} seeds`);
  }
  const scores = lineScores(dataset, CELLS, seed);
  return {
    tables: {
      "": tableOf(parts, (run) => measured(run, scores)),
      frames: tableOf(parts, (run) => linePictures(run, CELLS, batches)),
    },
    settings: {
      methods: parts.map((part) => ({
        ...settingsOf(part),
        seconds: Math.round(part.run.seconds),
      })),
      batchesAnEpoch: batches,
      metric: LINE_METRIC,
    },
    seed,
    engine: parts[0]!.run.engine,
  };
}

function trainOn(
  dataset: FiniteDataset,
  loss: Loss,
  { epochs, batches, ...rest }: Required<GanPytorchOptions> & ReturnType<typeof kept>,
): Promise<Run> {
  const network = { activation: leakyRelu(0.01), init: xavierUniform(), outputs: 1 };
  return train({
    dataset,
    generator: mlp({ ...network, inputs: 5, hidden: [16, 16, 16] }),
    critic: mlp({ ...network, inputs: 1, hidden: [32, 32] }),
    latent: uniformLatent({ low: -1 }),
    loss,
    optimiser: adam({ rate: 1e-4, beta1: 0, beta2: 0.9 }),
    update: alternating({ criticSteps: 4, freshReal: false }),
    batch: 64,
    steps: epochs * batches,
    every: batches,
    ...rest,
    grid: lineGrid(CELLS),
    snapshotSize: LINE_POINTS,
  });
}
