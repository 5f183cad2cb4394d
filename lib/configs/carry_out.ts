import { join } from "node:path";
import process from "node:process";
import type { EngineReport } from "../engine/mod.ts";
import type { Experiment, ExperimentProgress } from "../experiments/mod.ts";
import {
  awaited,
  duration,
  pretrainsIn,
  ProgressLine,
  type StopWatch,
  summary,
} from "../experiments/house.ts";
import type { Config, ConfigPlayers } from "./read_config.ts";
import { joinBlocks, planOf, runBlocks, runConfig, type SharedOptions } from "./run_config.ts";

/** What a command trains, and where. */
export interface Work {
  /** What the file describes. */
  readonly config: Config;
  /** What computes. */
  readonly engine: EngineReport;
  /** The folder of the results. */
  readonly folder: string;
  /** Hears the signals. */
  readonly watch: StopWatch;
  /** Seconds between two states; undefined for the usual ones. */
  readonly checkpointSeconds: number | undefined;
}

/** Trains all that is not trained, and prints what came of it. */
export async function carryOut(work: Work): Promise<void> {
  const result = await shown(
    work,
    (options) => runConfig(work.config, { ...options, report: () => {} }), // announced
  );
  printResult(result, work.folder);
}

/** Trains some blocks, by their numbers from 1. */
export async function carryOutBlocks(work: Work, blocks: readonly number[]): Promise<void> {
  const job = jobHere();
  const count = await shown(work, (options) => runBlocks(work.config, options, blocks, job));
  const others = blocks.length - count;
  console.log(
    `${count === 1 ? "1 block" : `${count} blocks`} trained here` +
      (others > 0 ? `, ${others} ${others === 1 ? "was" : "were"} there` : "") +
      `; results in ${work.folder}. When all are, --join makes one table of each kind.`,
  );
}

/** Joins the blocks. */
export async function carryOutJoin(work: Work): Promise<void> {
  printResult(await shown(work, (options) => joinBlocks(work.config, options)), work.folder);
}

/** What Slurm calls this task, whichever of its starts it is; null elsewhere. */
function jobHere(): string | null {
  const { SLURM_ARRAY_JOB_ID: array, SLURM_ARRAY_TASK_ID: place, SLURM_JOB_ID: job } = process.env;
  return array === undefined ? job ?? null : `${array}_${place}`;
}

/** Does something with a line that shows how far it is, and with an ear for signals. */
async function shown<T>(
  { config, engine, folder, watch, checkpointSeconds }: Work,
  act: (options: SharedOptions) => Promise<T>,
): Promise<T> {
  const line = new ProgressLine();
  const pretrains = pretrainsIn(planOf(config));
  const tell = (progress?: ExperimentProgress) =>
    watch.tell({ folder, awaited: awaited(engine, pretrains, progress) });
  let begun = false;
  tell();
  const result = await act({
    folder,
    stop: watch.signal,
    ...(checkpointSeconds === undefined ? {} : { checkpointSeconds }),
    onProgress: (progress) => {
      begun = true;
      tell(progress);
      line.show(progress);
    },
  }).catch((error) => {
    line.clear();
    throw begun ? withWhatStays(error, folder) : error;
  });
  watch.tell({});
  line.clear();
  return result;
}

/** What became of a training that the system ended, as a full disk does. */
function withWhatStays(error: unknown, folder: string): unknown {
  if (!(error instanceof RangeError) || error.cause === undefined) return error;
  return new RangeError(
    `${error.message} What ${folder} holds stays, and the same command goes on from there.`,
    { cause: error },
  );
}

function printResult(result: Experiment<ConfigPlayers>, folder: string): void {
  for (const text of summary(result)) console.log(text);
  console.log(
    `results in ${folder}, pictures in ${join(folder, "pictures")}; ${
      duration(result.seconds)
    } of computing`,
  );
}
