import { arch, cpus, hostname } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { replaceFile } from "../files/mod.ts";
import { patiently } from "../files/house.ts";

/** Where a block is trained. */
export interface Machine {
  /** The name of the machine. */
  readonly host: string;
  /** Its processor, as the system calls it. */
  readonly processor: string;
}

/** This machine. */
export function machineHere(): Machine {
  return { host: hostname(), processor: cpus()[0]?.model.trim() || arch() };
}

/** Who took up a block last. */
export interface Owner extends Machine {
  /** Its process. */
  readonly pid: number;
  /** What a scheduler calls the task that does it; null where none does. */
  readonly job: string | null;
  /** When it began, as ISO 8601 has it. */
  readonly began: string;
  /** The step at which it began. */
  readonly step: number;
  /** How often in a row the same task began there without a step more. */
  readonly idle: number;
}

/** Who took up a block last; undefined if no one did, or the file is not whole. */
export async function ownerOf(folder: string): Promise<Owner | undefined> {
  try {
    const text = await patiently(() => Deno.readTextFile(join(folder, OWNER)));
    const owner = JSON.parse(text) as Owner;
    return typeof owner.host === "string" && typeof owner.step === "number" ? owner : undefined;
  } catch {
    return undefined; // it is told to readers, and nothing depends on it
  }
}

/** Starts of one task at one step at most: more would bring no more. */
export const MOST_IDLE = 3;

/**
 * Notes that this process takes up a block.
 *
 * @param step The step at which it begins.
 * @param job What the scheduler calls the task.
 * @throws {RangeError} If the scheduler started this task too often without a step more.
 */
export async function takeUp(folder: string, step: number, job: string | null): Promise<Owner> {
  const before = await ownerOf(folder);
  const isAgain = job !== null && before?.job === job && before.step === step;
  const idle = isAgain ? before.idle + 1 : 0;
  const began = new Date().toISOString();
  const owner = { ...machineHere(), pid: process.pid, job, began, step, idle };
  await replaceFile(join(folder, OWNER), JSON.stringify(owner, null, 2) + "\n");
  if (idle < MOST_IDLE) return owner;
  throw new RangeError(
    `${folder}: ${idle} starts of ${job} in a row came no further than step ${step}. Give a task ` +
      `more time, or more memory, and hand the block out again.`,
  );
}

/** Removes the note: the block is finished. */
export async function letGo(folder: string): Promise<void> {
  await Deno.remove(join(folder, OWNER)).catch(() => {});
}

const OWNER = "owner.json";
