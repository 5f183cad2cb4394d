import { basename, dirname, join, resolve } from "node:path";

/**
 * Where the executed notebooks of a live site are kept: beside it, since pictures that pages show
 * need not be handed out twice. The notebooks in the site itself have no outputs.
 *
 * @param site The folder of the pages.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { join } from "node:path";
 * import { executedFolder } from "saddle/course/mod.ts";
 *
 * assert(executedFolder("site").endsWith(join(".cache", "site-executed")));
 * ```
 */
export function executedFolder(site: string): string {
  const path = resolve(site);
  return join(dirname(path), ".cache", `${basename(path)}-executed`);
}
