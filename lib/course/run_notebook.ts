import { dirname } from "node:path";
import { withoutOverwritten } from "./ansi_to_html.ts";
import { describeFinding } from "./findings.ts";
import { type Kernel, type KernelReply, startKernel } from "./kernel.ts";
import { locateInCell } from "./locate_in_cell.ts";
import type { CodeCell, ErrorOutput, Notebook, Output } from "./notebook.ts";
import { type Displayed, outputCollector } from "./output_collector.ts";
import { type RunRecord, withRunRecord } from "./run_record.ts";
import { withShownValue } from "./shown_value.ts";

/** How a notebook is run. */
export interface RunOptions {
  /** The notebook's file: its folder is where cells run, its name is used in errors. */
  path: string;
  /** The engine to force (`SADDLE_ENGINE`); without it the library chooses. */
  engine?: string;
  /** Environment variables of the kernel beside those of this process. */
  env?: Record<string, string>;
  /** Seconds a cell may take before it counts as stuck; default 600. */
  limit?: number;
  /** Is called before each code cell with its number from 1 and how many there are. */
  onCell?: (number: number, count: number) => void;
  /** Ends the kernel at once where it is aborted; the run then fails like one whose kernel died. */
  signal?: AbortSignal;
}

/**
 * Why a notebook's run stopped early, with what it gave up to there: {@linkcode runNotebook} throws
 * it.
 */
export class NotebookFailure extends Error {
  /** The error's class name. */
  override name = "NotebookFailure";
  /**
   * The notebook: outputs of this run up to the cell that failed, whose last output is the error;
   * those that were stored after it. It holds a {@linkcode RunRecord} that says so.
   */
  readonly notebook: Notebook;

  /**
   * Says where and why a run stopped.
   *
   * @param path The notebook's file, as the message shall name it.
   * @param notebook The notebook, as far as it was run.
   * @param stopped Where and why.
   */
  constructor(path: string, notebook: Notebook, stopped: Stopped) {
    const { cell, ...rest } = stopped;
    super(describeFinding(path, notebook, {
      kind: "stopped",
      ...(cell < 0 ? {} : { cell }),
      ...rest,
    }));
    this.notebook = withRunRecord(notebook, { stopped });
  }
}

type Stopped = NonNullable<RunRecord["stopped"]>;

/**
 * Runs all code cells of a notebook, in order, on a Deno kernel of their own. A claim that does not
 * hold stops nothing: {@linkcode claimsOf} reads the verdicts.
 *
 * @param notebook The notebook; it is left as it is.
 * @param options Where and how.
 * @returns A copy with the outputs of this run. It holds no times and dates, and cells are numbered
 * from 1.
 * @throws {NotebookFailure} Where the kernel does not start, or a cell throws, leaves an error that
 * no one handled, has a value that cannot be shown, takes too long, floods, or ends the kernel. The
 * message names the file, the cell, the line in the cell and the error, and holds what the cell had
 * printed.
 */
export async function runNotebook(notebook: Notebook, options: RunOptions): Promise<Notebook> {
  const { path, limit = 600, onCell } = options;
  const executed = withRunRecord(structuredClone(notebook), {});
  const count = executed.cells.filter(({ cell_type }) => cell_type === "code").length;
  const displays = new Map<string, Displayed[]>();
  await using kernel = await start(options).catch(({ message }: Error) => {
    throw new NotebookFailure(path, executed, { cell: -1, message });
  });
  let number = 0;
  for (const [index, cell] of executed.cells.entries()) {
    if (cell.cell_type !== "code") continue;
    number++;
    onCell?.(number, count);
    delete cell.metadata.execution;
    cell.execution_count = number;
    const failure = await runCell(kernel, cell, { limit, displays, isLast: number === count });
    for (const output of cell.outputs) {
      if (output.output_type === "execute_result") output.execution_count = number;
    }
    if (failure !== undefined) {
      throw new NotebookFailure(path, executed, { cell: index, ...failure });
    }
  }
  return executed;
}

function start({ path, engine, env, signal }: RunOptions): Promise<Kernel> {
  return startKernel({
    cwd: dirname(path),
    env: { ...env, ...(engine === undefined ? {} : { SADDLE_ENGINE: engine }) },
    ...(signal === undefined ? {} : { signal }),
  });
}

interface CellOptions {
  limit: number;
  displays: Map<string, Displayed[]>;
  /** Whether it is the notebook's last: what timers do after it belongs to it. */
  isLast: boolean;
}

/** Fills in the cell's outputs; where it failed they end with the error, and why is given. */
async function runCell(
  kernel: Kernel,
  cell: CodeCell,
  { limit, displays, isLast }: CellOptions,
): Promise<{ line?: number; message: string } | undefined> {
  const { outputs, take } = outputCollector(displays);
  cell.outputs = outputs;
  let problem: string | undefined, line: number | undefined;
  const code = withShownValue(cell.source);
  try {
    if (code.trim() !== "") {
      problem = describeProblem(await kernel.execute(code, take, limit), outputs);
    }
    if (isLast && problem === undefined) {
      problem = describeUnhandled(await kernel.settle(take));
    }
    if (problem === undefined) return undefined;
    line = await locateInCell(code, problem);
  } catch (error) {
    problem ??= (error as Error).message;
  }
  const message = problem + printed(outputs);
  // The kernel sends an error past the outputs that wait to be sent
  outputs.sort((one, other) => Number(isError(one)) - Number(isError(other)));
  shorten(outputs);
  if (!outputs.some(isError)) {
    const [evalue = ""] = problem.split("\n");
    outputs.push({ output_type: "error", ename: "Error", evalue, traceback: problem.split("\n") });
  }
  return { ...(line === undefined ? {} : { line }), message };
}

/** Characters that are kept of the outputs of a cell that failed: a flood would fill its page. */
const KEPT = 4e6;

/** Leaves the first outputs of a cell, and of the texts among them the beginning. */
function shorten(outputs: Output[]): void {
  let left = KEPT;
  const kept = outputs.filter((output) => {
    if (output.output_type === "stream" && output.text.length > left) {
      output.text = `${output.text.slice(0, Math.max(0, Math.min(left, 10_000)))} ...\n`;
    }
    left -= JSON.stringify(output).length;
    return left > 0 || isError(output);
  });
  outputs.splice(0, outputs.length, ...kept);
}

function isError(output: Output): output is ErrorOutput {
  return output.output_type === "error";
}

function describeProblem(
  { status, ename, evalue, unhandled }: KernelReply,
  outputs: readonly Output[],
): string | undefined {
  const error = outputs.find(isError);
  const stack = error?.traceback.join("\n").trim() || `${error?.ename}: ${error?.evalue}`;
  if (status === "error") {
    // The kernel's only answer to a syntax error; the check of all cells names its place
    if (evalue === "Execution failed") return "the kernel could not parse this cell";
    return error === undefined ? `${ename}: ${evalue}` : stack;
  }
  const left = describeUnhandled(unhandled);
  if (left !== undefined) return left;
  // The kernel answers that all is well before it shows the value of the last line
  if (error !== undefined) return `the value of the last line cannot be shown: ${stack}`;
}

function describeUnhandled([first]: readonly string[]): string | undefined {
  if (first === undefined) return undefined;
  return `an error that nothing handled (is an "await" missing?)\n${first}`;
}

/** The last lines that the cell printed: a failed check says there what it expected and got. */
function printed(outputs: readonly Output[]): string {
  const text = outputs.map((output) => output.output_type === "stream" ? output.text : "").join("");
  const short = (line: string) => line.length > 200 ? `${line.slice(0, 200)} ...` : line;
  const lines = withoutOverwritten(text.trimEnd()).split("\n").slice(-12).map((line) =>
    `  | ${short(line)}`
  );
  return text.trim() === "" ? "" : `\nThe cell had printed:\n${lines.join("\n")}`;
}
