import { statSync } from "node:fs";

/**
 * When a file was changed, in milliseconds since 1970.
 *
 * @throws {Error} If there is no such file.
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
  return statSync(path).mtimeMs;
}
