import { dirname, join } from "node:path";
import { guardFiles } from "./left_guard.ts";

/**
 * Fills a new folder and then puts it in the place of the old one, so that a run that fails leaves
 * the old folder as it was.
 *
 * @param path The folder to make or replace.
 * @param fill Writes the new content into the folder it is given; where it throws, the old folder
 * stays.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { replaceFolder } from "saddle/course/mod.ts";
 *
 * const site = `${await Deno.makeTempDir()}/site`;
 * await replaceFolder(site, (folder) => Deno.writeTextFile(`${folder}/index.html`, "old"));
 * await assert.rejects(replaceFolder(site, () => Promise.reject(new Error("no"))));
 * assert.equal(await Deno.readTextFile(`${site}/index.html`), "old");
 * ```
 */
export async function replaceFolder(
  path: string,
  fill: (folder: string) => Promise<void>,
): Promise<void> {
  // Beside the folder, so that renaming stays within one file system; .cache is ignored by git and
  // by the formatter
  const scratch = join(dirname(path), ".cache");
  await Deno.mkdir(scratch, { recursive: true });
  const fresh = await Deno.makeTempDir({ dir: scratch, prefix: "new-" });
  const old = join(scratch, `old-${crypto.randomUUID()}`);
  const guard = guardFiles([fresh]);
  try {
    await fill(fresh);
    await Deno.chmod(fresh, 0o755);
    const existed = await Deno.rename(path, old).then(() => true, isMissing);
    try {
      await Deno.rename(fresh, path);
    } catch (error) {
      if (existed) await Deno.rename(old, path);
      throw error;
    }
    if (existed) {
      await guard.add(old);
      await Deno.remove(old, { recursive: true });
    }
  } finally {
    await Deno.remove(fresh, { recursive: true }).catch(() => {});
    await guard.dismiss();
  }
}

function isMissing(error: unknown): boolean {
  if (error instanceof Deno.errors.NotFound) return false;
  throw error;
}
