import { checkArgument, path as aPath } from "../options/mod.ts";
import { refusedBySystem } from "./refused_by_system.ts";

/**
 * The bytes of a file.
 *
 * @throws {RangeError} If the system refuses: says why.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { readBytes } from "saddle/files/mod.ts";
 *
 * const path = await Deno.makeTempFile();
 * await Deno.writeTextFile(path, "hi");
 * assert.deepEqual([...await readBytes(path)], [104, 105]);
 * ```
 */
export async function readBytes(path: string): Promise<Uint8Array> {
  checkArgument("readBytes", "path", path, aPath());
  return await Deno.readFile(path).catch((error) => {
    throw refusedBySystem(path, "read", error);
  });
}
