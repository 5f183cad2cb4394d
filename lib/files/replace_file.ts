import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import process from "node:process";
import { checkArgument, open, own, path as aPath } from "../options/mod.ts";
import { patiently } from "./patiently.ts";
import { refusedBySystem } from "./refused_by_system.ts";

/**
 * Writes a file beside its place and then renames it, so that a run that is cut off, even by a
 * power cut, leaves the old file whole and never half a new one. Several may do so at once, on
 * machines that share a disk: the last one stays.
 *
 * @param path The file to write or replace; its folder exists.
 * @param content What it shall hold, or what writes it at the path that it is given.
 * @throws {RangeError} If there is no such folder, or the system refuses it: a full disk, a folder
 * that can only be read.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { replaceFile } from "saddle/files/mod.ts";
 *
 * const path = await Deno.makeTempFile();
 * await replaceFile(path, "new");
 * assert.equal(await Deno.readTextFile(path), "new");
 * await assert.rejects(replaceFile(path, () => Promise.reject(new Error("no"))));
 * assert.equal(await Deno.readTextFile(path), "new");
 * ```
 */
export async function replaceFile(
  path: string,
  content: string | Uint8Array | ((path: string) => unknown),
): Promise<void> {
  await written("replaceFile", path, content, (beside) => Deno.rename(beside, path));
}

/**
 * The same of a file that is not there yet; one that is there, because another was faster, stays.
 *
 * @returns Whether this content took the place.
 * @throws {RangeError} As {@linkcode replaceFile} does.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { createFile } from "saddle/files/replace_file.ts";
 *
 * const path = `${await Deno.makeTempDir()}/settings.json`;
 * assert.equal(await createFile(path, "first"), true);
 * assert.equal(await createFile(path, "second"), false);
 * assert.equal(await Deno.readTextFile(path), "first");
 * ```
 */
export async function createFile(path: string, content: string | Uint8Array): Promise<boolean> {
  let created = true;
  await written("createFile", path, content, async (beside) => {
    try {
      await Deno.link(beside, path);
    } catch (error) {
      if (error instanceof Deno.errors.AlreadyExists) created = false;
      // a disk without hard links: who renames last stays
      else return await Deno.rename(beside, path);
    }
    await Deno.remove(beside);
  });
  return created;
}

async function written(
  owner: string,
  path: string,
  content: string | Uint8Array | ((path: string) => unknown),
  place: (beside: string) => Promise<void>,
): Promise<void> {
  checkArgument(owner, "path", path, aPath());
  checkArgument(owner, "content", content, CONTENT);
  const beside = join(dirname(path), besideName(basename(path)));
  try {
    if (typeof content === "function") await content(beside);
    else if (typeof content === "string") await Deno.writeTextFile(beside, content);
    else await Deno.writeFile(beside, content);
    await toDisk(beside);
    await patiently(() => place(beside));
  } catch (error) {
    await Deno.remove(beside).catch(() => {});
    throw refusedBySystem(path, "written", error);
  }
}

const CONTENT = own<string | Uint8Array | ((path: string) => unknown)>({
  fits: "a text, bytes, or a function that writes them",
  is: (value) =>
    typeof value === "string" || typeof value === "function" || value instanceof Uint8Array,
});

/** How the names of files end that are being written. */
const UNFINISHED = ".unfinished";

/** Who is writing a file: a process and its machine, as the file's name says it. */
const WRITER = /\.(\d+)@([^@]*)\.unfinished$/;

/** This machine in the name of a file. */
const HOST = encodeURIComponent(hostname()).slice(0, 64);

function besideName(name: string): string {
  return `.${name}.${crypto.randomUUID()}.${process.pid}@${HOST}${UNFINISHED}`;
}

/**
 * Removes what {@linkcode replaceFile} left in a folder where it was cut off. What another process
 * is writing there stays: it lives on this machine, or the file is of another machine and changed
 * in the last day.
 *
 * @throws {RangeError} If the system refuses it: no such folder, or one that can only be read.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { removeUnfinished } from "saddle/files/mod.ts";
 *
 * const folder = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${folder}/.table.parquet.1234.unfinished`, "half of i");
 * await removeUnfinished(folder);
 * assert.deepEqual([...Deno.readDirSync(folder)], []);
 * ```
 */
export async function removeUnfinished(folder: string, file?: string): Promise<void> {
  checkArgument("removeUnfinished", "folder", folder, aPath());
  checkArgument("removeUnfinished", "file", file, open(aPath()));
  const beginning = file === undefined ? "." : `.${file}.`;
  try {
    for await (const { name, isFile } of Deno.readDir(folder)) {
      if (!isFile || !name.startsWith(beginning) || !name.endsWith(UNFINISHED)) continue;
      const path = join(folder, name);
      if (await isLeft(path)) await Deno.remove(path).catch(gone);
    }
  } catch (error) {
    throw refusedBySystem(folder, "tidied", error);
  }
}

/** Milliseconds after which nobody is writing a file any more. */
const DAY = 24 * 3600 * 1000;

/** Whether nobody is writing a file any more. */
async function isLeft(path: string): Promise<boolean> {
  const [, pid, host] = WRITER.exec(path) ?? [];
  if (host === undefined || host === HOST && !lives(Number(pid))) return true;
  const { mtime } = await Deno.stat(path).catch(() => ({ mtime: null }));
  return mtime !== null && Date.now() - mtime.getTime() > DAY;
}

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as { code?: unknown }).code === "EPERM"; // someone else's
  }
}

/** The one who wrote it was faster. */
function gone(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}

/** Without this a name could be renamed on disk before its content is there. */
async function toDisk(path: string): Promise<void> {
  using file = await Deno.open(path, { read: true, write: true });
  await file.sync();
}
