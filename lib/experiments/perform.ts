import { type EngineReport, start } from "../engine/mod.ts";
import type { TrainedRuns } from "../training/mod.ts";
import { startOf } from "../training/house.ts";
import { inWords, type Label } from "./combinations.ts";
import { factsOf, today } from "./facts.ts";
import { ResultsFolder } from "./folder.ts";
import type { Manner } from "./manner.ts";
import { type Done, stored, trained } from "./one_block.ts";
import type { Plan, Refused } from "./plan.ts";
import { labelOf, Pace } from "./progress.ts";
import {
  checkTableNames,
  joined,
  type NamedTables,
  sorted,
  tableNames,
  type Tables,
} from "./tables.ts";

/** What is known of a block that was trained. */
export interface TrainedBlock {
  /** The values of each of its combinations. */
  readonly combinations: readonly Readonly<Record<string, Label>>[];
  /** All its settings in words and numbers. */
  readonly settings: Readonly<Record<string, string | number>>;
  /** Seconds of training, over all processes that took part. */
  readonly seconds: number;
}

/** The result of an experiment. */
export interface Experiment<Players = TrainedRuns> extends Tables {
  /** The values of each combination that was trained. */
  readonly combinations: readonly Readonly<Record<string, Label>>[];
  /** Those that were left out, and why. */
  readonly refused: readonly Refused[];
  /** What was trained in one go, in the order of the tables. */
  readonly blocks: readonly TrainedBlock[];
  /** What computed. */
  readonly engine: EngineReport;
  /** Seconds of computing, further tables included, over all processes that took part. */
  readonly seconds: number;
  /**
   * The trained players of a combination, all its runs.
   *
   * @param labels Values that only that combination has; `{}` if there is just one.
   * @throws {RangeError} If no combination has these values, or more than one.
   */
  trained(labels: Readonly<Record<string, Label>>): Promise<Players>;
}

/**
 * Trains all blocks of a plan that are not trained yet.
 *
 * @param joins Whether nothing is trained: blocks that others trained are joined.
 * @throws {RangeError} If the folder holds something else or, of blocks to be joined, not all.
 */
export async function perform<Players>(
  plan: Plan<Players>,
  manner: Manner,
  joins = false,
): Promise<Experiment<Players>> {
  const names = tableNames(plan.blocks);
  checkTableNames(names);
  const engine = await start();
  const { folder: path } = manner;
  const { warn = console.warn } = manner;
  const facts = factsOf(plan, manner, engine);
  const folder = path ? await ResultsFolder.open(path, facts, { joins, warn }) : undefined;
  try {
    if (joins) await checkAllThere(plan, folder!);
    await folder?.checkBlocks(plan.blocks.map(({ trial: { game, options } }) => () => ({
      start: startOf(game.players, options),
    })));
    if (folder && !engine.sameBits) await warnOfProcessors(plan, folder, warn);
    const done = await performAll(plan, folder, manner);
    const seconds = done.reduce((sum, block) => sum + block.seconds + block.measuring, 0);
    return {
      ...sorted(await tablesOfAll(done, folder, seconds), names),
      combinations: plan.blocks.flatMap(({ combinations }) => combinations),
      refused: plan.refused,
      blocks: plan.blocks.map(({ combinations, trial: { settings } }, i) => (
        { combinations, settings, seconds: done[i]!.seconds }
      )),
      engine,
      seconds,
      trained: (labels) => playersOf(plan, done, labels),
    };
  } finally {
    folder?.close();
  }
}

/** Refuses to join blocks of which some are missing, and names these. */
async function checkAllThere<Players>(
  plan: Pick<Plan<Players>, "blocks">,
  folder: ResultsFolder,
): Promise<void> {
  const missing: string[] = [];
  for (const [i, block] of plan.blocks.entries()) {
    if (!await folder.facts(i)) missing.push(`block ${i + 1} (${labelOf(block)})`);
  }
  if (missing.length === 0) return;
  const { length } = missing, shown = missing.slice(0, 10).join("; ");
  throw new RangeError(
    `${length} of ${plan.blocks.length} blocks are not finished: ${shown}${
      length > 10 ? `; and ${length - 10} more` : ""
    }. Nothing was joined: train them first.`,
  );
}

/** Blocks of several processors have other last digits where the engine promises no same bits. */
async function warnOfProcessors<Players>(
  { blocks }: Pick<Plan<Players>, "blocks">,
  folder: ResultsFolder,
  warn: (line: string) => void,
): Promise<void> {
  const facts = await Promise.all(blocks.map((_, i) => folder.facts(i)));
  const all = new Set(facts.flatMap((known) => known?.["processor"] ?? []));
  if (all.size < 2) return;
  warn(
    `blocks were trained on different processors (${
      [...all].join(", ")
    }), whose bits this engine ` +
      `does not pin: numbers are those of other seeds, and the same blocks elsewhere would give others.`,
  );
}

/** All blocks, of which those that were finished before are only looked up. */
async function performAll<Players>(
  plan: Plan<Players>,
  folder: ResultsFolder | undefined,
  manner: Manner,
): Promise<Done<Players>[]> {
  const pace = new Pace(plan.blocks);
  const done: Done<Players>[] = [];
  for (const [i, block] of plan.blocks.entries()) {
    manner.stop?.throwIfAborted();
    const before = await stored(folder, block, i);
    done.push(before ?? await trained(folder, plan, i, manner, pace));
    pace.finish(i, before === undefined);
  }
  return done;
}

/** The tables of all blocks as one of each name, which are stored if they are not yet. */
async function tablesOfAll(
  done: readonly Done<unknown>[],
  folder: ResultsFolder | undefined,
  seconds: number,
): Promise<NamedTables> {
  if (await folder?.isFinished()) {
    const tables = await folder!.allTables();
    await folder!.tidy(done.length);
    return tables;
  }
  const tables = joined(done.map((block) => block.tables()));
  await folder?.finishAll(tables, done.length, { finished: today(), seconds });
  return tables;
}

async function playersOf<Players>(
  { blocks, runs }: Plan<Players>,
  done: readonly Done<Players>[],
  labels: Readonly<Record<string, Label>>,
): Promise<Players> {
  const found = blocks.flatMap(({ combinations }, block) =>
    combinations.flatMap((combination, place) => {
      const fits = Object.entries(labels).every(([name, label]) => combination[name] === label);
      return fits ? [{ block, place, combination }] : [];
    })
  );
  const [only] = found;
  if (found.length !== 1) {
    throw new RangeError(
      `trained takes the values of one combination, but ${found.length} combinations have ` +
        `${inWords(labels)}.`,
    );
  }
  const { block, place } = only!;
  const rows = Array.from({ length: runs }, (_, r) => place * runs + r);
  return blocks[block]!.trial.pick(await done[block]!.players(), rows);
}
