import { cellPlace } from "./cell_place.ts";
import type { Notebook } from "./notebook.ts";

/**
 * Finds outputs that name folders of the machine they were made on, such as a stack trace that a
 * cell printed: a saved notebook shall be the same wherever it was run.
 *
 * @param notebook An executed notebook.
 * @param folders Absolute folders, such as the project's.
 * @returns One sentence for each such cell; empty where all is well.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { machinePaths, type Notebook } from "saddle/course/mod.ts";
 *
 * const outputs = [{ output_type: "stream" as const, name: "stdout" as const, text: "at /home/ada/saddle/lib/mod.ts:3" }];
 * const cells = [{ cell_type: "code" as const, metadata: {}, source: "", outputs, execution_count: 1 }];
 * const notebook: Notebook = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells };
 * assert.equal(machinePaths(notebook, ["/home/ada/saddle"])[0], "code cell [1] (cell 1 of 1) shows the folder /home/ada/saddle");
 * ```
 */
export function machinePaths(notebook: Notebook, folders: readonly string[]): string[] {
  return notebook.cells.flatMap((cell, index) => {
    if (cell.cell_type !== "code") return [];
    const text = JSON.stringify(cell.outputs);
    const folder = folders.find((folder) => text.includes(`${folder}/`));
    return folder === undefined ? [] : [`${cellPlace(notebook, index)} shows the folder ${folder}`];
  });
}
