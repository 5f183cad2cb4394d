import { availableParallelism } from "node:os";
import { basename, join } from "node:path";
import { engineNamed } from "../engine/mod.ts";
import { changedFiles, replaceFile, systemReason } from "../files/mod.ts";
import { ROOT } from "../setup/mod.ts";
import { buildSite, type Site } from "./build_site.ts";
import type { NotebookFile } from "./cell_module.ts";
import { checkLinks } from "./check_links.ts";
import { type CellProblem, checkNotebooks } from "./check_notebooks.ts";
import type { CourseOptions, CourseReport } from "./course_options.ts";
import { type CoursePage, coursePage } from "./course_page.ts";
import { executedFolder } from "./executed_folder.ts";
import { describeFinding, type Finding, findingsOf } from "./findings.ts";
import { formatNotebook } from "./format_notebook.ts";
import { machinePaths } from "./machine_paths.ts";
import type { Notebook } from "./notebook.ts";
import { pageFile } from "./page_addresses.ts";
import { parseNotebook } from "./parse_notebook.ts";
import { addReference } from "./reference/kept_reference.ts";
import { withRunRecord } from "./run_record.ts";
import { CourseRuns } from "./course_runs.ts";
import { lockSite } from "./site_lock.ts";
import { counted, seconds } from "./words.ts";

/**
 * Runs notebooks side by side, checks their cells meanwhile, and builds the pages of the whole
 * course, whose links are checked at the end. What is wrong with one notebook (a claim that does
 * not hold, a cell that throws, a kernel that dies) is marked on its page and takes nothing from
 * the others. Each page is written when its notebook has run. The library's reference is made
 * meanwhile. Notebooks that are not run keep the outputs of an earlier run, or else those they were
 * saved with.
 *
 * @param options What and where.
 * @returns What it came to.
 * @throws {RangeError} Where a word fits no notebook, the engine is not known, or `jobs` is no
 * whole number of at least 1; the message lists the known ones.
 * @throws {TypeError} Where a file is no notebook.
 * @throws {Error} Where the pages cannot be written, or the signal is aborted.
 */
export async function course(options: CourseOptions = {}): Promise<CourseReport> {
  const { notebooks = "notebooks", site = "site", words = [], signal } = options;
  if (options.engine !== undefined) engineNamed(options.engine);
  const jobs = jobsOf(options);
  const files = await readNotebooks(notebooks);
  const selected = options.pagesOnly ? [] : select(files, words);
  using _lock = await lockSite(site, options);
  const executed = options.live ? executedFolder(site) : undefined;
  const pages = files.map(async ({ path, notebook }) => {
    const name = nameOf(path);
    return coursePage(name, await earlierRun(join(executed ?? site, `${name}.ipynb`), notebook));
  });
  const built = await buildSite(await Promise.all(pages), {
    ...{ site, notebooks, live: options.live ?? false, executed, signal },
  });
  signal?.throwIfAborted();
  // What the notebooks read: numbers in which a bit has changed are claims about nothing
  const troubles = selected.length > 0 ? changedFiles(join(notebooks, "..", "data")) : [];
  const runs = new CourseRuns(selected, built, { ...options, jobs }, troubles);
  const reference = addReference(site, {
    library: options.library ?? join(ROOT, "lib"),
    log: options.log,
    signal,
  });
  const [problems, absent] = await Promise.all([
    check(selected, options),
    reference,
    runs.all(),
  ]);
  signal?.throwIfAborted();
  troubles.push(...absent);
  await runs.addProblems(problems);
  if (options.save) await save(selected, built, options, troubles);
  const told = options.pagesOnly ? files : selected;
  troubles.push(...await brokenLinks(told, built, site));
  return report(told, built, troubles);
}

/**
 * What leads nowhere on the pages of these notebooks, and in the library. The index repeats what
 * they say. Never throws: a site that cannot be read is a trouble like what is found.
 */
async function brokenLinks(
  files: readonly NotebookFile[],
  { pages }: Site,
  site: string,
): Promise<string[]> {
  const broken = await checkLinks(site).catch(
    (error) => `the links of the pages could not be checked: ${systemReason(error)}`,
  );
  if (typeof broken === "string") return [broken];
  return broken.flatMap(({ page, message, ...place }) => {
    if (page.startsWith("library/")) return [`${join(site, page)}: ${message}`];
    const file = files.find(({ path }) => pageFile(nameOf(path)) === page);
    if (file === undefined) return [];
    const { notebook } = pageOf(pages, file.path);
    return [describeFinding(file.path, notebook, { kind: "problem", message, ...place })];
  });
}

/** Bytes of memory that are reckoned for a kernel; those of the course come to 0.9 GB. */
const KERNEL_MEMORY = 1.5e9;

function jobsOf({ jobs, save }: CourseOptions): number {
  if (jobs === undefined) {
    if (save) return 1;
    const room = Math.floor(Deno.systemMemoryInfo().available / KERNEL_MEMORY);
    // a kernel waits a quarter of its time, for compilers, disks and its own outputs
    return Math.max(1, Math.min(availableParallelism() + 1, room));
  }
  if (Number.isInteger(jobs) && jobs >= 1) return jobs;
  throw new RangeError(`expected jobs to be a whole number of at least 1, got ${jobs}`);
}

function nameOf(path: string): string {
  return basename(path, ".ipynb");
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
  const names = files.map(({ path }) => nameOf(path));
  for (const word of words) {
    if (names.some((name) => name.includes(word))) continue;
    throw new RangeError(
      `no notebook's name contains "${word}"; there are ${names.join(", ")}`,
    );
  }
  return files.filter(({ path }) =>
    words.length === 0 || words.some((word) => nameOf(path).includes(word))
  );
}

/** Never throws: a check that cannot be made is a problem like what it finds. */
async function check(
  files: readonly NotebookFile[],
  { log = () => {}, signal }: CourseOptions,
): Promise<CellProblem[]> {
  if (files.length === 0) return [];
  const start = performance.now();
  const problems: CellProblem[] = await checkNotebooks(
    files,
    signal === undefined ? {} : { signal },
  ).catch((error) => {
    const message = systemReason(error);
    return [{ message, text: `the cells could not be checked: ${message}` }];
  });
  if (signal?.aborted) return [];
  const warnings = problems.filter(({ warning }) => warning).length;
  const wrong = problems.length - warnings;
  const found = [
    wrong > 0 ? counted(wrong, "problem") : warnings > 0 ? "no problem" : "all is well",
    ...warnings > 0 ? [counted(warnings, "warning")] : [],
  ];
  log(
    `${wrong === 0 ? "" : "✗ "}checked the cells of ${counted(files.length, "notebook")} in ${
      seconds(start)
    }: ${found.join(", ")}`,
  );
  return problems;
}

/** Writes back what ran without fault; tells of the others. */
async function save(
  files: readonly NotebookFile[],
  { pages }: Site,
  { log = () => {} }: CourseOptions,
  troubles: string[],
): Promise<void> {
  for (const { path } of files) {
    const notebook = pageOf(pages, path).notebook;
    if (findingsOf(notebook).wrong.length > 0) {
      log(`${path} is not saved, because of what is wrong with it`);
      continue;
    }
    const [problem] = machinePaths(notebook, [Deno.cwd()]);
    if (problem !== undefined) troubles.push(`${path}, ${problem}, so it cannot be saved`);
    else {
      await replaceFile(path, formatNotebook(withRunRecord(notebook, {}))).catch(({ message }) => {
        troubles.push(`${path} cannot be saved: ${message}`);
      });
    }
  }
}

function pageOf(pages: readonly CoursePage[], path: string): CoursePage {
  const page = pages.find(({ name }) => name === nameOf(path));
  if (page === undefined) throw new Error(`expected a page for ${path}, found none`);
  return page;
}

function report(
  files: readonly NotebookFile[],
  { pages }: Site,
  troubles: readonly string[],
): CourseReport {
  const result: CourseReport = { claims: 0, held: 0, failures: [], warnings: [] };
  for (const { path } of files) {
    const { notebook } = pageOf(pages, path), found = findingsOf(notebook);
    const describe = (finding: Finding) => describeFinding(path, notebook, finding);
    result.claims += found.claims;
    result.held += found.held;
    result.failures.push(...found.wrong.map(describe));
    result.warnings.push(...found.warnings.map(describe));
  }
  result.failures.push(...troubles);
  return result;
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
