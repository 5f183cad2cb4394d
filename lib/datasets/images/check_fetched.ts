import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { basename } from "node:path";
import { refusedBySystem } from "../../files/mod.ts";
import type { ArchiveFile } from "./archive.ts";

/** Files that were found to be right, with their size and times. */
const right = new Set<string>();

/**
 * Refuses a file in the cache in which something has changed since it was fetched. One of another
 * name is the user's own, and one in which nothing was changed is looked at once.
 *
 * @throws {RangeError} Says which file, and what to do.
 */
export function checkFetched(path: string, { name, sum, packaged }: ArchiveFile): void {
  const expected = basename(path) === name ? sum : packaged?.sum;
  if (expected === undefined) return;
  const { size, mtimeMs, ctimeMs } = statSync(path);
  const key = JSON.stringify([path, size, mtimeMs, ctimeMs]); // the second time cannot be set
  if (right.has(key)) return;
  const got = createHash(expected.kind).update(bytesOf(path)).digest("hex");
  if (got !== expected.hex) {
    throw new RangeError(
      `${path} is not as it was fetched: its ${expected.kind} is ${got}, where ${expected.hex} is ` +
        `expected. Remove it, and it is fetched again.`,
    );
  }
  right.add(key);
}

function bytesOf(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw refusedBySystem(path, "read", error);
  }
}
