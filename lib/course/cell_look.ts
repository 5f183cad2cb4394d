import type { Cell } from "./notebook.ts";

/** Whether a part of a page is seen, folded until a reader opens it, or left out. */
export type Look = "shown" | "folded" | "removed";

/** How the parts of a cell look. */
export interface CellLook {
  /** The cell as a whole. */
  cell: Look;
  /** Its source. */
  input: Look;
  /** What it gave. */
  outputs: Look;
}

/**
 * How a cell looks on its page: Jupyter Book's tags `hide-input`, `hide-output` and `hide-cell`
 * fold, `remove-input`, `remove-output` and `remove-cell` leave out; what JupyterLab has collapsed
 * (`jupyter.source_hidden`, `jupyter.outputs_hidden`, `collapsed`) is folded.
 *
 * @param cell A cell.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { cellLook } from "saddle/course/mod.ts";
 *
 * const metadata = { tags: ["hide-input"], jupyter: { outputs_hidden: true } };
 * const look = cellLook({ cell_type: "raw", metadata, source: "" });
 * assert.deepEqual(look, { cell: "shown", input: "folded", outputs: "folded" });
 * ```
 */
export function cellLook(cell: Cell): CellLook {
  const { tags, jupyter, collapsed } = cell.metadata;
  const named = new Set(
    Array.isArray(tags)
      ? tags.map((tag) => typeof tag === "string" ? tag.replace("_", "-") : "")
      : [],
  );
  const hidden = (typeof jupyter === "object" && jupyter !== null ? jupyter : {}) as Hidden;
  const look = (part: string, isHidden: unknown): Look =>
    named.has(`remove-${part}`)
      ? "removed"
      : named.has(`hide-${part}`) || isHidden === true
      ? "folded"
      : "shown";
  return {
    cell: look("cell", false),
    input: look("input", hidden.source_hidden),
    outputs: look("output", hidden.outputs_hidden === true || collapsed),
  };
}

interface Hidden {
  source_hidden?: unknown;
  outputs_hidden?: unknown;
}
