import { createHash } from "node:crypto";
import { dirname, join, resolve } from "node:path";
import { cellPlace } from "./cell_place.ts";
import type { Notebook } from "./notebook.ts";

/** A notebook and the file it was read from. */
export interface NotebookFile {
  /** The file, as errors shall name it. */
  path: string;
  /** What it holds. */
  notebook: Notebook;
}

/** The cells of a notebook as one module. */
export interface CellModule {
  /** The file to write. */
  path: string;
  /** The notebook. */
  notebook: string;
  /** Each line with its place in the notebook, and the words that name it. */
  lines: CellLine[];
}

/** A line of such a module. */
export interface CellLine {
  /** The code. */
  text: string;
  /** The words that name its place in the notebook. */
  place: string;
  /** The cell's index among all cells. */
  cell: number;
  /** The line in the cell, from 1. */
  line: number;
}

/**
 * Ends a cell: it ends a statement without a semicolon, cannot stand inside brackets, and ends a
 * comment or a text in backquotes that the cell has left open, so that the next one cannot go on
 * with it. It also makes the whole a module, where await is allowed at the top.
 */
export const BETWEEN_CELLS = "export {}; /* ` */";

/**
 * Makes a module of the cells of a notebook.
 *
 * @param file The notebook.
 * @returns Without lines where there is no code.
 */
export function cellModule({ path, notebook }: NotebookFile): CellModule {
  const lines = notebook.cells.flatMap((cell, index): CellLine[] => {
    if (cell.cell_type !== "code") return [];
    const place = `${path}, ${cellPlace(notebook, index)}`;
    const texts = cell.source.split(/\r\n?|\n/), last = texts.length;
    return [...texts, BETWEEN_CELLS].map((text, at) => {
      const line = Math.min(at + 1, last);
      return { text, place: `${place}, line ${line}`, cell: index, line };
    });
  });
  return named(path, lines);
}

/**
 * The same module where some cells begin a scope that reaches to the end: names that they declare
 * hide those of cells before them.
 *
 * @param module A module whose cells can be parsed.
 * @param cells Their indices among all cells.
 */
export function withBlocks(
  { notebook, lines }: CellModule,
  cells: ReadonlySet<number>,
): CellModule {
  const opened = new Set<number>(), imports = new Map<string, CellLine[]>();
  let begun: CellLine[] = [];
  const all = lines.map((line) => {
    const opens = cells.has(line.cell) && !opened.has(line.cell);
    opened.add(line.cell);
    let text = line.text === BETWEEN_CELLS ? ";" : line.text;
    // Imports stand at the top of modules only; one of them is enough
    if (begun.length > 0 || /^import\b(?!\s*[(.])/.test(text)) {
      begun.push(line);
      if (/["'];?\s*$/.test(text)) {
        imports.set(begun.map(({ text }) => text).join("\n"), begun);
        begun = [];
      }
      text = "";
    }
    // Such a name would leave the scope
    if (opened.size > 0 && cells.has(line.cell)) text = text.replace(/^var\b/, "let");
    return { ...line, text: opens ? `{ ${text}` : text };
  });
  const last = lines.at(-1);
  const end = last === undefined ? [] : [{ ...last, text: `${"}".repeat(cells.size)} export {};` }];
  return named(notebook, [...all, ...end, ...[...imports.values()].flat()]);
}

function named(notebook: string, lines: CellLine[]): CellModule {
  // Deno does not check again what it has checked under this name
  const print = createHash("sha256").update(resolve(notebook)).update("\0")
    .update(lines.map(({ text }) => text).join("\n")).digest("hex");
  return { path: beside(notebook, print.slice(0, 16)), notebook, lines };
}

/** Not called like the notebook, whose name may be a pattern, an option, or too long for more. */
function beside(notebook: string, mark: string): string {
  return join(dirname(notebook), `${mark}.nbcheck.ts`);
}

/**
 * Writes a module; where another check has its file, now or long ago, under another name.
 *
 * @returns The module, whose path is that of its file.
 */
export async function writeModule(module: CellModule): Promise<CellModule> {
  const text = module.lines.map(({ text }) => text).join("\n") + "\n";
  try {
    await Deno.writeTextFile(module.path, text, { createNew: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    module.path = beside(module.notebook, crypto.randomUUID());
    await Deno.writeTextFile(module.path, text);
  }
  return module;
}
