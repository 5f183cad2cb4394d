import type { DataFrame, Series } from "nodejs-polars";
import { checkArgument, part, text } from "../../options/mod.ts";

/** One column of a history, a list for each run: what `seedsBand` draws as a series. */
export interface RunCurves {
  /** The steps, rising. */
  readonly x: number[];
  /** The numbers, `[runs][steps]`; NaN where one is missing because the run had failed. */
  readonly values: number[][];
}

/**
 * Sorts a column of a table with the columns step and run (a run's `metrics` or `history`, or a
 * stored result) by run and step.
 *
 * @throws {RangeError} If the table has no such column, or none named step or run; if it
 * has several rows for one step of one run, as that of an experiment has before one
 * combination is picked.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import pl from "nodejs-polars";
 * import { byRun, type RunCurves } from "saddle/training/mod.ts";
 *
 * const frame = pl.DataFrame({ step: [0, 0, 10, 10], run: [0, 1, 0, 1], modes: [1, 2, 7, null] });
 * const curves: RunCurves = byRun(frame, "modes");
 * assert.deepEqual(curves, { x: [0, 10], values: [[1, 7], [2, NaN]] });
 * ```
 */
export function byRun(frame: DataFrame, column: string): RunCurves {
  checkArgument("byRun", "frame", frame, aTable);
  checkArgument("byRun", "column", column, text());
  for (const name of ["step", "run", column]) {
    if (frame.columns.includes(name)) continue;
    throw new RangeError(
      `byRun finds no column "${name}" in this table; it has: ${frame.columns.join(", ")}.`,
    );
  }
  const [steps, runs, numbers] = ["step", "run", column].map((name) =>
    numbersIn(frame.getColumn(name))
  ) as [number[], number[], number[]];
  const distinct = (all: readonly number[]) => [...new Set(all)].sort((a, b) => a - b);
  const [x, names] = [distinct(steps), distinct(runs)];
  const places = { step: placesOf(x), run: placesOf(names) };
  const values = names.map(() => new Array<number>(x.length).fill(NaN));
  const filled = values.map(() => new Set<number>());
  numbers.forEach((value, row) => {
    const [run, step] = [places.run.get(runs[row]!)!, places.step.get(steps[row]!)!];
    if (filled[run]!.has(step)) throw twice(x[step]!, names[run]!, frame, column);
    filled[run]!.add(step);
    values[run]![step] = value;
  });
  return { x, values };
}

/** Polars hides the members of its tables from `in`. */
const aTable = part<DataFrame>(
  "a table",
  (value) => typeof (value as Partial<DataFrame>).getColumn === "function",
);

/** A column as numbers, NaN where one is missing. At once where none is: one by one takes long. */
function numbersIn(column: Series): number[] {
  if (column.isNumeric() && column.nullCount() === 0) {
    return Array.from(column.toTypedArray(), Number);
  }
  return column.toArray().map((value) => value === null ? NaN : Number(value));
}

function twice(step: number, run: number, { columns }: DataFrame, column: string): RangeError {
  const others = columns.filter((name) => !["step", "run", column].includes(name));
  return new RangeError(
    `This table has more than one row for step ${step} of run ${run}. Filter it to one combination first; ` +
      `its other columns: ${others.join(", ")}.`,
  );
}

function placesOf(values: readonly number[]): ReadonlyMap<number, number> {
  return new Map(values.map((value, place) => [value, place]));
}
