import type { Notebook } from "./notebook.ts";

/**
 * Names a cell the way a reader finds it: by its number among the code cells, which is the number
 * JupyterLab shows in brackets after "Run All", and by its place among all cells.
 *
 * @param notebook The notebook.
 * @param index The cell's index among all cells, from 0.
 * @returns Such as `code cell [2] (cell 5 of 9)`.
 * @throws {RangeError} Where there is no such cell.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { cellPlace, type Notebook } from "saddle/course/mod.ts";
 *
 * const text = { cell_type: "markdown", metadata: {}, source: "# Title" } as const;
 * const code = { cell_type: "code", metadata: {}, source: "1", outputs: [], execution_count: null } as const;
 * const notebook: Notebook = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [text, { ...code, outputs: [] }] };
 * assert.equal(cellPlace(notebook, 1), "code cell [1] (cell 2 of 2)");
 * ```
 */
export function cellPlace(notebook: Notebook, index: number): string {
  const { cells } = notebook, cell = cells[index];
  if (cell === undefined) {
    throw new RangeError(`expected a cell index from 0 to ${cells.length - 1}, got ${index}`);
  }
  const place = `cell ${index + 1} of ${cells.length}`;
  if (cell.cell_type !== "code") return `${cell.cell_type} ${place}`;
  const number = cells.slice(0, index + 1).filter(({ cell_type }) => cell_type === "code").length;
  return `code cell [${number}] (${place})`;
}
