import { dirname } from "node:path";
import { cellPlace } from "./cell_place.ts";
import { type Kernel, type KernelReply, startKernel } from "./kernel.ts";
import { locateInCell } from "./locate_in_cell.ts";
import type { CodeCell, Notebook, Output } from "./notebook.ts";
import { type Displayed, outputCollector } from "./output_collector.ts";

/** How a notebook is run. */
export interface RunOptions {
  /** The notebook's file: its folder is where cells run, its name is used in errors. */
  path: string;
  /** The engine to force (`SADDLE_ENGINE`); without it the library chooses. */
  engine?: string;
  /** Environment variables of its kernel, beside those of this process. */
  env?: Readonly<Record<string, string>>;
  /** Seconds a cell may take before it counts as stuck; default 600. */
  limit?: number;
  /** Is called before each code cell with its number from 1 and how many there are. */
  onCell?: (number: number, count: number) => void;
}

/**
 * Runs all code cells of a notebook, in order, on a Deno kernel of their own.
 *
 * @param notebook The notebook; it is left as it is.
 * @param options Where and how.
 * @returns A copy with the outputs of this run. It holds no times and dates, and cells are numbered
 * from 1.
 * @throws {Error} Where a cell throws, leaves an error that no one handled, takes too long, or ends
 * the kernel. The message names the file, the cell, the line in the cell and the error, and holds
 * what the cell had printed.
 */
export async function runNotebook(notebook: Notebook, options: RunOptions): Promise<Notebook> {
  const { path, engine, env, limit = 600, onCell } = options;
  const executed = structuredClone(notebook);
  const count = executed.cells.filter(({ cell_type }) => cell_type === "code").length;
  const displays = new Map<string, Displayed[]>();
  await using kernel = await startKernel({
    cwd: dirname(path),
    env: { ...env, ...(engine === undefined ? {} : { SADDLE_ENGINE: engine }) },
  });
  let number = 0;
  for (const [index, cell] of executed.cells.entries()) {
    if (cell.cell_type !== "code") continue;
    number++;
    onCell?.(number, count);
    delete cell.metadata.execution;
    cell.execution_count = number;
    const place = `${path}, ${cellPlace(notebook, index)}`;
    cell.outputs = await runCell(kernel, cell, { place, limit, displays });
    for (const output of cell.outputs) {
      if (output.output_type === "execute_result") output.execution_count = number;
    }
  }
  return executed;
}

interface CellOptions {
  place: string;
  limit: number;
  displays: Map<string, Displayed[]>;
}

async function runCell(
  kernel: Kernel,
  cell: CodeCell,
  { place, limit, displays }: CellOptions,
): Promise<Output[]> {
  const { outputs, take } = outputCollector(displays);
  if (cell.source.trim() === "") return outputs;
  const reply = await kernel.execute(cell.source, take, limit).catch((error) => {
    throw new Error(`${place}: ${error.message}${printed(outputs)}`);
  });
  const problem = describeProblem(reply, outputs);
  if (problem === undefined) return outputs;
  const line = await locateInCell(cell.source, problem);
  throw new Error(
    `${place}${line === undefined ? "" : `, line ${line}`}: ${problem}${printed(outputs)}`,
  );
}

function describeProblem(
  { status, ename, evalue, unhandled }: KernelReply,
  outputs: readonly Output[],
): string | undefined {
  if (status === "error") {
    const error = outputs.find((output) => output.output_type === "error");
    const stack = error?.traceback.join("\n").trim();
    // The kernel's only answer to a syntax error; the check of all cells finds those before, with
    // their place
    if (evalue === "Execution failed") return "the kernel could not parse this cell";
    return stack ? stack : `${ename}: ${evalue}`;
  }
  if (unhandled[0] !== undefined) {
    return `an error that nothing handled (is an "await" missing?)\n${unhandled[0]}`;
  }
}

/** The last lines that the cell printed: a failed check says there what it expected and got. */
function printed(outputs: readonly Output[]): string {
  const text = outputs.map((output) => output.output_type === "stream" ? output.text : "").join("");
  const lines = text.trimEnd().split("\n").slice(-12).map((line) => `  | ${line}`);
  return text.trim() === "" ? "" : `\nThe cell had printed:\n${lines.join("\n")}`;
}
