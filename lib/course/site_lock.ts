import { basename, dirname, join, resolve } from "node:path";
import { systemReason } from "../files/mod.ts";

/** How the lock is waited for. */
export interface LockOptions {
  /** Is told once that another course holds it. */
  log?: (line: string) => void;
  /** Ends the waiting where it is aborted. */
  signal?: AbortSignal;
}

async function open(folder: string, name: string): Promise<Deno.FsFile> {
  await Deno.mkdir(folder, { recursive: true });
  return await Deno.open(join(folder, name), { create: true, write: true });
}

/** Milliseconds between two tries. */
const PAUSE = 200;

/**
 * Keeps other courses from writing the same site, so that its pages are all of one course; where
 * another one does, waits for its end. The system gives the lock back with the process, however it
 * ends.
 *
 * @param site The folder of the site. The lock is a file in `.cache/` beside it.
 * @param options How to wait.
 * @returns Dispose of it to let others in.
 * @throws {Error} Where the file cannot be made.
 */
export async function lockSite(site: string, options: LockOptions = {}): Promise<Disposable> {
  const { log = () => {}, signal } = options;
  const path = resolve(site), scratch = join(dirname(path), ".cache");
  const file = await open(scratch, `${basename(path)}.lock`).catch((error) => {
    throw new Error(`cannot write the pages to ${site}/: ${systemReason(error)}`);
  });
  try {
    for (let tries = 0; !await file.tryLock(true); tries++) {
      signal?.throwIfAborted();
      if (tries === 0) log(`another course is writing ${site}/: waiting until it has ended`);
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  } catch (error) {
    file.close();
    throw error;
  }
  return { [Symbol.dispose]: () => file.close() };
}
