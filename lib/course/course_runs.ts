import { availableParallelism } from "node:os";
import { basename } from "node:path";
import { systemReason } from "../files/mod.ts";
import type { Site } from "./build_site.ts";
import type { NotebookFile } from "./cell_module.ts";
import type { CellProblem } from "./check_notebooks.ts";
import type { CourseOptions, CourseProgress } from "./course_options.ts";
import { coursePage } from "./course_page.ts";
import { findingsOf } from "./findings.ts";
import type { Notebook } from "./notebook.ts";
import { NotebookFailure, runNotebook } from "./run_notebook.ts";
import { type RunRecord, runRecord, withRunRecord } from "./run_record.ts";
import { sideBySide } from "./side_by_side.ts";
import { counted, seconds } from "./words.ts";

/** A notebook that is at work. */
interface Running {
  name: string;
  cell: number;
  cells: number;
  /** How many others ran beside it, at the most. */
  beside: number;
}

/** The runs of a course's notebooks, each of which ends with its page. */
export class CourseRuns {
  readonly #files: readonly NotebookFile[];
  readonly #site: Site;
  readonly #options: CourseOptions & { jobs: number };
  readonly #troubles: string[];
  readonly #running = new Set<Running>();
  readonly #executed = new Map<string, Notebook>();

  /**
   * @param files What to run.
   * @param site Where the pages go.
   * @param options How to run.
   * @param troubles Gets what goes wrong beside the notebooks themselves.
   */
  constructor(
    files: readonly NotebookFile[],
    site: Site,
    options: CourseOptions & { jobs: number },
    troubles: string[],
  ) {
    [this.#files, this.#site, this.#options, this.#troubles] = [files, site, options, troubles];
  }

  /** Runs all, the longest first: a long one that begins last would keep one core busy alone. */
  all(): Promise<void> {
    const files = this.#files.toSorted((one, other) => lengthOf(other) - lengthOf(one));
    return sideBySide(files, this.#options.jobs, (file) => this.#runOne(file));
  }

  /** Notes on the pages what the check of the cells found. */
  async addProblems(found: readonly CellProblem[]): Promise<void> {
    for (const { path } of this.#files) {
      const own = found.filter((problem) => problem.path === path);
      const notebook = this.#executed.get(path);
      if (own.length === 0 || notebook === undefined) continue;
      const problems = own.map(({ path: _path, text: _text, ...problem }) => problem);
      await this.#show(path, withRunRecord(notebook, { ...runRecord(notebook), problems }));
    }
    const others = found.filter(({ path }) => path === undefined);
    this.#troubles.push(...others.map(({ text }) => text));
  }

  async #runOne(file: NotebookFile): Promise<void> {
    const { log = () => {}, signal } = this.#options, start = performance.now();
    if (signal?.aborted) return;
    const name = basename(file.path, ".ipynb");
    const running: Running = { name, cell: 0, cells: 0, beside: 0 };
    this.#running.add(running);
    for (const one of this.#running) one.beside = Math.max(one.beside, this.#running.size - 1);
    const executed = await this.#execute(file, running);
    this.#running.delete(running);
    // What was cut off has not failed
    if (signal?.aborted) return;
    const { beside } = running, record: RunRecord = beside === 0 ? {} : { beside };
    await this.#show(file.path, withRunRecord(executed, { ...record, ...runRecord(executed) }));
    log(`${name}: ran in ${seconds(start)}${stateOf(executed)}`);
    this.#tell();
  }

  async #execute(file: NotebookFile, running: Running): Promise<Notebook> {
    const { engine, limit, signal } = this.#options;
    try {
      return await runNotebook(file.notebook, {
        path: file.path,
        env: this.#threads(),
        ...(engine === undefined ? {} : { engine }),
        ...(limit === undefined ? {} : { limit }),
        ...(signal === undefined ? {} : { signal }),
        onCell: (cell, cells) => {
          Object.assign(running, { cell, cells });
          this.#tell();
        },
      });
    } catch (error) {
      if (error instanceof NotebookFailure) return error.notebook;
      const { message } = error as Error;
      return withRunRecord(file.notebook, { stopped: { cell: -1, message } });
    }
  }

  /** Kernels that run beside others share out the cores; what a reader has set stands. */
  #threads(): Record<string, string> {
    const kernels = Math.min(this.#options.jobs, this.#files.length);
    if (kernels === 1 || Deno.env.has(THREADS)) return {};
    return { [THREADS]: String(Math.max(1, Math.floor(availableParallelism() / kernels))) };
  }

  async #show(path: string, executed: Notebook): Promise<void> {
    this.#executed.set(path, executed);
    const name = basename(path, ".ipynb");
    await this.#site.update(coursePage(name, executed)).catch((error) => {
      this.#troubles.push(`${path}: its page cannot be written: ${systemReason(error)}`);
    });
  }

  #tell(): void {
    const running = [...this.#running].filter(({ cells }) => cells > 0);
    const progress: CourseProgress = {
      running: running.map(({ name, cell, cells }) => ({ name, cell, cells })),
      done: this.#executed.size,
      total: this.#files.length,
    };
    this.#options.onProgress?.(progress);
  }
}

/** What says how many threads the engine may use. */
const THREADS = "SADDLE_THREADS";

/** The seconds that a notebook says it runs; 0 where it does not say. */
function lengthOf({ path, notebook }: NotebookFile): number {
  const { duration } = coursePage(basename(path, ".ipynb"), notebook);
  return parseInt(duration.replace(/^\D+/, "") || "0") * (/min/.test(duration) ? 60 : 1);
}

function stateOf(notebook: Notebook): string {
  const { claims, held, wrong } = findingsOf(notebook);
  if (wrong.some(({ kind }) => kind === "stopped")) return ", ✗ stopped before its end";
  if (claims === 0) return "";
  return held < claims
    ? `, ✗ ${held} of ${counted(claims, "claim")} held`
    : `, ${counted(claims, "claim")} held`;
}
