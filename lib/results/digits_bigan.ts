import * as tf from "@tensorflow/tfjs";
import { dataset, digits, type FiniteDataset } from "../datasets/mod.ts";
import type { Experiment } from "../experiments/mod.ts";
import { bigan } from "../games/mod.ts";
import { accuracy, digitJudge, type Judge, linearProbe, nearestAccuracy } from "../judges/mod.ts";
import { biganCritic, biganEncoder, biganGenerator } from "../models/mod.ts";
import {
  adam,
  annealed,
  type Game,
  type LookMetric,
  outputsOf,
  type PlayedRuns,
  untrained,
} from "../training/mod.ts";
import { biganBaselines, type Parts } from "./bigan_baselines.ts";
import { countsOf, picturesOf, walksOf } from "./bigan_pictures.ts";
import { methodsOf } from "./methods_of.ts";
import type { GameResult, ResultTables } from "./result.ts";

/** How long {@linkcode digitsBigan} trains, and what it trains on. */
export interface DigitsBiganOptions {
  /** Steps. Default 8,000. */
  readonly steps?: number;
  /** Width of all hidden layers. Default 512. */
  readonly hidden?: number;
  /** All of MNIST, which is fetched, or the digits that ship. Default MNIST. */
  readonly from?: "mnist" | "digits";
  /** Images of each part at most, and of a batch. Default all. */
  readonly most?: number;
}

/** The players of {@linkcode digitsBigan}. */
export type DigitsBiganPlayer = "generator" | "encoder" | "critic";

const SEED = 1, BATCH = 128, RATE = 4e-4;
/** Digits whose reconstructions are kept. */
const PAIRS = 20;

/**
 * gan-pytorch's BiGAN on MNIST at half its width, read along the way: Adam with a rate that falls
 * from 4e-4 to 0, batches of 128.
 *
 * Tables: "" with step, run, probe, probeAsShipped, nearest (of the digits that ship: 10,000 to
 * learn from, 2,000 to read), and keeps: the share of the 2,000 whose reconstruction the judge of
 * digits reads as what they are. `pictures`: step, run, kind (`pairs`: reconstructions of the first
 * 20 of the 2,000), place, pixels. `read`: label, as, count, of the reconstructions at
 * the end. `walks`: from, to, share, pixels. `baselines`: features, dimension, probe,
 * probeAsShipped, nearest, with all of MNIST.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { digitsBigan, type DigitsBiganOptions } from "saddle/results/mod.ts";
 *
 * const short: DigitsBiganOptions = { steps: 10, hidden: 16 };
 * assert.equal(digitsBigan(short).name, "digits-bigan");
 * ```
 */
export function digitsBigan(
  { steps = 8000, hidden = 512, from = "mnist", most }: DigitsBiganOptions = {},
): GameResult<Record<string, never>, DigitsBiganPlayer> {
  const limit = most ? { most } : {};
  const parts = (name: "mnist" | "digits"): Parts => ({
    train: dataset(name, { part: "train", ...limit }) as FiniteDataset,
    test: dataset(name, { part: "test", ...limit }) as FiniteDataset,
  });
  return {
    name: "digits-bigan",
    about: "A BiGAN on MNIST: how well its codes and its reconstructions keep the digit, step by " +
      "step, beside what an untrained encoder, principal components and the pixels keep.",
    experiment: async () => {
      const judge = await digitJudge(), shipped = parts("digits");
      const { train } = parts(from);
      return {
        parameters: {},
        seed: SEED,
        samples: "none",
        game: () => withLooks(gameOn(train, { steps, hidden }), shipped),
        play: () => ({
          steps,
          every: Math.ceil(steps / 16),
          batch: Math.min(BATCH, train.size),
          metrics: metricsOf(shipped, judge),
        }),
        further: { pictures: (played) => picturesOf(played, train.dimension) },
      };
    },
    tables: async (done) => ({
      "": done.metrics,
      pictures: done.further["pictures"]!,
      ...await atTheEnd(done, digits({ part: "test", ...limit })),
      baselines: biganBaselines(parts(from), {
        untrained: untrained(biganEncoder({ hidden }), { player: "encoder", seed: SEED }),
        trained: (await done.trained({})).players.encoder,
      }),
    }),
    settings: (done) => ({ data: from, methods: methodsOf(done) }),
  };
}

function gameOn(
  train: FiniteDataset,
  { steps, hidden }: { readonly steps: number; readonly hidden: number },
): Game<DigitsBiganPlayer> {
  const rule = adam({ rate: RATE, beta1: 0.5, weightDecay: 2.5e-5 });
  return bigan({
    dataset: train,
    generator: biganGenerator({ hidden }),
    encoder: biganEncoder({ hidden }),
    critic: biganCritic({ hidden }),
    optimiser: annealed(rule, { over: steps }),
  });
}

/** The game with looks at digits. What batch norm sees is all that a look takes in. */
function withLooks(game: Game<DigitsBiganPlayer>, { train, test }: Parts): Game<DigitsBiganPlayer> {
  const rows = (real: Float32Array) => ({ rows: { real }, n: real.length / test.dimension });
  const both = new Float32Array(train.points.length + test.points.length);
  both.set(train.points);
  both.set(test.points, train.points.length);
  const some = rows(test.points);
  return {
    ...game,
    looks: {
      codes: {
        inputs: rows(both),
        see: ({ encoder }, { real }) => encoder(real!),
        kept: false,
      },
      reconstructions: {
        inputs: some,
        see: ({ generator, encoder }, { real }) => generator(encoder(real!)),
        kept: false,
      },
      pairs: {
        inputs: some,
        see: ({ generator, encoder }, { real }) => first(generator(encoder(real!)), PAIRS),
      },
    },
  };
}

/** The first rows of each run. */
function first(rows: tf.Tensor, n: number): tf.Tensor {
  return tf.slice(rows, [0, 0, 0], [-1, Math.min(n, rows.shape[1]!), -1]);
}

function metricsOf({ train, test }: Parts, judge: Judge): Record<string, LookMetric> {
  return {
    codes: { look: "codes", measure: (codes) => scoresOf(codes, { train, test }) },
    keeps: {
      look: "reconstructions",
      measure: (images) => accuracy(judge.see(images).classes, test.labels!.values),
    },
  };
}

/** How well digits can be read in codes, those of the training part first. */
function scoresOf(codes: Float32Array, { train, test }: Parts): Record<string, number> {
  const dimension = codes.length / (train.size + test.size), known = train.size * dimension;
  const learned = { features: codes.slice(0, known), labels: train.labels!.values };
  const asked = { features: codes.slice(known), labels: test.labels!.values };
  const shipped = { dimension, trainedAs: "gan-pytorch" } as const;
  return {
    probe: linearProbe(learned, asked, { dimension }).accuracy,
    probeAsShipped: linearProbe(learned, asked, shipped).accuracy,
    nearest: nearestAccuracy(learned, asked, { dimension }),
  };
}

/** What only the trained players show. */
async function atTheEnd(
  done: Experiment<PlayedRuns<DigitsBiganPlayer>>,
  test: FiniteDataset,
): Promise<ResultTables> {
  const { players } = await done.trained({});
  const back = outputsOf(players.generator, outputsOf(players.encoder, test.points));
  return {
    read: countsOf(test.labels!.values, (await digitJudge()).see(back).classes),
    walks: walksOf(players, test),
  };
}
