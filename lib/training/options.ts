import { aConstraint } from "../constraints/house.ts";
import type { Constraint } from "../constraints/mod.ts";
import type { Dataset } from "../datasets/mod.ts";
import { aLoss } from "../losses/house.ts";
import type { Loss } from "../losses/mod.ts";
import { aModel } from "../models/house.ts";
import type { Model } from "../models/mod.ts";
import {
  byName,
  callable,
  count,
  either,
  group,
  list,
  off,
  open,
  orNull,
  read,
  type Spec,
  usually,
} from "../options/mod.ts";
import { runsFrom } from "../runs/mod.ts";
import { AVERAGE, type Average, type AverageOptions } from "./average.ts";
import { aDataset } from "../datasets/house.ts";
import { LOOP, MOST_ROWS, RUNS, usualEvery } from "./loop_options.ts";
import { aLatent, type Latent, normalLatent } from "./latents.ts";
import { adam } from "./optimisers/adam.ts";
import { anOptimiser, type Optimiser } from "./optimisers/optimiser.ts";
import type { Parts } from "./parts.ts";
import { PRETRAINING, type Pretraining } from "./pretraining.ts";
import { GRID, type Grid, gridOf } from "./probes/grid.ts";
import {
  aSignal,
  CHECKPOINT,
  type CheckpointOptions,
  type FullCheckpoint,
} from "./stored/checkpoint_options.ts";
import { alternating } from "./updates/alternating.ts";
import { anUpdate, type Update } from "./updates/update.ts";

/**
 * A number, or several by name, that say how good the points `[n, dimension]` of one run are. A
 * record's own names become the columns.
 */
export type Metric = (samples: Float32Array) => number | Readonly<Record<string, number>>;

/** What a progress callback is told. */
export interface Progress {
  /** Steps done. */
  readonly step: number;
  /** Steps in all. */
  readonly steps: number;
  /**
   * The newest numbers, medians over the runs that are well: the metrics, then the losses. A loss
   * that is called like a metric is `"NAME (term)"`.
   */
  readonly metrics: Readonly<Record<string, number>>;
}

/** The settings of a training. Only the first four have no default. */
export interface TrainOptions {
  /** Where real points come from. */
  readonly dataset: Dataset;
  /** Makes points of latents: outputs = the data's dimension. */
  readonly generator: Model;
  /**
   * Scores points: inputs = the data's dimension, one output, a logit that is high on real data.
   */
  readonly critic: Model;
  /** What both minimise. */
  readonly loss: Loss;
  /** What keeps the critic smooth. Default none. */
  readonly constraints?: readonly Constraint[];
  /** The rule of a step. Default {@linkcode alternating}, one critic step. */
  readonly update?: Update;
  /**
   * For both players, or for each. Default Adam, rate 1e-3, betas 0.5 and 0.9. One for each, of
   * different rates, is the two time-scale update rule (TTUR, Heusel et al. 2017):
   * `{ generator: adam({ rate: 1e-4 }), critic: adam({ rate: 3e-4 }) }`.
   */
  readonly optimiser?: Optimiser | { readonly generator: Optimiser; readonly critic: Optimiser };
  /**
   * Keeps a running mean of the generator's parameters, which is then what snapshots, metrics and
   * the result show; see {@linkcode AverageOptions}. Training goes on as without. Default none.
   */
  readonly average?: AverageOptions;
  /** Trains the critic on real points alone before the first step; see `pretrain`. Default none. */
  readonly pretrain?: Pretraining;
  /**
   * Where latents come from. Default {@linkcode normalLatent}; their size is the
   * generator's inputs.
   */
  readonly latent?: Latent;
  /** Real points, and latents, a step. Default 256. At most 1,000,000. */
  readonly batch?: number;
  /** Generator steps. Default 2,000. At most 1e9. */
  readonly steps?: number;
  /** Runs side by side, each with its own seed. Default 1. At most 100,000. */
  readonly runs?: number;
  /** The seed of the experiment. Default 0. */
  readonly seed?: number;
  /** The number of the first run: run 3 of 8 alone is `{ runs: 1, firstRun: 3 }`. Default 0. */
  readonly firstRun?: number;
  /**
   * Whose random streams each run draws from, one number a run; default its own. Runs of one
   * number start alike and see the same data: what they differ in must be numbers that are
   * given one a run.
   */
  readonly streams?: readonly number[];
  /**
   * Steps between snapshots, metrics and rows of the history; those of the start and of the last
   * step are there always, also where `every` is more than `steps`. Default a twentieth of `steps`.
   */
  readonly every?: number;
  /** Generated points in a snapshot. Default 500. At most 1,000,000. */
  readonly snapshotSize?: number;
  /**
   * Numbers to compute at each snapshot, by name, one run's points at a time. One that throws at the
   * first snapshot ends the training; later it is named in a warning, and its numbers are missing.
   */
  readonly metrics?: Readonly<Record<string, Metric>>;
  /** Generated points that metrics see. Default 2,500. At most 1,000,000. */
  readonly metricSize?: number;
  /**
   * Where the critic is looked at in snapshots; default {@linkcode gridOf} the data,
   * `null` for nowhere.
   */
  readonly grid?: Grid | null;
  /** Called at each snapshot; a promise that it returns is waited for. */
  readonly onProgress?: (progress: Progress) => unknown;
  /**
   * Where to keep its state, to go on after a stop; see {@linkcode CheckpointOptions}.
   * Default nowhere.
   */
  readonly checkpoint?: CheckpointOptions;
  /**
   * Ends the training early, between two blocks of steps: its reason is thrown. Default never. With
   * a checkpoint the state is kept first, as by its `stop`.
   *
   * In a notebook `AbortSignal.timeout(60_000)` ends a cell after a minute; a training that no cell
   * waits for can be ended by a later one; and a cell that has called
   * `Deno.addSignalListener("SIGINT", () => controller.abort())` makes Jupyter's stop button, which
   * ends Deno's kernel otherwise, end the training alone.
   */
  readonly signal?: AbortSignal;
  /** A loss or penalty beyond this counts as divergence. Default 1e6. */
  readonly divergence?: number;
}

/** One optimiser for each player. */
const EACH_OPTIMISER = { generator: anOptimiser, critic: anOptimiser };

const eachOptimiser = group<Parts["optimisers"]>(EACH_OPTIMISER);

/** What fits one for each player: a loss has functions of both players too, and a name. */
const twoOptimisers: typeof eachOptimiser = {
  ...eachOptimiser,
  is: (value) => {
    const given = Object(value);
    return eachOptimiser.is(value) && !("name" in given) &&
      ("generator" in given || "critic" in given);
  },
};

/** What a training is, whichever runs are trained and whoever watches. */
export type Settings = Omit<
  TrainOptions,
  keyof typeof RUNS | "onProgress" | "checkpoint" | "signal"
>;

/** What fits {@linkcode Settings}. */
export const SETTINGS = {
  dataset: aDataset,
  generator: aModel,
  critic: aModel,
  loss: aLoss,
  constraints: list(aConstraint, []),
  update: usually(anUpdate, alternating()),
  optimiser: either(anOptimiser, twoOptimisers, adam({ beta1: 0.5, beta2: 0.9 })),
  average: off(group<AverageOptions>(AVERAGE)),
  pretrain: off(group<Pretraining>(PRETRAINING)),
  latent: usually(aLatent, normalLatent),
  ...LOOP,
  snapshotSize: count(500, { most: MOST_ROWS }),
  metrics: byName(callable<Metric>("a function of points"), {}),
  metricSize: count(2500, { most: MOST_ROWS }),
  grid: open(orNull(group<Grid>(GRID))),
} satisfies Spec<Settings>;

/** What fits {@linkcode TrainOptions}. */
export const TRAIN = {
  ...SETTINGS,
  ...RUNS,
  onProgress: open(callable<(progress: Progress) => unknown>("a function")),
  checkpoint: open(group<CheckpointOptions>(CHECKPOINT)),
  signal: open(aSignal),
} satisfies Spec<TrainOptions>;

/** The settings with every default filled in. */
export type FullOptions =
  & Required<
    Omit<
      TrainOptions,
      "optimiser" | "onProgress" | "checkpoint" | "signal" | "grid" | "average" | "pretrain"
    >
  >
  & Pick<TrainOptions, "onProgress">
  & {
    readonly optimisers: Parts["optimisers"];
    readonly checkpoint?: FullCheckpoint | undefined;
    readonly signal?: AbortSignal | undefined;
    readonly average: Average | undefined;
    readonly pretrain: Required<Pretraining> | undefined;
    readonly grid: Grid | undefined;
  };

/**
 * Fills in the defaults.
 *
 * @throws {TypeError} If a part is something else.
 */
export function withDefaults(options: TrainOptions): FullOptions {
  const { optimiser, onProgress, ...full } = read("train", options, TRAIN);
  const { average, pretrain, checkpoint, grid, dataset, runs, firstRun, steps } = full;
  return {
    ...full,
    ...(onProgress ? { onProgress } : {}),
    optimisers: "update" in optimiser
      ? { generator: optimiser, critic: optimiser }
      : read("optimiser", optimiser, EACH_OPTIMISER),
    average: average && read("average", average, AVERAGE),
    pretrain: pretrain && read("pretrain", pretrain, PRETRAINING),
    checkpoint: checkpoint && read("checkpoint", checkpoint, CHECKPOINT),
    streams: full.streams ?? runsFrom(firstRun, runs),
    every: full.every ?? usualEvery(steps),
    grid: grid === null ? undefined : grid ? read("grid", grid, GRID) : gridOf(dataset),
  };
}
