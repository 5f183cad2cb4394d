import { homedir } from "node:os";
import { join } from "node:path";
import process from "node:process";

/**
 * The folder for what all clones on this machine share: TensorFlow, compiled code, fetched data.
 * `SADDLE_CACHE` moves it. Default `saddle` in the user's cache folder.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { cacheFolder } from "saddle/files/mod.ts";
 *
 * assert.ok(cacheFolder().length > 0);
 * ```
 */
export function cacheFolder(): string {
  const own = process.env["SADDLE_CACHE"];
  if (own) return own;
  const { platform, env } = process;
  const base = platform === "darwin"
    ? join(homedir(), "Library", "Caches")
    : platform === "win32"
    ? env["LOCALAPPDATA"] ?? join(homedir(), "AppData", "Local")
    : env["XDG_CACHE_HOME"] || join(homedir(), ".cache");
  return join(base, "saddle");
}
