import { checkArgument, path as aPath } from "../options/mod.ts";
import { refusedBySystem } from "./refused_by_system.ts";
import { checkSum, keepSums, namesWithSums } from "./sums.ts";

/** Endings of files that notebooks read numbers from. */
const READ = /\.(?:parquet|safetensors|json|csv)$/;

/** The files of a folder of stored results that notebooks read. */
function storedFiles(folder: string): string[] {
  try {
    return [...Deno.readDirSync(folder)].map(({ name }) => name).filter((name) => READ.test(name));
  } catch (error) {
    throw refusedBySystem(folder, "read", error);
  }
}

/**
 * Which files of a folder of stored results are not as they were written, a sentence each; none
 * where the folder is not there, or nobody wrote down what its files add up to.
 *
 * @param folder The folder: `data`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { changedFiles } from "saddle/files/mod.ts";
 *
 * assert.deepEqual(changedFiles(`${await Deno.makeTempDir()}/data`), []);
 * ```
 */
export function changedFiles(folder: string): string[] {
  checkArgument("changedFiles", "folder", folder, aPath());
  let known: string[];
  try {
    known = namesWithSums(folder);
    if (known.length === 0) return [];
  } catch (error) {
    return [(error as Error).message];
  }
  return [...new Set([...known, ...storedFiles(folder)])].sort().flatMap((name) => {
    try {
      checkSum(`${folder}/${name}`);
      return [];
    } catch (error) {
      return [`${(error as Error).message} ${MEANT}`];
    }
  });
}

/** Who changes a table by hand has to say so. */
const MEANT = "If the change is meant, deno task results --sums says so.";

/**
 * Writes down that the files of a folder of stored results are as they shall be.
 *
 * @returns The files of which something else was written down before, or nothing.
 * @throws {RangeError} If there is no such folder.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { acceptFiles, changedFiles } from "saddle/files/mod.ts";
 *
 * const folder = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${folder}/a.csv`, "1\n");
 * assert.deepEqual(await acceptFiles(folder), ["a.csv"]);
 * assert.deepEqual(changedFiles(folder), []);
 * await Deno.writeTextFile(`${folder}/a.csv`, "2\n");
 * assert.match(changedFiles(folder)[0]!, /a\.csv is not as it was written/);
 * ```
 */
export async function acceptFiles(folder: string): Promise<string[]> {
  checkArgument("acceptFiles", "folder", folder, aPath());
  const all = [...new Set([...namesWithSums(folder), ...storedFiles(folder)])].sort();
  const changed = all.filter((name) => {
    try {
      return checkSum(`${folder}/${name}`) === undefined;
    } catch {
      return true;
    }
  });
  await keepSums(folder, changed);
  return changed;
}
