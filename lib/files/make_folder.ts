import { checkArgument, path as aPath } from "../options/mod.ts";
import { refusedBySystem } from "./refused_by_system.ts";

/**
 * Makes a folder and those that it is in, if they are not there.
 *
 * @throws {RangeError} If the system refuses it: a full disk, a folder that can only be read, a file
 * of that name.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { makeFolder } from "saddle/files/mod.ts";
 *
 * const folder = `${await Deno.makeTempDir()}/pictures/samples`;
 * await makeFolder(folder);
 * await makeFolder(folder);
 * assert.ok((await Deno.stat(folder)).isDirectory);
 * ```
 */
export async function makeFolder(path: string): Promise<void> {
  checkArgument("makeFolder", "path", path, aPath());
  try {
    await Deno.mkdir(path, { recursive: true });
  } catch (error) {
    throw refusedBySystem(path, "made", error);
  }
}
