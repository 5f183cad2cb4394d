import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { checkArgument, path as aPath } from "../options/mod.ts";

/**
 * Where a file of the repository's folder `data` lies; undefined where it is not there: the
 * package ships without that folder.
 *
 * @param name Its name in that folder.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { shippedFile } from "saddle/files/mod.ts";
 *
 * assert.match(shippedFile("digits.parquet")!, /digits\.parquet$/);
 * assert.equal(shippedFile("nothing.parquet"), undefined);
 * ```
 */
export function shippedFile(name: string): string | undefined {
  checkArgument("shippedFile", "name", name, aPath());
  const place = new URL(`../../data/${name}`, import.meta.url);
  const path = place.protocol === "file:" ? fileURLToPath(place) : undefined;
  return path !== undefined && existsSync(path) ? path : undefined;
}
