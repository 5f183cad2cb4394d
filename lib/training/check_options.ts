import { misfit } from "../options/mod.ts";
import { checkEachRun, eachRun } from "../runs/mod.ts";
import { batches } from "../datasets/mod.ts";
import { checkWholePacks } from "../models/house.ts";
import { checkPairs } from "./check_pairs.ts";
import type { FullOptions } from "./options.ts";
import { checkPretraining } from "./pretraining.ts";
import { checkStream, sampleBatch } from "./sample_batch.ts";

/**
 * Refuses settings that cannot be trained with, before anything is.
 *
 * @throws {RangeError} Naming the setting, what it has to be and what came.
 */
export function checkOptions(options: FullOptions): void {
  const { dataset, generator, critic, average, runs, firstRun } = options;
  if (firstRun + runs > MOST_RUNS) {
    throw misfit("train", "firstRun", "below 2^31 with all runs", firstRun);
  }
  checkStreams("train", options);
  if (average) eachRun("average: decay", average.decay, runs);
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
export function checkStreams(
  owner: string,
  { streams, runs }: Pick<FullOptions, "streams" | "runs">,
): void {
  if (streams.length === runs) return;
  throw misfit(owner, "streams", `one number for each of the ${runs} runs`, streams);
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
  batches(dataset, checkStream(seed), batch);
}

function checkNumbers({ constraints, optimisers, update, runs }: FullOptions): void {
  for (const owner of [...constraints, optimisers.generator, optimisers.critic, update]) {
    checkEachRun(owner, runs);
  }
}

/** Looks at one batch: a data set of one's own may produce anything. */
function checkData(options: FullOptions): void {
  const { dataset: { name, dimension } } = options;
  const points = sampleBatch(options);
  const bad = points.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return;
  const [row, column] = [Math.floor(bad / dimension), bad % dimension];
  throw new RangeError(
    `The data are finite numbers, but point ${row} of ${name} has ${
      points[bad]
    } in column ${column}.`,
  );
}
