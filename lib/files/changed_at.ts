import { statSync } from "node:fs";
import { checkArgument, path as aPath } from "../options/mod.ts";
import { refusedBySystem } from "./refused_by_system.ts";

/**
 * When a file was changed, in milliseconds since 1970.
 *
 * @throws {RangeError} If there is no such file.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { changedAt } from "saddle/files/mod.ts";
 *
 * assert.ok(changedAt(await Deno.makeTempFile()) > 0);
 * ```
 */
export function changedAt(path: string): number {
  checkArgument("changedAt", "path", path, aPath());
  try {
    return statSync(path).mtimeMs;
  } catch (error) {
    throw refusedBySystem(path, "read", error);
  }
}
