import type { Cell } from "./notebook.ts";

/**
 * Whether a cell is tagged `exercise`: a reader writes in it, and what is stored is its start. It
 * claims nothing, and nothing rests on it.
 *
 * @param cell A cell.
 * @returns True where the metadata's `tags` hold `"exercise"`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { isExercise } from "saddle/course/mod.ts";
 *
 * assert(isExercise({ cell_type: "raw", metadata: { tags: ["exercise"] }, source: "" }));
 * assert(!isExercise({ cell_type: "raw", metadata: {}, source: "" }));
 * ```
 */
export function isExercise(cell: Cell): boolean {
  const { tags } = cell.metadata;
  return Array.isArray(tags) && tags.includes("exercise");
}
