import { join } from "node:path";
import { makeFolder, replaceFile } from "../files/mod.ts";
import { blocksScript, joinScript, type Task } from "./scripts.ts";
import type { SiteSettings } from "./site.ts";
import { queueOf, submit } from "./slurm.ts";

/** Jobs that were handed in for a folder. */
export interface Jobs {
  /** The number of the array, whose task N trains block N. */
  readonly blocks: string;
  /** The number of the job that joins them. */
  readonly join: string;
}

/** The jobs that were handed in last for a folder; undefined if none were. */
export async function jobsOf(folder: string): Promise<Jobs | undefined> {
  try {
    return JSON.parse(await Deno.readTextFile(join(folder, "slurm", "jobs.json"))) as Jobs;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/**
 * Writes the scripts of some blocks to the folder of their results.
 *
 * @returns The files, that of the blocks first.
 */
export async function writeScripts(
  task: Task,
  site: SiteSettings,
  blocks: readonly number[],
): Promise<[blocks: string, join: string]> {
  const folder = join(task.folder, "slurm");
  await makeFolder(folder);
  const files: [string, string] = [join(folder, "blocks.sh"), join(folder, "join.sh")];
  await replaceFile(files[0], blocksScript(task, site, blocks));
  await replaceFile(files[1], joinScript(task, site));
  return files;
}

/**
 * Hands in one task for each of some blocks, and a job behind them that joins all.
 *
 * @throws {RangeError} If tasks of the folder wait or run already, or Slurm refuses them.
 */
export async function handIn(
  task: Task,
  site: SiteSettings,
  blocks: readonly number[],
): Promise<Jobs> {
  await checkNoneLive(task.folder);
  const scripts = await writeScripts(task, site, blocks);
  const [first, second] = await Promise.all(scripts.map((file) => Deno.readTextFile(file)));
  const array = blocks.length === 0 ? "" : await submit(first!);
  const behind = array === "" ? [] : [`--dependency=afterany:${array}`];
  const jobs = { blocks: array, join: await submit(second!, behind) };
  await replaceFile(join(task.folder, "slurm", "jobs.json"), JSON.stringify(jobs) + "\n");
  return jobs;
}

/** Refuses to hand in blocks twice. */
async function checkNoneLive(folder: string): Promise<void> {
  const jobs = await jobsOf(folder);
  if (jobs === undefined) return;
  const numbers = [jobs.blocks, jobs.join].filter((number) => number !== "");
  const live = await queueOf(numbers);
  if (live.length === 0) return;
  const states = Map.groupBy(live, ({ state }) => state.toLowerCase());
  const counts = [...states].map(([state, all]) => `${all.length} ${state}`).join(", ");
  throw new RangeError(
    `Jobs ${numbers.join(" and ")} of ${folder} are still there (${counts}): wait for them ` +
      `(--status shows how far they are), or end them with scancel ${numbers.join(" ")}.`,
  );
}
