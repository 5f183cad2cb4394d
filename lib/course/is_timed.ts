import type { Cell } from "./notebook.ts";

/**
 * Whether a cell is tagged `timing`: what it prints is a measured time, so it may differ from run
 * to run.
 *
 * @param cell A cell.
 * @returns True where the metadata's `tags` hold `"timing"`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { isTimed } from "saddle/course/mod.ts";
 *
 * assert(isTimed({ cell_type: "raw", metadata: { tags: ["timing"] }, source: "" }));
 * assert(!isTimed({ cell_type: "raw", metadata: {}, source: "" }));
 * ```
 */
export function isTimed(cell: Cell): boolean {
  const { tags } = cell.metadata;
  return Array.isArray(tags) && tags.includes("timing");
}
