/**
 * A number of things in words.
 *
 * @param count How many.
 * @param thing What one of them is called; more of them end with an s.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { counted } from "saddle/course/words.ts";
 *
 * assert.equal(counted(1, "claim"), "1 claim");
 * assert.equal(counted(3, "claim"), "3 claims");
 * ```
 */
export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}

/**
 * The time since a moment, such as `3.1 s`.
 *
 * @param start The moment, as `performance.now()` gave it.
 */
export function seconds(start: number): string {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`;
}

/** A text of a message, which anyone can send: what is none is empty. */
export function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
