import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

const DAY = 24 * 3600 * 1000;

/**
 * Why an attempt to make `folder` failed within the last day; empty where none did. Without this
 * memory every run of the course on a machine without a network would wait for pip to give up.
 */
export function recentFailure(folder: string): string {
  try {
    const note = noteOf(folder);
    return Date.now() - statSync(note).mtimeMs < DAY ? readFileSync(note, "utf8") : "";
  } catch {
    return "";
  }
}

/**
 * Remembers why an attempt to make `folder` failed; `""` forgets it. Where nothing can be written,
 * nothing is remembered.
 */
export function noteFailure(folder: string, reason: string): void {
  try {
    if (reason === "") return rmSync(noteOf(folder), { force: true });
    mkdirSync(dirname(folder), { recursive: true });
    writeFileSync(noteOf(folder), reason);
  } catch {
    return; // the attempt costs its time again
  }
}

function noteOf(folder: string): string {
  return `${folder}.failed`;
}
