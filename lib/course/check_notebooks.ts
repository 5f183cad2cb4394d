import { createHash } from "node:crypto";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { cellPlace } from "./cell_place.ts";
import type { Notebook } from "./notebook.ts";

/** A notebook and the file it was read from. */
export interface NotebookFile {
  /** The file, as errors shall name it. */
  path: string;
  /** What it holds. */
  notebook: Notebook;
}

/** What the check of cells found. */
export interface CellProblem {
  /** The notebook's file; none where the problem belongs to none. */
  path?: string;
  /** The cell's index among all cells, from 0; none where it is not in one cell. */
  cell?: number;
  /** The line in the cell, from 1. */
  line?: number;
  /** The message, without the place. */
  message: string;
  /** Place and message as one text. */
  text: string;
  /** Whether the cells run as they are: what lint finds, or a name that two cells declare. */
  warning?: true;
}

/** How a check can be ended. */
export interface CheckOptions {
  /** Where it is aborted the check ends at once; what it gives then says nothing. */
  signal?: AbortSignal;
}

/**
 * Checks the types and lints the code of notebooks: the cells of each are taken as one module, so
 * that a name declared twice, a wrong type or an unused import is found before anything runs. (The
 * kernel itself checks no types.) Each cell has to be whole by itself, as in the kernel.
 *
 * @param files The notebooks. Beside each a file `NAME.HASH.nbcheck.ts` is written for the time
 * of the check, so that imports resolve as they do in the notebook.
 * @param options How to end it early.
 * @returns The problems, each with the file, the cell, the line in the cell and the message; empty
 * where all is well.
 */
export async function checkNotebooks(
  files: readonly NotebookFile[],
  options: CheckOptions = {},
): Promise<CellProblem[]> {
  const modules = files.map(toModule).filter(({ lines }) => lines.length > 0);
  if (modules.length === 0) return [];
  try {
    for (const module of modules) await write(module);
    const found = await checkTypes(modules, options);
    // What cannot be parsed keeps the compiler from the types of all the others
    const unparsed = new Set(
      found.filter(({ message }) => message.includes("SyntaxError")).map(({ path }) => path),
    );
    const others = modules.filter(({ notebook }) => !unparsed.has(notebook));
    const rest = unparsed.size > 0 && others.length > 0 ? await checkTypes(others, options) : [];
    return [...found, ...rest, ...await lint(modules, options)];
  } finally {
    for (const { path } of modules) await Deno.remove(path).catch(() => {});
  }
}

interface Module {
  path: string;
  /** The notebook. */
  notebook: string;
  /** Each line with its place in the notebook, and the words that name it. */
  lines: { text: string; place: string; cell?: number; line?: number }[];
}

/** Finds the place that a text begins with. */
function toProblem(text: string, modules: readonly Module[]): CellProblem {
  for (const { notebook, lines } of modules) {
    if (!text.startsWith(notebook)) continue;
    const found = lines.find(({ place }) => text.startsWith(`${place}: `));
    if (found === undefined) continue;
    const { place, cell, line } = found, message = text.slice(place.length + 2);
    const where = cell === undefined || line === undefined ? {} : { cell, line };
    return { path: notebook, ...where, message, text };
  }
  return { message: text, text };
}

function toModule({ path, notebook }: NotebookFile): Module {
  const lines = notebook.cells.flatMap((cell, index): Module["lines"] => {
    if (cell.cell_type !== "code") return [];
    const place = `${path}, ${cellPlace(notebook, index)}`;
    const texts = cell.source.split("\n"), last = texts.length;
    return [...texts, BETWEEN_CELLS].map((text, at) => {
      const line = Math.min(at + 1, last);
      return { text, place: `${place}, line ${line}`, cell: index, line };
    });
  });
  // Deno does not check again what it has checked under this name
  const print = createHash("sha256").update(lines.map(({ text }) => text).join("\n")).digest("hex");
  return { path: beside(path, print.slice(0, 8)), notebook: path, lines };
}

/**
 * Ends a cell: it ends a statement without a semicolon, cannot stand inside brackets, and ends a
 * comment or a text in backquotes that the cell has left open, so that the next one cannot go on
 * with it. It also makes the whole a module, where await is allowed at the top.
 */
const BETWEEN_CELLS = "export {}; /* ` */";

function beside(notebook: string, mark: string): string {
  return join(dirname(notebook), `${basename(notebook, ".ipynb")}.${mark}.nbcheck.ts`);
}

/** Writes a module; where another check has its file, now or long ago, under another name. */
async function write(module: Module): Promise<void> {
  const text = module.lines.map(({ text }) => text).join("\n") + "\n";
  try {
    await Deno.writeTextFile(module.path, text, { createNew: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    module.path = beside(module.notebook, crypto.randomUUID().slice(0, 8));
    await Deno.writeTextFile(module.path, text);
  }
}

async function checkTypes(modules: Module[], options: CheckOptions): Promise<CellProblem[]> {
  const { success, stderr } = await deno(["check", ...modules.map(({ path }) => path)], options);
  if (success) return [];
  const text = replacePlaces(stderr, modules).replace(
    /\n*Stack backtrace:[^]*?(?=\n\S*error|$)/,
    "",
  );
  const noise = /^(Check |Download |Initialize |Found \d+ errors?\.|error: Type checking failed\.)/;
  const problems = text.split("\n\n").map((part) =>
    part.split("\n").filter((line) => !noise.test(line)).join("\n").trim()
  );
  const told = problems.filter((problem) => problem !== "");
  if (told.length === 0) {
    return [toProblem("the types could not be checked: deno check failed", [])];
  }
  return withoutShadowing(
    told.map((problem) => toProblem(wholeWords(placeFirst(problem)), modules)),
  );
}

/** Of a cell that is not whole, the compiler sees only what stands after it. */
function wholeWords(problem: string): string {
  if (!problem.includes("SyntaxError") || !problem.includes(BETWEEN_CELLS)) return problem;
  return problem.replace(
    /SyntaxError: [^]*/,
    "SyntaxError: the cell ends inside a bracket, a comment or an expression that it has begun",
  );
}

/** The compiler's words for a name that is declared twice. */
const TWICE = /^TS(?:2300|2393|2451)\b[^']*'([^']+)'|^TS2393\b/;

/**
 * In the kernel a cell may declare again what another one did; in one cell that is an error. The
 * compiler names all the places.
 */
function withoutShadowing(problems: readonly CellProblem[]): CellProblem[] {
  const name = ({ message }: CellProblem) => {
    const [found, name = "function"] = message.match(TWICE) ?? [];
    return found === undefined ? undefined : name;
  };
  return problems.map((problem) => {
    const same = problems.filter((other) =>
      other.path === problem.path && name(other) !== undefined && name(other) === name(problem)
    );
    const here = same.filter(({ cell }) => cell === problem.cell);
    return here.length === 1 && same.length > 1 ? { ...problem, warning: true } : problem;
  });
}

async function lint(modules: Module[], options: CheckOptions): Promise<CellProblem[]> {
  const paths = modules.map(({ path }) => path);
  const { success, stdout, stderr } = await deno(["lint", "--json", ...paths], options);
  if (success) return [];
  if (!stdout.trim().startsWith("{")) {
    const text = replacePlaces(stderr, modules).trim();
    return [toProblem(text || "the cells could not be linted: deno lint failed", modules)];
  }
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: Diagnostic[] };
  return diagnostics.map(({ filename, range, message, code, hint }) => {
    const module = modules.find(({ path }) => isSame(filename, path));
    const place = module?.lines[range.start.line - 1]?.place ?? filename;
    const text = `${place}: ${message} (${code})${hint ? `\n  ${hint}` : ""}`;
    return { ...toProblem(text, modules), warning: true };
  });
}

interface Diagnostic {
  filename: string;
  range: { start: { line: number; col: number } };
  message: string;
  code: string;
  hint?: string;
}

function isSame(url: string, path: string): boolean {
  return url === fileUrl(path);
}

function fileUrl(path: string): string {
  return pathToFileURL(path).href;
}

/** Puts the notebook's places where the compiler names the file made of its cells. */
function replacePlaces(text: string, modules: Module[]): string {
  for (const { path, lines } of modules) {
    text = text.split(fileUrl(path)).map((part, index) => {
      if (index === 0) return part;
      return part.replace(/^:(\d+):\d+/, (_, line) => lines[Number(line) - 1]?.place ?? path);
    }).join("");
  }
  return text;
}

/** `message ... at PLACE` becomes `PLACE: message ...`. */
function placeFirst(problem: string): string {
  const at = problem.match(/\n\s+at (.+, line \d+)$/);
  return at === null ? problem : `${at[1]}: ${problem.slice(0, at.index)}`;
}

async function deno(
  args: string[],
  { signal }: CheckOptions,
): Promise<{ success: boolean; stdout: string; stderr: string }> {
  const end = signal === undefined ? {} : { signal };
  const command = new Deno.Command(Deno.execPath(), { args, env: { NO_COLOR: "1" }, ...end });
  const { success, stdout, stderr } = await command.output();
  const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { success, stdout: decode(stdout), stderr: decode(stderr) };
}
