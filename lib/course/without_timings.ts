import { isTimed } from "./is_timed.ts";
import type { Notebook } from "./notebook.ts";
import { runRecord, withRunRecord } from "./run_record.ts";

/**
 * A notebook without what cells tagged `timing` printed and without what ran beside it: two runs on
 * one machine are equal in it.
 *
 * @param notebook An executed notebook; it is left as it is.
 * @returns A copy in which cells tagged `timing` have no outputs.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { type Notebook, withoutTimings } from "saddle/course/mod.ts";
 *
 * const notebook: Notebook = {
 *   nbformat: 4,
 *   nbformat_minor: 5,
 *   metadata: {},
 *   cells: [{
 *     cell_type: "code",
 *     metadata: { tags: ["timing"] },
 *     source: "performance.now()",
 *     outputs: [{ output_type: "stream", name: "stdout", text: "3.1 ms" }],
 *     execution_count: 1,
 *   }],
 * };
 * assert.deepEqual(withoutTimings(notebook).cells[0], { ...notebook.cells[0], outputs: [] });
 * ```
 */
export function withoutTimings(notebook: Notebook): Notebook {
  const { beside: _, ...record } = runRecord(notebook);
  const copy = withRunRecord(structuredClone(notebook), record);
  for (const cell of copy.cells) if (cell.cell_type === "code" && isTimed(cell)) cell.outputs = [];
  return copy;
}

/**
 * The HTML of a page without what cells tagged `timing` printed: two builds on one machine are
 * equal in it.
 *
 * @param html A page that {@linkcode notebookPage} made.
 * @returns The page without those outputs.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { pageWithoutTimings } from "saddle/course/mod.ts";
 *
 * assert.equal(pageWithoutTimings("<p>a</p><!--timing--><p>3.1 ms</p><!--/timing--><p>b</p>"), "<p>a</p><p>b</p>");
 * ```
 */
export function pageWithoutTimings(html: string): string {
  return html.replace(/<!--timing-->[^]*?<!--\/timing-->/g, "");
}
