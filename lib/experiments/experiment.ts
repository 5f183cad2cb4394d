import {
  callable,
  choice,
  count,
  list,
  notNegative,
  open,
  own,
  read,
  type Spec,
  text,
} from "../options/mod.ts";
import type { TrainOptions } from "../training/mod.ts";
import { combinations, inWords, type Label } from "./combinations.ts";
import { type Experiment, perform } from "./perform.ts";
import { plan } from "./plan.ts";
import type { ExperimentProgress } from "./progress.ts";
import type { Kept } from "./tables.ts";

/** What one combination is trained with: what the experiment decides itself is left out. */
export type Training = Omit<
  TrainOptions,
  "runs" | "seed" | "streams" | "checkpoint" | "onProgress"
>;

/** The settings of an {@linkcode experiment}. Only the first three have no default. */
export interface ExperimentOptions<Values> {
  /** What it is called. */
  readonly name: string;
  /** The values of each parameter. All combinations are trained; `{}` for one training. */
  readonly parameters: { readonly [K in keyof Values]: readonly Values[K][] };
  /**
   * The settings of a combination. A `RangeError` that it throws, or that they lead to, refuses the
   * combination; the others go on. The critic is looked at on a grid only if one is given.
   */
  readonly training: (values: Values) => Training;
  /**
   * Parameters that only go to numbers that can be given one a run (weights, rates, ...). Combinations
   * that differ in them alone are trained side by side, for little more than the price of one. Metrics
   * must not depend on them: all are measured by the same ones. Default none.
   */
  readonly stack?: readonly (keyof Values & string)[];
  /** Seeds of each combination; all combinations see the same ones. Default 1. */
  readonly runs?: number;
  /** The seed. Default 0. */
  readonly seed?: number;
  /** At most so many runs are stacked, but at least one combination. Default 32. */
  readonly together?: number;
  /** Where to keep results, and to go on from after a stop. Default nowhere. */
  readonly folder?: string;
  /** Which snapshots become the table of samples. Default the last. */
  readonly samples?: Kept;
  /** Seconds between two checkpoints in the folder. Default 30. */
  readonly checkpointSeconds?: number;
  /** Called at each snapshot; a promise that it returns is waited for. */
  readonly onProgress?: (progress: ExperimentProgress) => unknown;
  /** Told of each combination that is refused, before anything runs. Default prints a warning. */
  readonly report?: (line: string) => void;
}

type AnyExperiment = ExperimentOptions<Record<string, unknown>>;

/** What fits {@linkcode ExperimentOptions}. */
export const EXPERIMENT = {
  name: text(),
  parameters: own<AnyExperiment["parameters"]>({
    fits: "lists of values by their names, {} for one training",
    is: (value) => typeof value === "object" && value !== null,
  }),
  training: callable<AnyExperiment["training"]>("a function that makes settings of values"),
  stack: { ...list(text(), []), fits: "a list of parameters' names" },
  runs: count(1),
  seed: count(0, { from: 0 }),
  together: count(32),
  folder: open(text()),
  samples: choice<Kept>(["all", "last", "none"], "last"),
  checkpointSeconds: notNegative(30),
  onProgress: open(callable<NonNullable<AnyExperiment["onProgress"]>>("a function")),
  report: callable<NonNullable<AnyExperiment["report"]>>(
    "a function",
    (line) => console.warn(line),
  ),
} satisfies Spec<AnyExperiment>;

/**
 * Trains every combination of some parameters with several seeds.
 *
 * With a `folder` results are kept there: `settings.json`, `history.parquet`, `metrics.parquet`,
 * `status.parquet`, `samples.parquet`, and the trained players in `blocks/`. Stopped at any moment, the
 * same call goes on where it was and ends with the same numbers; a finished one is only read.
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
export async function experiment<Values>(
  options: ExperimentOptions<Values>,
): Promise<Experiment> {
  const given = read("experiment", options, EXPERIMENT);
  const { name, stack, runs, seed, together, folder, samples, report } = given;
  const { parameters, training } = options;
  checkStack(stack, given.parameters);
  const candidates = combinations(parameters).map(({ values, labels }) => ({
    labels,
    training: (): TrainOptions => ({ grid: null, ...training(values) }),
    group: JSON.stringify(Object.entries(labels).filter(([name]) => !stack.includes(name))),
  }));
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
    onProgress: given.onProgress,
  });
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
