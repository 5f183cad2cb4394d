import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import process from "node:process";

const DAY = 24 * 3600 * 1000;

/**
 * Makes a folder whole or not at all: `fill` works in a folder beside it, named
 * `NAME.partial-PROCESS`, which takes its place at the end. What was there before stays until then.
 * Where `fill` throws, nothing but the exception is left of it; where the process is ended, the
 * next call removes what it left.
 *
 * @param folder The folder to make.
 * @param fill Puts what belongs into the folder it is given.
 * @throws What `fill` throws.
 */
export async function replaceWhole(
  folder: string,
  fill: (partial: string) => Promise<void>,
): Promise<void> {
  removeStalePartials(folder);
  const partial = `${folder}.partial-${process.pid}`;
  mkdirSync(partial, { recursive: true });
  try {
    await fill(partial);
    rmSync(folder, { recursive: true, force: true });
    renameSync(partial, folder);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

/** Removes the partial folders of `folder` whose process is gone, or that are older than a day. */
export function removeStalePartials(folder: string): void {
  const parent = dirname(folder);
  mkdirSync(parent, { recursive: true });
  const start = `${basename(folder)}.partial-`;
  for (const name of readdirSync(parent)) {
    if (!name.startsWith(start)) continue;
    const path = join(parent, name);
    const old = Date.now() - statSync(path).mtimeMs > DAY;
    if (old || !isRunning(Number(name.slice(start.length)))) {
      rmSync(path, { recursive: true, force: true });
    }
  }
}

function isRunning(processId: number): boolean {
  if (processId === process.pid) return false; // a left-over of an earlier process of that number
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as { code?: string }).code === "EPERM";
  }
}
