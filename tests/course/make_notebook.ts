import type { Cell, Notebook } from "saddle/course/mod.ts";

/** A code cell that has not run. */
export function code(source: string, ...tags: string[]): Cell {
  const metadata = tags.length === 0 ? {} : { tags };
  return { cell_type: "code", metadata, source, outputs: [], execution_count: null };
}

/** A cell of text. */
export function text(source: string): Cell {
  return { cell_type: "markdown", metadata: {}, source };
}

/** A notebook of these cells. */
export function notebookOf(...cells: Cell[]): Notebook {
  return { nbformat: 4, nbformat_minor: 4, metadata: {}, cells };
}

/** A new folder inside the project, so that the cells of notebooks in it see the import map. */
export async function projectFolder(): Promise<{ path: string } & AsyncDisposable> {
  await Deno.mkdir(".cache", { recursive: true });
  const path = await Deno.makeTempDir({ dir: ".cache", prefix: "test-" });
  return { path, [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }) };
}
