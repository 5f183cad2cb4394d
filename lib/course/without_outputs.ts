import type { Notebook } from "./notebook.ts";
import { withRunRecord } from "./run_record.ts";

/** A notebook as nobody has run it. */
export function withoutOutputs(notebook: Notebook): Notebook {
  const cells = notebook.cells.map((cell) =>
    cell.cell_type === "code" ? { ...cell, outputs: [], execution_count: null } : cell
  );
  return withRunRecord({ ...notebook, cells }, {});
}
