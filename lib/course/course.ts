import { basename, join } from "node:path";
import { engineNamed } from "../engine/engine.ts";
import { replaceFile } from "../files/mod.ts";
import { buildSite } from "./build_site.ts";
import { checkNotebooks, type NotebookFile } from "./check_notebooks.ts";
import { type CoursePage, coursePage } from "./course_page.ts";
import { formatNotebook } from "./format_notebook.ts";
import { machinePaths } from "./machine_paths.ts";
import type { Notebook } from "./notebook.ts";
import { parseNotebook } from "./parse_notebook.ts";
import { runNotebook } from "./run_notebook.ts";

/** What to run and where; {@linkcode course} takes it. */
export interface CourseOptions {
  /** Runs the notebooks whose name contains one of these; all without. */
  words?: readonly string[];
  /** Writes outputs back into the notebooks too. */
  save?: boolean;
  /** Runs nothing: pages show the outputs that the notebooks hold. */
  pagesOnly?: boolean;
  /** The engine to force: one of the engines' `ENGINES`. */
  engine?: string;
  /** Seconds a cell may take; default 600. */
  limit?: number;
  /** The folder of the notebooks; default `notebooks`. */
  notebooks?: string;
  /** The folder for the pages; default `site`. */
  site?: string;
  /** Is told what happens, a line at a time. */
  log?: (line: string) => void;
  /** Is told which cell runs. */
  onCell?: (name: string, number: number, count: number) => void;
}

/**
 * Checks and runs notebooks and builds the pages of the whole course. Notebooks that are not run
 * keep the outputs of an earlier run, or else those they were saved with. Where anything fails,
 * notebooks and pages stay as they were.
 *
 * @param options What and where.
 * @throws {RangeError} Where a word fits no notebook or the engine is not known; the message lists
 * the known ones.
 * @throws {Error} Where a cell does not pass its check or fails.
 */
export async function course(options: CourseOptions = {}): Promise<void> {
  const { notebooks = "notebooks", site = "site", words = [], log = () => {} } = options;
  if (options.engine !== undefined) engineNamed(options.engine);
  const files = await readNotebooks(notebooks);
  const selected = options.pagesOnly ? [] : select(files, words);
  if (selected.length > 0) await check(selected, log);
  const executed = new Map<string, Notebook>();
  for (const file of selected) executed.set(file.path, await runOne(file, options));
  const pages: CoursePage[] = [];
  for (const { path, notebook } of files) {
    const name = basename(path, ".ipynb");
    pages.push(
      coursePage(
        name,
        executed.get(path) ?? await earlierRun(join(site, `${name}.ipynb`), notebook),
      ),
    );
  }
  if (options.save) checkPaths(executed);
  await buildSite(pages, { site, notebooks });
  if (!options.save) return;
  for (const [path, notebook] of executed) await replaceFile(path, formatNotebook(notebook));
}

async function readNotebooks(folder: string): Promise<NotebookFile[]> {
  const names: string[] = [];
  for await (const { name, isFile } of Deno.readDir(folder)) {
    if (isFile && name.endsWith(".ipynb")) names.push(name);
  }
  if (names.length === 0) {
    throw new RangeError(`expected notebooks (NAME.ipynb) in ${folder}/, found none`);
  }
  const paths = names.sort().map((name) => join(folder, name));
  return Promise.all(
    paths.map(async (path) => ({
      path,
      notebook: parseNotebook(await Deno.readTextFile(path), path),
    })),
  );
}

function select(files: readonly NotebookFile[], words: readonly string[]): NotebookFile[] {
  const nameOf = ({ path }: NotebookFile) => basename(path, ".ipynb");
  for (const word of words) {
    if (files.some((file) => nameOf(file).includes(word))) continue;
    throw new RangeError(
      `no notebook's name contains "${word}"; there are ${files.map(nameOf).join(", ")}`,
    );
  }
  return files.filter((file) =>
    words.length === 0 || words.some((word) => nameOf(file).includes(word))
  );
}

async function check(files: readonly NotebookFile[], log: (line: string) => void): Promise<void> {
  const start = performance.now();
  const problems = await checkNotebooks(files);
  if (problems.length > 0) {
    throw new Error(
      `${problems.length} problem${problems.length === 1 ? "" : "s"} in cells\n\n${
        problems.join("\n\n")
      }`,
    );
  }
  log(
    `checked the cells of ${files.length} notebook${files.length === 1 ? "" : "s"} in ${
      seconds(start)
    }`,
  );
}

async function runOne({ path, notebook }: NotebookFile, options: CourseOptions): Promise<Notebook> {
  const { engine, limit, log = () => {}, onCell } = options;
  const name = basename(path, ".ipynb"), start = performance.now();
  const executed = await runNotebook(notebook, {
    path,
    ...(engine === undefined ? {} : { engine }),
    ...(limit === undefined ? {} : { limit }),
    onCell: (number, count) => onCell?.(name, number, count),
  });
  log(`${name}: ran in ${seconds(start)}`);
  return executed;
}

function checkPaths(executed: ReadonlyMap<string, Notebook>): void {
  for (const [path, notebook] of executed) {
    const [problem] = machinePaths(notebook, [Deno.cwd()]);
    if (problem !== undefined) throw new Error(`${path}, ${problem}, so it cannot be saved`);
  }
}

/** The outputs of an earlier run are taken where the notebook has not changed since. */
async function earlierRun(path: string, notebook: Notebook): Promise<Notebook> {
  const text = await Deno.readTextFile(path).catch(() => undefined);
  if (text === undefined) return notebook;
  try {
    const earlier = parseNotebook(text, path);
    const sources = ({ cells }: Notebook) =>
      JSON.stringify(cells.map(({ cell_type, source }) => [cell_type, source]));
    return sources(earlier) === sources(notebook) ? earlier : notebook;
  } catch {
    return notebook;
  }
}

function seconds(start: number): string {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`;
}
