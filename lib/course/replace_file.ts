import { basename, dirname, join } from "node:path";

/**
 * Writes a file beside its place and then renames it, so that a run that is cut off leaves the old
 * file whole.
 *
 * @param path The file to write or replace; its folder exists.
 * @param text What it shall hold.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { replaceFile } from "saddle/course/mod.ts";
 *
 * const path = await Deno.makeTempFile();
 * await replaceFile(path, "new");
 * assert.equal(await Deno.readTextFile(path), "new");
 * ```
 */
export async function replaceFile(path: string, text: string): Promise<void> {
  const beside = join(dirname(path), `.${basename(path)}.${crypto.randomUUID()}`);
  try {
    await Deno.writeTextFile(beside, text);
    await Deno.rename(beside, path);
  } catch (error) {
    await Deno.remove(beside).catch(() => {});
    throw error;
  }
}
