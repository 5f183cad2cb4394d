import type { DataFrame } from "nodejs-polars";
import { gameTrial, MOST_RUNS, trainingTrial, type Trial } from "../training/house.ts";
import {
  byName,
  callable,
  choice,
  count,
  list,
  notNegative,
  open,
  own,
  part,
  read,
  type Spec,
  text,
} from "../options/mod.ts";
import type {
  Game,
  Played,
  PlayedRuns,
  PlayOptions,
  Run,
  TrainedRuns,
  TrainOptions,
} from "../training/mod.ts";
import { type Combination, combinations, inWords, type Label } from "./combinations.ts";
import { type Experiment, perform } from "./perform.ts";
import { type Candidate, plan, type Seeds } from "./plan.ts";
import type { ExperimentProgress } from "./progress.ts";
import type { Kept } from "./tables.ts";

/** What one combination is trained with: what the experiment decides itself is left out. */
export type Training = Omit<
  TrainOptions,
  "runs" | "seed" | "streams" | "checkpoint" | "onProgress"
>;

/** How one combination's game is played: what the experiment decides itself is left out. */
export type Playing = Omit<
  PlayOptions,
  "runs" | "seed" | "streams" | "checkpoint" | "onProgress"
>;

/** What experiments over trainings and over games have in common. */
export interface CommonOptions<Values, Result> {
  /** What it is called. */
  readonly name: string;
  /** The values of each parameter. All combinations are trained; `{}` for one training. */
  readonly parameters: { readonly [K in keyof Values]: readonly Values[K][] };
  /** Which combinations there are; the others are no part of the experiment. Default all. */
  readonly where?: (values: Values) => boolean;
  /**
   * Parameters that only go to numbers that can be given one a run (weights, rates, ...). Combinations
   * that differ in them alone are trained side by side, for little more than the price of one. Metrics
   * must not depend on them: all are measured by the same ones. Default none.
   */
  readonly stack?: readonly (keyof Values & string)[];
  /** Seeds of each combination; all combinations see the same ones. Default 1. At most 100,000. */
  readonly runs?: number;
  /** The seed. Default 0. */
  readonly seed?: number;
  /** At most so many runs are stacked, but at least one combination. Default 32. At most 100,000. */
  readonly together?: number;
  /** Where to keep results, and to go on from after a stop. Default nowhere. */
  readonly folder?: string;
  /** Which snapshots become the tables of samples, critics and other looks. Default the last. */
  readonly samples?: Kept;
  /**
   * Further tables by name, of what is left of each combination when it is trained: of all its
   * snapshots, of metrics that have to know the run or the step. A table has a column `run`, the
   * places of runs from 0. Default none.
   */
  readonly further?: Readonly<Record<string, (result: Result, values: Values) => DataFrame>>;
  /** Seconds between two checkpoints in the folder. Default 30. */
  readonly checkpointSeconds?: number;
  /** Ends it early, with what was done kept in the folder; its reason is thrown. Default none. */
  readonly stop?: AbortSignal;
  /** Called at each snapshot; a promise that it returns is waited for. */
  readonly onProgress?: (progress: ExperimentProgress) => unknown;
  /** Told of each combination that is refused, before anything runs. Default prints a warning. */
  readonly report?: (line: string) => void;
}

/**
 * The settings of an {@linkcode experiment} over trainings. Name, parameters and training have no
 * default.
 */
export interface ExperimentOptions<Values> extends CommonOptions<Values, Run> {
  /**
   * The settings of a combination. A `RangeError` that it throws, or that they lead to, refuses the
   * combination; the others go on. The critic is looked at on a grid only if one is given.
   */
  readonly training: (values: Values) => Training;
}

/**
 * The settings of an {@linkcode experiment} over games. Name, parameters and game have no default.
 */
export interface GameExperimentOptions<Values, P extends string>
  extends CommonOptions<Values, Played<P>> {
  /** The game of a combination. A `RangeError` that it throws refuses the combination. */
  readonly game: (values: Values) => Game<P>;
  /** How it is played: steps, batch, metrics. Default as `play` does. */
  readonly play?: (values: Values) => Playing;
}

type AnyValues = Record<string, unknown>;
type AnyOptions =
  & CommonOptions<AnyValues, never>
  & Partial<Pick<ExperimentOptions<AnyValues>, "training">>
  & Partial<Pick<GameExperimentOptions<AnyValues, string>, "game" | "play">>;

/** What fits {@linkcode ExperimentOptions} and {@linkcode GameExperimentOptions}. */
export const EXPERIMENT = {
  name: text(),
  parameters: own<AnyOptions["parameters"]>({
    fits: "lists of values by their names, {} for one training",
    is: (value) => typeof value === "object" && value !== null,
  }),
  where: open(callable<NonNullable<AnyOptions["where"]>>("a function of values")),
  training: open(callable<NonNullable<AnyOptions["training"]>>(
    "a function that makes settings of values",
  )),
  game: open(callable<NonNullable<AnyOptions["game"]>>("a function that makes a game of values")),
  play: open(callable<NonNullable<AnyOptions["play"]>>("a function that makes settings of values")),
  stack: { ...list(text(), []), fits: "a list of parameters' names" },
  runs: count(1, { most: MOST_RUNS }),
  seed: count(0, { from: 0 }),
  together: count(32, { most: MOST_RUNS }),
  folder: open(text()),
  samples: choice<Kept>(["all", "last", "none"], "last"),
  further: byName(
    callable<(result: never, values: AnyValues) => DataFrame>("a function of a finished training"),
    {},
  ),
  checkpointSeconds: notNegative(30),
  stop: open(part<AbortSignal>("an AbortSignal", "aborted")),
  onProgress: open(callable<NonNullable<AnyOptions["onProgress"]>>("a function")),
  report: callable<NonNullable<AnyOptions["report"]>>(
    "a function",
    (line) => console.warn(line),
  ),
} satisfies Spec<AnyOptions>;

/**
 * Trains every combination of some parameters with several seeds: a generator against a critic, or
 * any game.
 *
 * With a `folder` results are kept there: `settings.json`, `history.parquet`, `metrics.parquet`,
 * `status.parquet`, a file for each look (`samples.parquet`, `critic.parquet`) and each further
 * table, and the trained players in `blocks/`, as `saveTrained` or `savePlayers` stores them.
 * Stopped at any moment, the same call goes on where it was and ends with the same numbers; a
 * finished one is only read.
 *
 * Combinations are trained in blocks that depend on nothing but these settings.
 *
 * @throws {RangeError} Before anything is trained, if an option does not exist or fit, no combination
 * makes sense, or the folder holds something else: it says what differs, and nothing is lost.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { simplePenalty } from "saddle/constraints/mod.ts";
 * import { dirac } from "saddle/datasets/mod.ts";
 * import { start } from "saddle/engine/mod.ts";
 * import { type Experiment, experiment, type ExperimentOptions } from "saddle/experiments/mod.ts";
 * import { wasserstein } from "saddle/losses/mod.ts";
 * import { constantValues, linear } from "saddle/models/mod.ts";
 * import { onesLatent, sgd } from "saddle/training/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const one = (value: number) =>
 *   linear({ inputs: 1, outputs: 1, bias: false, init: constantValues([value]) });
 * const options: ExperimentOptions<{ weight: number }> = {
 *   name: "Dirac-GAN",
 *   parameters: { weight: [0.3, 1] },
 *   stack: ["weight"],
 *   training: ({ weight }) => ({
 *     dataset: dirac(),
 *     generator: one(-1),
 *     critic: one(0),
 *     latent: onesLatent,
 *     loss: wasserstein(),
 *     constraints: [simplePenalty({ weight })],
 *     optimiser: sgd({ rate: 0.05 }),
 *     batch: 1,
 *     steps: 20,
 *     metrics: { theta: ([theta]) => theta! },
 *     metricSize: 1,
 *   }),
 * };
 * const { metrics }: Experiment = await experiment(options);
 * const end = metrics.toRecords().filter(({ step }) => step === 20);
 * assert.deepEqual(end.map(({ weight }) => weight), [0.3, 1]);
 * assert.ok(end.every(({ theta }) => Math.abs(theta as number) < 1));
 * ```
 */
export function experiment<Values>(options: ExperimentOptions<Values>): Promise<Experiment>;
/**
 * The same of a game of any players. Its terms are the columns of `history`; `looks` has a table of
 * what each of its looks shows.
 *
 * @throws {RangeError} As above.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { finite, labelModes, ring } from "saddle/datasets/mod.ts";
 * import { start } from "saddle/engine/mod.ts";
 * import { experiment, type GameExperimentOptions } from "saddle/experiments/mod.ts";
 * import { classifier } from "saddle/games/mod.ts";
 * import { linear } from "saddle/models/mod.ts";
 * import { sgd } from "saddle/training/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const dataset = labelModes(finite(ring({ modes: 3 }), { size: 60, seed: 1 }));
 * const options: GameExperimentOptions<{ rate: number }, "classifier"> = {
 *   name: "rates",
 *   parameters: { rate: [0.01, 0.1] },
 *   stack: ["rate"],
 *   game: ({ rate }) =>
 *     classifier({ dataset, model: linear({ inputs: 2, outputs: 3 }), optimiser: sgd({ rate }) }),
 *   play: () => ({ steps: 4, every: 4, batch: 20 }),
 * };
 * const { history } = await experiment(options);
 * assert.deepEqual(history.columns.slice(0, 4), ["rate", "run", "step", "crossEntropy"]);
 * ```
 */
export function experiment<Values, P extends string>(
  options: GameExperimentOptions<Values, P>,
): Promise<Experiment<PlayedRuns<P>>>;
export async function experiment<Values>(
  options: ExperimentOptions<Values> | GameExperimentOptions<Values, string>,
): Promise<Experiment<TrainedRuns | PlayedRuns<string>>> {
  const given = read("experiment", options, EXPERIMENT);
  const { name, stack, runs, seed, together, folder, samples, report } = given;
  checkKind(given);
  checkStack(stack, given.parameters);
  const candidates = candidatesOf(options, stack);
  const planned = plan(candidates, { runs, seed, together });
  for (const { labels, reason } of planned.refused) {
    report(`left out: ${inWords(labels)}: ${reason}`);
  }
  return await perform(planned, {
    folder,
    samples,
    seconds: given.checkpointSeconds,
    settings: { name, runs, seed, parameters: labelsOf(candidates) },
    about: {},
    stop: given.stop,
    onProgress: given.onProgress,
  });
}

/** The combinations that are part of an experiment, each of which makes its own trial. */
function candidatesOf<Values>(
  options: ExperimentOptions<Values> | GameExperimentOptions<Values, string>,
  stack: readonly string[],
): Candidate<TrainedRuns | PlayedRuns<string>>[] {
  const { where = () => true, further = {} } = options;
  const all = combinations(options.parameters).filter(({ values }) => where(values));
  if (all.length === 0) {
    throw new RangeError(`experiment's where leaves no combination of these parameters.`);
  }
  return all.map(({ values, labels }: Combination<Values>) => ({
    labels,
    trial: trialsOf(options, values),
    group: JSON.stringify(Object.entries(labels).filter(([name]) => !stack.includes(name))),
    further: Object.fromEntries(
      Object.entries(further).map(([name, make]) =>
        [name, (result: unknown) => make(result as never, values)] as const
      ),
    ),
  }));
}

function trialsOf<Values>(
  options: ExperimentOptions<Values> | GameExperimentOptions<Values, string>,
  values: Values,
): (seeds: Seeds) => Trial<TrainedRuns | PlayedRuns<string>> {
  if (isTraining(options)) {
    return (seeds) => trainingTrial({ grid: null, ...options.training(values), ...seeds });
  }
  return (seeds) => gameTrial(options.game(values), { ...options.play?.(values), ...seeds });
}

function isTraining<Values>(
  options: ExperimentOptions<Values> | GameExperimentOptions<Values, string>,
): options is ExperimentOptions<Values> {
  return (options as Partial<ExperimentOptions<Values>>).training !== undefined;
}

/** Refuses an experiment over nothing, or over trainings and games at once. */
function checkKind(
  { training, game, play }: { readonly [K in "training" | "game" | "play"]?: unknown },
): void {
  if (training && !game && !play || game && !training) return;
  const came = Object.entries({ training, game, play }).flatMap(([name, value]) =>
    value ? [name] : []
  );
  throw new RangeError(
    `experiment needs training, or game and play if it likes, but ${
      came.join(" and ") || "none"
    } came.`,
  );
}

/** Refuses a list for the stack that names no parameters. */
function checkStack(stack: readonly string[], parameters: object): void {
  const strange = stack.find((parameter) => !Object.hasOwn(parameters, parameter));
  if (strange === undefined) return;
  throw new RangeError(
    `stack names parameters, but there is none called "${strange}": ${
      Object.keys(parameters).join(", ")
    }.`,
  );
}

/** The values of every parameter, as tables call them. */
function labelsOf(
  candidates: readonly { readonly labels: Readonly<Record<string, Label>> }[],
): Record<string, Label[]> {
  const names = Object.keys(candidates[0]!.labels);
  return Object.fromEntries(names.map((name) => [
    name,
    [...new Set(candidates.map(({ labels }) => labels[name]!))],
  ]));
}
