import { basename, resolve } from "node:path";
import {
  BETWEEN_CELLS,
  type CellModule,
  cellModule,
  type NotebookFile,
  withBlocks,
  writeModule,
} from "./cell_module.ts";
import { declaredNames } from "./declared_names.ts";
import { isExercise } from "./is_exercise.ts";
import { guardedOutput, guardFiles } from "./left_guard.ts";
import { unseenOutput } from "./unseen_output.ts";

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
  /** Whether the cells run as they are: what lint finds, a name that two cells declare, or
   * text that no page shows. */
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
 * @param files The notebooks. Beside each a file `HASH.nbcheck.ts` is written for the time
 * of the check, so that imports resolve as they do in the notebook.
 * @param options How to end it early.
 * @returns The problems, each with the file, the cell, the line in the cell and the message; empty
 * where all is well.
 */
export async function checkNotebooks(
  files: readonly NotebookFile[],
  options: CheckOptions = {},
): Promise<CellProblem[]> {
  const modules = files.map(cellModule).filter(({ lines }) => lines.length > 0);
  if (modules.length === 0) return [];
  const written: CellModule[] = [], guard = guardFiles([]);
  const check = async (modules: readonly CellModule[]) => {
    if (modules.length === 0) return [];
    for (const module of modules.filter((module) => !written.includes(module))) {
      written.push(await writeModule(module));
      await guard.add(resolve(module.path));
    }
    return await checkTypes(modules, options);
  };
  try {
    const found = await check(modules);
    // What cannot be parsed keeps the compiler from the types of all the others
    const unparsed = new Set(
      found.filter(({ message }) => message.includes("SyntaxError")).map(({ path }) => path),
    );
    const others = modules.filter(({ notebook }) => !unparsed.has(notebook));
    const all = unparsed.size > 0 ? [...found, ...await check(others)] : found;
    const apart = await withShadows(modules, all, { check, files });
    return [...apart, ...await lint(modules, files, options), ...unseenIn(files, modules)];
  } finally {
    for (const { path } of written) await Deno.remove(path).catch(() => {});
    await guard.dismiss();
  }
}

/**
 * Where a cell declares a name again, the types of the first one say nothing of what follows: such
 * a notebook is checked once more, with a scope of its own from that cell on.
 */
async function withShadows(
  modules: readonly CellModule[],
  found: readonly CellProblem[],
  { check, files }: {
    check: (modules: readonly CellModule[]) => Promise<CellProblem[]>;
    files: readonly NotebookFile[];
  },
): Promise<CellProblem[]> {
  const shadows = new Map(modules.map((module) => {
    const own = shadowsOf(module.notebook, found);
    return [module.notebook, [...own, ...mergedIn(module, files, found, own)]];
  }));
  const isWrong = (problem: CellProblem) => declaredAgain(problem, found) === undefined;
  const again = modules.flatMap((module) => {
    const cells = new Set(shadows.get(module.notebook)?.map(({ cell = 0 }) => cell));
    const wrong = found.some((problem) => problem.path === module.notebook && isWrong(problem));
    return cells.size > 0 && wrong ? [withBlocks(module, cells)] : [];
  });
  const anew = await check(again);
  const replaced = new Set(again.map(({ notebook }) => notebook));
  for (const { path = "", message } of anew) {
    if (message.includes("SyntaxError")) replaced.delete(path);
  }
  return [
    ...found.filter((problem) => isWrong(problem) && !replaced.has(problem.path ?? "")),
    ...anew.filter((problem) => replaced.has(problem.path ?? "") && isTyped(problem)),
    ...[...shadows.values()].flat(),
  ];
}

/** Imports that two cells have are said once, and scopes have no part in them. */
function isTyped(problem: CellProblem): boolean {
  return declaredTwice(problem) === undefined;
}

/** The cells of a notebook that declare again what a cell before them did, as warnings. */
function shadowsOf(notebook: string, found: readonly CellProblem[]): CellProblem[] {
  const first = new Map<string, number>();
  const again = found.filter(({ path }) => path === notebook).flatMap((problem) => {
    const name = declaredAgain(problem, found);
    return name === undefined ? [] : [{ name, problem }];
  });
  for (const { name, problem: { cell = 0 } } of again) {
    first.set(name, Math.min(first.get(name) ?? cell, cell));
  }
  return again.filter(({ name, problem }) => problem.cell !== first.get(name)).map(
    ({ name, problem: { text, message, ...place } }) => {
      const words = newerCounts(name);
      return { ...place, message: words, text: text.replace(message, () => words), warning: true };
    },
  );
}

function newerCounts(name: string): string {
  return `'${name}' was declared in an earlier cell; from here on the newer one counts`;
}

/** Declarations of one name that do not fit together: of `var`, enumerations, types, imports. */
const MERGED = /^TS(?:2403|2428|2432|2440|2567|2717)\b/;

/** The same where the compiler would make one of both, and cannot: it names one place, or none. */
function mergedIn(
  { notebook: path, lines }: CellModule,
  files: readonly NotebookFile[],
  found: readonly CellProblem[],
  known: readonly CellProblem[],
): CellProblem[] {
  if (!found.some((problem) => problem.path === path && MERGED.test(problem.message))) return [];
  const cells = files.find((file) => file.path === path)?.notebook.cells ?? [];
  const seen = new Set<string>(), said = new Set(known.map(({ text }) => text));
  return cells.flatMap((cell, index) => {
    const names = cell.cell_type === "code" ? declaredNames(cell.source) : [];
    const again = names.filter(({ name }) => seen.has(name));
    for (const { name } of names) seen.add(name);
    return again.flatMap(({ name, line }): CellProblem[] => {
      const place = lines.find((one) => one.cell === index && one.line === line)?.place;
      const message = newerCounts(name), text = `${place}: ${message}`;
      return said.has(text) ? [] : [{ path, cell: index, line, message, text, warning: true }];
    });
  });
}

/** The name of which the compiler says that it is declared twice. */
function declaredTwice({ message }: CellProblem): string | undefined {
  return message.match(/^TS(?:2300|2451)\b[^']*'([^']+)'/)?.[1] ??
    message.match(/^TS2393\b.*\n[^]*?\bfunction\s*\*?\s*([\w$]+)/)?.[1];
}

/**
 * The name that is declared once in the problem's cell, and in another one. The kernel takes the
 * newer one; twice in one cell is an error. The compiler names all the places.
 */
function declaredAgain(problem: CellProblem, found: readonly CellProblem[]): string | undefined {
  const name = declaredTwice(problem);
  if (name === undefined) return undefined;
  const same = found.filter((other) =>
    other.path === problem.path && declaredTwice(other) === name
  );
  const here = same.filter(({ cell }) => cell === problem.cell);
  return here.length === 1 && same.length > 1 ? name : undefined;
}

/** Finds the place that a text begins with. */
function toProblem(text: string, modules: readonly CellModule[]): CellProblem {
  for (const { notebook, lines } of modules) {
    if (!text.startsWith(notebook)) continue;
    const found = lines.find(({ place }) => text.startsWith(`${place}: `));
    if (found === undefined && text.startsWith(`${notebook}: `)) {
      return { path: notebook, message: text.slice(notebook.length + 2), text };
    }
    if (found === undefined) continue;
    const { place, cell, line } = found, message = text.slice(place.length + 2);
    const where = cell === undefined || line === undefined ? {} : { cell, line };
    return { path: notebook, ...where, message, text };
  }
  return { message: text, text };
}

/** Files as arguments, which a name that begins with a dash shall not turn into options. */
function filesOf(modules: readonly CellModule[]): string[] {
  return modules.map(({ path }) => resolve(path));
}

async function checkTypes(
  modules: readonly CellModule[],
  options: CheckOptions,
): Promise<CellProblem[]> {
  const { success, stderr } = await deno(["check", ...filesOf(modules)], options);
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
  return told.map((problem) => toProblem(wholeWords(placeFirst(problem)), modules));
}

/** Of a cell that is not whole, the compiler sees only what stands after it. */
function wholeWords(problem: string): string {
  if (!problem.includes("SyntaxError") || !problem.includes(BETWEEN_CELLS)) return problem;
  return problem.replace(
    /SyntaxError: [^]*/,
    "SyntaxError: the cell ends inside a bracket, a comment or an expression that it has begun",
  );
}

async function lint(
  modules: readonly CellModule[],
  files: readonly NotebookFile[],
  options: CheckOptions,
): Promise<CellProblem[]> {
  const { success, stdout, stderr } = await deno(["lint", "--json", ...filesOf(modules)], options);
  if (success) return [];
  if (!stdout.trim().startsWith("{")) {
    const text = replacePlaces(stderr, modules).trim();
    return [toProblem(text || "the cells could not be linted: deno lint failed", modules)];
  }
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: Diagnostic[] };
  const own = diagnostics.filter(({ code }) => !DECLARED_AGAIN.includes(code));
  return own.flatMap(({ filename, range, message, code, hint }): CellProblem[] => {
    const module = modules.find(({ path }) => basename(filename) === basename(path));
    const line = module?.lines[range.start.line - 1];
    const cells = files.find(({ path }) => path === module?.notebook)?.notebook.cells;
    // the reader has not written it yet
    if (code === "no-unused-vars" && line && isExercise(cells![line.cell]!)) return [];
    const text = `${line?.place ?? filename}: ${message} (${code})${hint ? `\n  ${hint}` : ""}`;
    return [{ ...toProblem(text, modules), warning: true }];
  });
}

/** Where cells write what no page shows. */
function unseenIn(files: readonly NotebookFile[], modules: readonly CellModule[]): CellProblem[] {
  return files.flatMap(({ path, notebook }) => {
    const lines = modules.find((module) => module.notebook === path)?.lines ?? [];
    return notebook.cells.flatMap((cell, index): CellProblem[] => {
      if (cell.cell_type !== "code") return [];
      return unseenOutput(cell.source).flatMap(({ line, message }) => {
        const found = lines.find((one) => one.cell === index && one.line === line);
        const text = `${found?.place}: ${message}`;
        return found ? [{ ...toProblem(text, modules), warning: true as const }] : [];
      });
    });
  });
}

/** What lint says of names that are declared again, of which the compiler has told. */
const DECLARED_AGAIN = ["no-redeclare", "adjacent-overload-signatures"];

interface Diagnostic {
  filename: string;
  range: { start: { line: number; col: number } };
  message: string;
  code: string;
  hint?: string;
}

/** Puts the notebook's places where the compiler names the file made of its cells. */
function replacePlaces(text: string, modules: readonly CellModule[]): string {
  return text.replace(
    /file:\/\/\S*?([\w-]+\.nbcheck\.ts)(?::(\d+):\d+)?/g,
    (address, name, line) => {
      const module = modules.find(({ path }) => basename(path) === name);
      if (module === undefined) return address;
      return module.lines[Number(line ?? NaN) - 1]?.place ?? module.notebook;
    },
  );
}

/** `message ... at PLACE` becomes `PLACE: message ...`. */
function placeFirst(problem: string): string {
  const at = problem.match(/\n\s+at (.+(?:, line \d+|\.ipynb))$/);
  return at === null ? problem : `${at[1]}: ${problem.slice(0, at.index)}`;
}

async function deno(
  args: string[],
  { signal }: CheckOptions,
): Promise<{ success: boolean; stdout: string; stderr: string }> {
  const end = signal === undefined ? {} : { signal };
  const { success, stdout, stderr } = await guardedOutput(Deno.execPath(), {
    ...{ args, env: { NO_COLOR: "1" } },
    ...end,
  });
  const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { success, stdout: decode(stdout), stderr: decode(stderr) };
}
