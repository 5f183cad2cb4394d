import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Task } from "../cluster/mod.ts";
import {
  handIn,
  jobsOf,
  type Queued,
  queueOf,
  ranges,
  statusLines,
  writeScripts,
} from "../cluster/house.ts";
import { differences, readSettings, stateOf } from "../experiments/house.ts";
import type { Plan } from "../experiments/mod.ts";
import type { Config, ConfigPlayers } from "./read_config.ts";
import { planOf } from "./run_config.ts";
import { readSite, siteFile } from "./site_file.ts";

/** What is handed in. */
export interface OnSlurmOptions {
  /** The folder of the results. */
  readonly folder: string;
  /** The engine that was asked for. */
  readonly engine: string | undefined;
  /** Whether it is handed in, or the scripts are only written. */
  readonly submits: boolean;
}

/**
 * Hands in the blocks of an experiment that are missing, and prints what to do then.
 *
 * @throws {RangeError} If tasks of it are there already, the folder holds something else, or Slurm
 * refuses it.
 */
export async function onSlurm(
  config: Config,
  { folder, engine, submits }: OnSlurmOptions,
): Promise<void> {
  const site = await readSite(config.file), plan = planOf(config);
  await checkSame(config, plan, folder);
  const { blocks, isJoined } = await stateOf(folder, plan);
  if (isJoined) return console.log(`all of it is done: results in ${folder}`);
  const missing = blocks.flatMap(({ state, block }) => state === "finished" ? [] : [block]);
  sayHowToDivide(config, plan);
  const task = taskOf(config, folder, engine),
    count = `${missing.length} of ${blocks.length} blocks`;
  if (!submits) {
    const [first, second] = await writeScripts(task, site, missing);
    console.log(`${count} would be handed in (${ranges(missing)}), with ${siteFile(config.file)}`);
    return console.log(`scripts, not handed in: ${first}, ${second}`);
  }
  const jobs = await handIn(task, site, missing);
  if (missing.length > 0) console.log(`job ${jobs.blocks}: ${count} (${ranges(missing)})`);
  console.log(`job ${jobs.join}: joins them`);
  console.log(`how far: deno task experiment ${config.file} --status, and ${folder}/slurm/*.log`);
  console.log(`to end it: scancel ${[jobs.blocks, jobs.join].join(" ").trim()}`);
}

/** Prints how far each block is; and what the queue says, where jobs were handed in. */
export async function showStatus(config: Config, folder: string): Promise<void> {
  const jobs = await jobsOf(folder);
  const numbers = jobs ? [jobs.blocks, jobs.join].filter((number) => number !== "") : [];
  let queue: Queued[] = [];
  try {
    if (numbers.length > 0) queue = await queueOf(numbers);
  } catch (error) {
    // the folder says more, and from anywhere
    console.error((error as Error).message);
  }
  const state = await stateOf(folder, planOf(config));
  for (const line of statusLines(state, queue)) console.log(line);
}

/** Refuses a folder that was made with other settings; what computes there is not known here. */
async function checkSame(
  { settings, runs, seed }: Config,
  { blocks }: Plan<ConfigPlayers>,
  folder: string,
): Promise<void> {
  const before = await readSettings(folder);
  if (before === undefined) return;
  const { engine: _, samples: __, blocks: known, ...there } = before.settings as {
    readonly [name: string]: never;
  };
  const combinations = (all: readonly { readonly combinations: unknown }[]) =>
    all.map(({ combinations }) => JSON.parse(JSON.stringify(combinations)));
  const differ = differences(
    { ...there, blocks: combinations(known!) },
    { ...withoutSamples({ ...settings, runs, seed }), blocks: combinations(blocks) },
  );
  if (differ.length === 0) return;
  throw new RangeError(
    `${folder} holds results of other settings: ${differ.join("; ")}. Take another folder, or ` +
      `remove that one.`,
  );
}

function withoutSamples<T extends object>(settings: T): Omit<T, "samples"> {
  const { samples: _, ...others } = settings as T & { readonly samples?: unknown };
  return others;
}

/** Says so where one block has all that could be handed out. */
function sayHowToDivide({ runs, together }: Config, { blocks }: Plan<ConfigPlayers>): void {
  const most = Math.max(...blocks.map(({ combinations }) => combinations.length));
  if (most < 2) return;
  console.log(
    `up to ${most} combinations share a block (together: ${together}); with together: ${runs} in the ` +
      `file each is a block of its own, and a task of its own`,
  );
}

function taskOf({ file, name }: Config, folder: string, engine: string | undefined): Task {
  const library = fileURLToPath(new URL("../../", import.meta.url));
  return {
    name,
    config: resolve(file),
    folder: resolve(folder),
    from: Deno.cwd(),
    program: [Deno.execPath(), "run", "-A", join(library, "lib", "configs", "main.ts")],
    engine,
  };
}
