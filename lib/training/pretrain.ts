import * as tf from "@tensorflow/tfjs";
import { batches, type Dataset } from "../datasets/mod.ts";
import { start } from "../engine/mod.ts";
import { aModel } from "../models/house.ts";
import type { Model } from "../models/mod.ts";
import { read, type Spec } from "../options/mod.ts";
import { blockOf } from "./blocks/block_of.ts";
import { checkStreams } from "./check_options.ts";
import { aDataset } from "../datasets/house.ts";
import { RUNS } from "./loop_options.ts";
import { runsFrom, runStreams } from "../runs/mod.ts";
import { fit } from "./blocks/fit.ts";
import { checkPretraining, PRETRAINING, type Pretraining } from "./pretraining.ts";

/** The settings of {@linkcode pretrain}. */
export interface PretrainOptions extends Pretraining {
  /** What is trained: a critic whose scores have an upper end, such as an `autoencoder`. */
  readonly critic: Model;
  /** Where real points come from. */
  readonly dataset: Dataset;
  /** Runs side by side: those of the training to come. Default 1. */
  readonly runs?: number;
  /** The seed of the experiment. Default 0. */
  readonly seed?: number;
  /** The number of the first run. Default 0. */
  readonly firstRun?: number;
  /** Whose random streams each run draws from, as in the training to come; default its own. */
  readonly streams?: readonly number[];
}

/** What fits {@linkcode PretrainOptions}. */
export const PRETRAIN = {
  critic: aModel,
  dataset: aDataset,
  ...RUNS,
  ...PRETRAINING,
} satisfies Spec<PretrainOptions>;

/** What {@linkcode pretrain} gives. */
export interface Pretrained {
  /**
   * The critic: the same model, which begins as it was trained. It serves as many runs
   * as were trained.
   */
  readonly critic: Model;
  /**
   * Minus the mean score of real points, which for an autoencoder is its error: `[steps, runs]`.
   */
  readonly losses: Float32Array;
}

/**
 * Trains a critic on real points alone, to score them as high as it can, before it
 * meets a generator.
 *
 * For an energy-based GAN (Zhao et al. 2017): an autoencoder can learn what data look like without
 * anything to compare them with. It begins with the parameters that the
 * training would begin with, and draws data of its own.
 *
 * @throws {RangeError} If the critic's scores have no upper end, so that nothing would stop them;
 * if its inputs are not the data's; if a number is out of range.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { ring } from "saddle/datasets/mod.ts";
 * import { start } from "saddle/engine/mod.ts";
 * import { autoencoder, mlp } from "saddle/models/mod.ts";
 * import { pretrain, type Pretrained, type PretrainOptions } from "saddle/training/mod.ts";
 *
 * await start({ engine: "wasm" });
 * const [encoder, decoder] = [mlp({ inputs: 2, outputs: 4 }), mlp({ inputs: 4, outputs: 2 })];
 * const options: PretrainOptions = {
 *   critic: autoencoder(encoder, decoder),
 *   dataset: ring(),
 *   steps: 20,
 *   batch: 32,
 * };
 * const { losses }: Pretrained = await pretrain(options);
 * assert.ok(losses[19]! < losses[0]!);
 * ```
 */
export async function pretrain(options: PretrainOptions): Promise<Pretrained> {
  const full = checked(options);
  const { critic, dataset, runs, batch } = full;
  await start();
  const sources = runStreams(full, "pretraining data").map((random) =>
    batches(dataset, random, batch)
  );
  const { params, state, losses } = fit({
    ...full,
    model: critic,
    init: "init critic",
    loss: ([scores]) => tf.neg(tf.mean(scores!, [1, 2])),
    next: (steps) => [blockOf(sources, steps, batch, dataset.dimension)],
  });
  return {
    critic: {
      ...critic,
      name: `${critic.name}, pre-trained ${full.steps} steps`,
      init: (randoms) => {
        if (randoms.length === runs) return { params: params.upload(), state: state.upload() };
        throw new RangeError(
          `This critic was pre-trained for ${runs} runs, but ${randoms.length} are to be made.`,
        );
      },
    },
    losses,
  };
}

/** What else there is. */
function checked(options: PretrainOptions): Required<PretrainOptions> {
  const full = read("pretrain", options, PRETRAIN);
  const streams = full.streams ?? runsFrom(full.firstRun, full.runs);
  checkStreams("pretrain", { streams, runs: full.runs });
  checkPretraining(full, full);
  return { ...full, streams };
}
