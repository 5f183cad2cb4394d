import { type EngineReport, start } from "../engine/mod.ts";
import { pickRuns, type Run, train, type TrainedRuns } from "../training/mod.ts";
import { identityOf } from "../training/stored/identity.ts";
import { withDefaults } from "../training/options.ts";
import { inWords, type Label } from "./combinations.ts";
import type { Plain } from "./differences.ts";
import { ResultsFolder } from "./folder.ts";
import type { Block, Plan, Refused } from "./plan.ts";
import { type ExperimentProgress, Pace } from "./progress.ts";
import { checkSameParts } from "./same_parts.ts";
import { joined, type Kept, mixedKinds, type Tables, tablesOf } from "./tables.ts";
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
}

/** The result of an experiment. */
export interface Experiment extends Tables {
  /** The values of each combination that was trained. */
  readonly combinations: readonly Readonly<Record<string, Label>>[];
  /** Those that were left out, and why. */
  readonly refused: readonly Refused[];
  /** What computed. */
  readonly engine: EngineReport;
  /** Seconds of computing, over all processes that took part. */
  readonly seconds: number;
  /**
   * The trained players of a combination, all its runs.
   *
   * @param labels Values that only that combination has; `{}` if there is just one.
   * @throws {RangeError} If no combination has these values, or more than one.
   */
  trained(labels: Readonly<Record<string, Label>>): Promise<TrainedRuns>;
}

/** What is left of a block that was trained. */
interface Done {
  readonly tables: () => Tables;
  readonly players: () => Promise<TrainedRuns>;
  readonly seconds: number;
}

/** Trains all blocks of a plan that are not trained yet. */
export async function perform(plan: Plan, manner: Manner): Promise<Experiment> {
  const engine = await start();
  const { folder: path } = manner;
  const folder = path ? await ResultsFolder.open(path, factsOf(plan, manner, engine)) : undefined;
  try {
    const { blocks } = plan;
    const finished = await folder?.isFinished();
    const pace = new Pace(blocks);
    const done: Done[] = [];
    for (const i of blocks.keys()) {
      manner.stop?.throwIfAborted();
      const before = await stored(folder, plan, i);
      done.push(before ?? await trained(folder, plan, i, manner, pace));
      pace.finish(i, before === undefined);
    }
    const seconds = done.reduce((sum, block) => sum + block.seconds, 0);
    const tables = finished
      ? await folder!.allTables()
      : joined(done.map((block) => block.tables()));
    if (finished) await folder!.tidy(blocks.length);
    else await folder?.finishAll(tables, blocks.length, { finished: today(), seconds });
    return {
      ...tables,
      combinations: blocks.flatMap(({ combinations }) => combinations),
      refused: plan.refused,
      engine,
      seconds,
      trained: (labels) => playersOf(plan, done, labels),
    };
  } finally {
    folder?.close();
  }
}

/** A block that was finished before. */
async function stored(
  folder: ResultsFolder | undefined,
  { blocks }: Plan,
  block: number,
): Promise<Done | undefined> {
  const facts = await folder?.facts(block);
  if (!facts) return undefined;
  return {
    tables: () => folder!.tables(block, facts),
    players: () => folder!.players(block, blocks[block]!.training, facts),
    seconds: facts["seconds"] as number,
  };
}

async function trained(
  folder: ResultsFolder | undefined,
  { blocks }: Plan,
  i: number,
  { samples, seconds, stop, onProgress }: Manner,
  pace: Pace,
): Promise<Done> {
  const block = blocks[i]!;
  checkSameParts(block.trainings, withDefaults(block.training).runs);
  let from: number | undefined;
  const run = await train({
    ...block.training,
    ...(folder
      ? { checkpoint: { file: await folder.checkpoint(i), seconds, ...(stop ? { stop } : {}) } }
      : {}),
    onProgress: (progress) => {
      checkColumns(block, progress.metrics);
      onProgress?.(pace.at(i, from ??= progress.step, blocks, progress));
    },
  });
  const mixed = mixedKinds(blocks.flatMap(({ combinations }) => combinations));
  const tables = tablesOf(block, run, samples, mixed);
  if (!folder) {
    return { tables: () => tables, players: () => Promise.resolve(run), seconds: run.seconds };
  }
  await folder.finish(i, { tables, players: run, facts: blockFacts(block, run) });
  return (await stored(folder, { blocks, refused: [], runs: 0 }, i))!;
}

/** A parameter and a metric of one name would be one column; known once there is a first snapshot. */
function checkColumns({ combinations }: Block, metrics: Readonly<Record<string, number>>): void {
  const taken = Object.keys(combinations[0]!).find((name) => Object.hasOwn(metrics, name));
  if (taken === undefined) return;
  throw new RangeError(
    `A parameter cannot be called "${taken}": results have a column of that name, of a metric.`,
  );
}

function blockFacts({ combinations }: Block, { seconds, mode, status }: Run) {
  const failed = status.filter(({ outcome }) => outcome !== "finished").length;
  return { combinations: [...combinations], runs: status.length, failed, seconds, mode };
}

async function playersOf(
  { blocks, runs }: Plan,
  done: readonly Done[],
  labels: Readonly<Record<string, Label>>,
): Promise<TrainedRuns> {
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
  return pickRuns(await done[block]!.players(), rows);
}

function factsOf(plan: Plan, { samples, settings, about }: Manner, engine: EngineReport) {
  const { name, version, device, xla } = engine;
  const blocks = plan.blocks.map(({ combinations, training }) => ({
    combinations: [...combinations],
    training: identityOf(withDefaults(training), engine),
  }));
  return {
    settings: { ...settings, samples, engine: { name, version, device, xla }, blocks },
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
