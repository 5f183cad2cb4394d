import { basename, dirname, join } from "node:path";
import { refusedBySystem } from "./refused_by_system.ts";

/**
 * Writes a file beside its place and then renames it, so that a run that is cut off, even by a
 * power cut, leaves the old file whole and never half a new one.
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
  const beside = join(dirname(path), `.${basename(path)}.${crypto.randomUUID()}${UNFINISHED}`);
  try {
    if (typeof content === "function") await content(beside);
    else if (typeof content === "string") await Deno.writeTextFile(beside, content);
    else await Deno.writeFile(beside, content);
    await toDisk(beside);
    await Deno.rename(beside, path);
  } catch (error) {
    await Deno.remove(beside).catch(() => {});
    throw refusedBySystem(path, "written", error);
  }
}

/** How the names of files end that are being written. */
const UNFINISHED = ".unfinished";

/**
 * Removes what {@linkcode replaceFile} left in a folder where it was cut off. No one else may be
 * writing there.
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
  const beginning = file === undefined ? "." : `.${file}.`;
  try {
    for await (const { name, isFile } of Deno.readDir(folder)) {
      if (isFile && name.startsWith(beginning) && name.endsWith(UNFINISHED)) {
        await Deno.remove(join(folder, name));
      }
    }
  } catch (error) {
    throw refusedBySystem(folder, "tidied", error);
  }
}

/** Without this a name could be renamed on disk before its content is there. */
async function toDisk(path: string): Promise<void> {
  using file = await Deno.open(path, { read: true, write: true });
  await file.sync();
}
