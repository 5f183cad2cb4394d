import { type CodeCell, executedFolder, type Notebook, parseNotebook } from "saddle/course/mod.ts";

/** The folders that are tested; a course of one's own can be named. */
export const SITE = Deno.env.get("SADDLE_SITE") ?? "site";
/** The folder of the notebooks that the site was made from. */
export const NOTEBOOKS = Deno.env.get("SADDLE_NOTEBOOKS") ?? "notebooks";

/** The notebooks in a folder, in order. */
export function notebooksIn(
  folder: string,
  todo: string,
): { name: string; path: string; notebook: Notebook }[] {
  let names: string[] = [];
  try {
    names = [...Deno.readDirSync(folder)].map(({ name }) => name).filter((name) =>
      name.endsWith(".ipynb")
    ).sort();
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  if (names.length === 0) throw new Error(`there are no notebooks in ${folder}/: ${todo}`);
  return names.map((name) => {
    const path = `${folder}/${name}`;
    return {
      name: name.replace(/\.ipynb$/, ""),
      path,
      notebook: parseNotebook(Deno.readTextFileSync(path), path),
    };
  });
}

/** The executed notebooks of the site. */
export function executedNotebooks() {
  return notebooksIn(executedFolder(SITE), "run `deno task course` first");
}

/** The notebooks as they are committed. */
export function committedNotebooks() {
  return notebooksIn(NOTEBOOKS, "the course has none");
}

/** A notebook's code cells. */
export function codeCells({ cells }: Notebook): CodeCell[] {
  return cells.filter((cell) => cell.cell_type === "code");
}

/** The HTML outputs of a notebook. */
export function htmlOutputs(notebook: Notebook): string[] {
  const outputs = codeCells(notebook).flatMap(({ outputs }) => outputs);
  return outputs.flatMap((output) =>
    "data" in output && typeof output.data["text/html"] === "string"
      ? [output.data["text/html"]]
      : []
  );
}

/** How many figures these pieces of HTML hold. */
export function countFigures(pieces: readonly string[]): number {
  return pieces.join("\n").match(/<figure\b/g)?.length ?? 0;
}

/** The course's run of a notebook as it is now. */
export function executedOf({ name, notebook }: { name: string; notebook: Notebook }): Notebook {
  const executed = executedNotebooks().find((other) => other.name === name)?.notebook;
  const sources = (notebook?: Notebook) => notebook?.cells.map(({ source }) => source).join("\n");
  if (executed !== undefined && sources(executed) === sources(notebook)) return executed;
  throw new Error(
    `${SITE}/ was not made from ${name} as it is now: run \`deno task course\` first`,
  );
}
