import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { digestOf } from "../../files/mod.ts";

/**
 * Keeps how far two places in a library lie apart, with a digest: a wrong place in memory would end
 * the process. Where it cannot be kept it is looked up again the next time.
 *
 * @param key What tells the library, in the state that it is in.
 */
export function writeNote(file: string, key: string, distance: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify({ distance, sum: digestOf(distance, key) }) + "\n");
  } catch { /* read-only, or full */ }
}

/** What {@linkcode writeNote} kept; undefined where it did not, or something has changed since. */
export function readNote(file: string, key: string): string | undefined {
  try {
    const { distance, sum } = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
    return typeof distance === "string" && sum === digestOf(distance, key) ? distance : undefined;
  } catch {
    return undefined;
  }
}
