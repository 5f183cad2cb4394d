import { type EngineReport, start } from "../engine/mod.ts";
import type { GameSnapshot, Played, Recorded, TrainedRuns } from "../training/mod.ts";
import { startOf } from "../training/house.ts";
import { inWords, type Label } from "./combinations.ts";
import type { Plain } from "./differences.ts";
import { ResultsFolder } from "./folder.ts";
import type { Block, Plan, Refused } from "./plan.ts";
import { type ExperimentProgress, Pace } from "./progress.ts";
import { checkSameParts } from "./same_parts.ts";
import {
  checkTableNames,
  joined,
  type Kept,
  mixedKinds,
  type NamedTables,
  sorted,
  tableNames,
  type Tables,
  tablesOf,
} from "./tables.ts";
import { versions } from "./versions.ts";

/** How to carry out a plan. */
export interface Manner {
  /** Where results are kept; nowhere without. */
  readonly folder?: string | undefined;
  /** Which snapshots become tables. */
  readonly samples: Kept;
  /** Seconds between two checkpoints. */
  readonly seconds: number;
  /** Settings that are not in the plan; a folder that was made with others is refused. */
  readonly settings: Readonly<Record<string, Plain>>;
  /** What the settings file says besides: nothing that numbers depend on. */
  readonly about: Readonly<Record<string, Plain>>;
  /** Ends it early, with what was done kept in the folder; its reason is thrown. */
  readonly stop?: AbortSignal | undefined;
  /** Called at each snapshot. */
  readonly onProgress?: ((progress: ExperimentProgress) => unknown) | undefined;
  /** Who is shown what is trained. */
  readonly watcher?: Watcher | undefined;
}

/**
 * Who is shown what is trained, to keep something of it. Before a state is stored it was shown all
 * snapshots up to there, and before a block counts as finished all of it; what is done again after a
 * stop it is shown again. Promises that it returns are waited for.
 */
export interface Watcher {
  /** Shown a snapshot of a block, by the block's place in the plan. */
  look(block: number, snapshot: GameSnapshot, recorded: () => Recorded): unknown;
  /** Shown all of a block. */
  end(block: number, played: Played): unknown;
}

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

/** What is left of a block that was trained. */
interface Done<Players> {
  readonly tables: () => NamedTables;
  readonly players: () => Promise<Players>;
  /** Seconds of training. */
  readonly seconds: number;
  /** Seconds that its tables took. */
  readonly measuring: number;
}

/** Trains all blocks of a plan that are not trained yet. */
export async function perform<Players>(
  plan: Plan<Players>,
  manner: Manner,
): Promise<Experiment<Players>> {
  const names = tableNames(plan.blocks);
  checkTableNames(names);
  const engine = await start();
  const { folder: path } = manner;
  const folder = path ? await ResultsFolder.open(path, factsOf(plan, manner, engine)) : undefined;
  try {
    await folder?.checkBlocks(plan.blocks.map(({ trial: { game, options } }) => () => ({
      start: startOf(game.players, options),
    })));
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

/** A block that was finished before. */
async function stored<Players>(
  folder: ResultsFolder | undefined,
  { trial }: Block<Players>,
  block: number,
): Promise<Done<Players> | undefined> {
  const facts = await folder?.facts(block);
  if (!facts) return undefined;
  return {
    tables: () => folder!.tables(block, facts),
    players: async () => await trial.load(await folder!.players(block, facts)),
    seconds: facts["seconds"] as number,
    measuring: facts["measuring"] as number,
  };
}

async function trained<Players>(
  folder: ResultsFolder | undefined,
  { blocks }: Plan<Players>,
  i: number,
  { samples, seconds, stop, onProgress, watcher }: Manner,
  pace: Pace,
): Promise<Done<Players>> {
  const block = blocks[i]!, { trial } = block;
  checkSameParts(block.trials);
  let from: number | undefined, start = "";
  const played = await trial.carryOut({
    ...(folder
      ? { checkpoint: { file: await folder.checkpoint(i), seconds, ...(stop ? { stop } : {}) } }
      : {}),
    onStart: (print) => start = print,
    onLook: (snapshot, recorded) => watcher?.look(i, snapshot, recorded),
    onProgress: (progress) => {
      checkColumns(block, progress.metrics);
      return onProgress?.(pace.at(i, from ??= progress.step, blocks, progress));
    },
  });
  await watcher?.end(i, played);
  const began = performance.now();
  const mixed = mixedKinds(blocks.flatMap(({ combinations }) => combinations));
  const tables = tablesOf(block, played, samples, mixed);
  const measuring = (performance.now() - began) / 1000;
  const players = trial.result(played);
  if (!folder) {
    const { seconds } = played;
    return { tables: () => tables, players: () => Promise.resolve(players), seconds, measuring };
  }
  await trial.save(players, folder.playersFile(i));
  await folder.finish(i, { tables, facts: { ...blockFacts(block, played), start, measuring } });
  return (await stored(folder, block, i))!;
}

/** A parameter and a metric of one name would be one column; known once there is a first snapshot. */
function checkColumns(
  { combinations, trial }: Pick<Block<unknown>, "combinations" | "trial">,
  metrics: Readonly<Record<string, number>>,
): void {
  const names = [...Object.keys(metrics), ...trial.game.terms];
  const taken = Object.keys(combinations[0]!).find((name) => names.includes(name));
  if (taken === undefined) return;
  throw new RangeError(
    `A parameter cannot be called "${taken}": results have a column of that name, of a ` +
      `${trial.game.terms.includes(taken) ? "term" : "metric"}.`,
  );
}

function blockFacts(
  { combinations }: Pick<Block, "combinations">,
  { seconds, mode, status }: Played,
) {
  const failed = status.filter(({ outcome }) => outcome !== "finished").length;
  return { combinations: [...combinations], runs: status.length, failed, seconds, mode };
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

function factsOf<Players>(
  plan: Plan<Players>,
  { samples, settings, about }: Manner,
  engine: EngineReport,
) {
  const { name, version, device, xla } = engine;
  const { further } = tableNames(plan.blocks);
  const blocks = plan.blocks.map(({ combinations, trial }) => ({
    combinations: [...combinations],
    training: trial.identity(engine),
  }));
  return {
    settings: {
      ...settings,
      samples,
      ...(further.length > 0 ? { further } : {}),
      engine: { name, version, device, xla },
      blocks,
    },
    about: {
      ...about,
      refused: plan.refused.map(({ labels, reason }) => ({ labels, reason })),
      versions: versions(),
      begun: today(),
    },
  };
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}
