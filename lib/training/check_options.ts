import { checkNames } from "../checks/check_names.ts";
import { namesOf } from "../checks/names_of.ts";
import { checkEachRun } from "../runs/per_run.ts";
import { batches } from "../datasets/mod.ts";
import { checkWholePacks } from "../models/packed.ts";
import { stream } from "../random/mod.ts";
import { checkAverage } from "./average.ts";
import { checkPairs } from "./check_pairs.ts";
import { checkWhole } from "./check_whole.ts";
import { checkGrid } from "./probes/grid.ts";
import { checkCheckpoint } from "./stored/checkpoint_options.ts";
import type { FullOptions, TrainOptions } from "./options.ts";
import { checkPretraining, PRETRAINING } from "./pretraining.ts";
import { sampleBatch } from "./sample_batch.ts";

const OPTIONS = namesOf<TrainOptions>({
  dataset: true,
  generator: true,
  critic: true,
  loss: true,
  constraints: true,
  update: true,
  optimiser: true,
  average: true,
  pretrain: true,
  latent: true,
  batch: true,
  steps: true,
  runs: true,
  seed: true,
  firstRun: true,
  streams: true,
  every: true,
  snapshotSize: true,
  metrics: true,
  metricSize: true,
  grid: true,
  onProgress: true,
  checkpoint: true,
  divergence: true,
});

/**
 * Refuses options that do not exist, and trainings without a part: cells of a notebook are not
 * type-checked when they run.
 *
 * @throws {RangeError} If there is no option of a name; lists the known ones.
 * @throws {TypeError} If a part is missing or is something else.
 */
export function checkParts(options: TrainOptions): void {
  checkNames("train", options, OPTIONS);
  const { optimiser, constraints = [], checkpoint, pretrain, average } = options;
  if (checkpoint !== undefined) checkCheckpoint(checkpoint);
  for (const name of ["dataset", "generator", "critic", "loss"] as const) {
    checkPart(name, options[name]);
  }
  for (const name of ["update", "latent"] as const) {
    if (options[name] !== undefined) checkPart(name, options[name]);
  }
  if (typeof optimiser === "object" && "critic" in optimiser) {
    checkPart("optimiser", optimiser.critic);
    checkPart("optimiser", optimiser.generator);
  } else if (optimiser !== undefined) checkPart("optimiser", optimiser);
  if (pretrain !== undefined) checkNames("pretrain", pretrain, PRETRAINING);
  if (average !== undefined) checkNames("average", average, ["decay"]);
  if (!Array.isArray(constraints)) {
    throw new TypeError("train takes a list of constraints, [] for none, but something else came.");
  }
  for (const constraint of constraints) checkPart("constraint", constraint);
}

/** What tells each part from something else. */
const MEMBERS = {
  dataset: "sample",
  generator: "apply",
  critic: "apply",
  loss: "critic",
  update: "step",
  latent: "fill",
  optimiser: "init",
  constraint: "numbers",
};

function checkPart(name: keyof typeof MEMBERS, part: unknown): void {
  if (typeof part === "object" && part !== null && MEMBERS[name] in part) return;
  const what = typeof part === "function" ? "a function: call it" : `${JSON.stringify(part)}`;
  throw new TypeError(
    `train needs ${/^[aeiou]/.test(name) ? "an" : "a"} ${name}, but what came as one is ${what}.`,
  );
}

/**
 * Refuses settings that cannot be trained with, before anything is.
 *
 * @throws {RangeError} Naming the setting, what it has to be and what came.
 */
export function checkOptions(options: FullOptions): void {
  const { dataset, generator, critic, divergence, grid } = options;
  for (const name of ["batch", "steps", "runs", "every", "snapshotSize", "metricSize"] as const) {
    checkWhole(name, options[name], 1);
  }
  for (const name of ["seed", "firstRun"] as const) checkWhole(name, options[name], 0);
  if (options.firstRun + options.runs > MOST_RUNS) {
    throw new RangeError(`firstRun is below 2^31 with all runs, but ${options.firstRun} came.`);
  }
  checkStreams(options);
  if (!(divergence > 0)) {
    throw new RangeError(`divergence is a positive number, but ${divergence} came.`);
  }
  if (grid) checkGrid(grid);
  if (options.average) checkAverage(options.average, options.runs);
  if (options.pretrain) checkPretraining(options.pretrain, options);
  checkWidth("generator", "outputs", generator.outputs, dataset.dimension, dataset.name);
  checkWidth("critic", "inputs", critic.inputs, dataset.dimension, dataset.name);
  if (critic.outputs !== 1) {
    throw new RangeError(
      `A critic has one output, its score, but ${critic.name} has ${critic.outputs}.`,
    );
  }
  checkPairs(options);
  checkBatch(options);
  checkNumbers(options);
  checkData(options);
}

/** Tables number runs with 32 bits. */
const MOST_RUNS = 2 ** 31;

/** One stream for each run. */
export function checkStreams({ streams, runs }: Pick<FullOptions, "streams" | "runs">): void {
  if (streams.length !== runs) {
    throw new RangeError(
      `streams has one number for each of the ${runs} runs, but ${streams.length} came.`,
    );
  }
  for (const number of streams) checkWhole("A number of streams", number, 0);
}

function checkWidth(who: string, side: string, has: number, needs: number, data: string): void {
  if (has === needs) return;
  throw new RangeError(
    `The ${who} needs ${needs} ${side}, because the points of ${data} have shape [n, ${needs}], ` +
      `but it has ${has}: [n, ${has}].`,
  );
}

/** Packs and finite sets put bounds to a batch. */
function checkBatch({ dataset, critic: { pack = 1 }, batch, seed }: FullOptions): void {
  checkWholePacks(pack, batch);
  batches(dataset, stream(seed, 0, "check"), batch);
}

function checkNumbers({ constraints, optimisers, update, runs }: FullOptions): void {
  for (const owner of [...constraints, optimisers.generator, optimisers.critic, update]) {
    checkEachRun(owner, runs);
  }
}

/** Looks at one batch: a data set of one's own may produce anything. */
function checkData(options: FullOptions): void {
  const { dataset: { name, dimension }, batch } = options;
  const points = sampleBatch(options);
  if (points.length !== batch * dimension) {
    throw new RangeError(
      `${name} was asked for points of shape [${batch}, ${dimension}], ` +
        `${batch * dimension} numbers, but ${points.length} came.`,
    );
  }
  const bad = points.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return;
  const [row, column] = [Math.floor(bad / dimension), bad % dimension];
  throw new RangeError(
    `The data must be finite, but point ${row} of ${name} has ${points[bad]} in column ${column}.`,
  );
}
