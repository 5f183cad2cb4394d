import type { DataFrame } from "nodejs-polars";
import { History } from "./history.ts";
import { median } from "../../numbers/mod.ts";
import { callable, shownValue, type Spec, text } from "../../options/mod.ts";
import type { Metric } from "../options.ts";
import { type Stored, storedNumbers } from "../stored/stored_tree.ts";

/** A metric, and which look's rows it sees. */
export interface LookMetric {
  /** The name of a look of the game. */
  readonly look: string;
  /** Says how good the rows `[n, features]` of one run are. */
  readonly measure: Metric;
}

/** What fits {@linkcode LookMetric}. */
export const LOOK_METRIC = {
  look: text(),
  measure: callable<Metric>("a function of points"),
} satisfies Spec<LookMetric>;

/** What the looks show of one run, by their names. */
type Rows = Readonly<Record<string, Float32Array>>;

/** The metrics of a training: one row a snapshot and run. */
export class Scores {
  readonly #metrics: Readonly<Record<string, LookMetric>>;
  readonly #rows: Record<string, number>[] = [];
  /** The metrics that have failed. */
  readonly #failed = new Set<string>();

  /** An empty table of these metrics. */
  constructor(metrics: Readonly<Record<string, LookMetric>>) {
    this.#metrics = metrics;
  }

  /**
   * Adds a row for every run. A run without points, or with points that are not finite, has missing
   * numbers: it is no reason to stop the others.
   *
   * @param step Steps done.
   * @param seen What the looks show of each run, by its number; undefined if it failed.
   * @returns The medians of each number over the runs that have it.
   * @throws {TypeError} If a metric gives something that is not a number at the first look.
   * @throws {RangeError} If two metrics give a number of one name there, or one throws.
   */
  add(
    step: number,
    seen: ReadonlyMap<number, Rows | undefined>,
  ): Readonly<Record<string, number>> {
    const rows = this.rows(step, seen);
    this.#rows.push(...rows);
    return Object.fromEntries(
      namesOf(rows).map((name) => [name, median(rows.map((row) => row[name] ?? NaN))]),
    );
  }

  /** The rows that {@linkcode Scores.add} would add. */
  rows(step: number, seen: ReadonlyMap<number, Rows | undefined>): Record<string, number>[] {
    return [...seen].map(([run, looks]): Record<string, number> => ({
      step,
      run,
      ...(looks && areFinite(looks) ? this.#numbersOf(looks, step) : {}),
    }));
  }

  /**
   * The table: step, run and one column for each number.
   *
   * @param more Rows behind its own, of this table alone.
   */
  frame(more: readonly Record<string, number>[] = []): DataFrame {
    return this.#table(more).frame();
  }

  /** The rows, to go on later. */
  save(): Stored {
    return this.#table().save("metrics");
  }

  /** Takes back rows that were saved. */
  restore(stored: Stored): void {
    const { length } = storedNumbers(stored, "metrics.step", Float64Array, ["any"]);
    const names = Object.keys(stored).filter((name) => name.startsWith("metrics."));
    const columns = [...new Set(["metrics.step", "metrics.run", ...names])].map((name) =>
      [name.slice("metrics.".length), storedNumbers(stored, name, Float64Array, [length])] as const
    );
    for (let i = 0; i < length; i++) {
      this.#rows.push(Object.fromEntries(columns.map(([name, values]) => [name, values[i]!])));
    }
  }

  #table(more: readonly Record<string, number>[] = []): History {
    const rows = [...this.#rows, ...more];
    const table = new History(["step", "run", ...namesOf(rows)]);
    for (const row of rows) table.add(row);
    return table;
  }

  #numbersOf(looks: Rows, step: number): Record<string, number> {
    const numbers: Record<string, number> = {};
    for (const [metric, { look, measure }] of Object.entries(this.#metrics)) {
      try {
        const value = measured(metric, step, () => measure(looks[look]!));
        Object.assign(numbers, partsOf(metric, value, numbers));
      } catch (error) {
        this.#note(metric, error as Error);
      }
    }
    return numbers;
  }

  /** A metric that fails at the first look ends the training, later only its own numbers. */
  #note(metric: string, error: Error): void {
    if (this.#rows.length === 0) throw error;
    if (this.#failed.has(metric)) return;
    this.#failed.add(metric);
    console.warn(
      `${error.message.replace(/\.$/, "")}; where it fails its numbers are missing. Said once.`,
    );
  }
}

/** What a metric gives; what it throws, of whatever kind, is said with its name. */
function measured(metric: string, step: number, measure: () => unknown): unknown {
  try {
    return measure();
  } catch (error) {
    const said = error instanceof Error ? error.message || error.name : shownValue(error);
    throw new RangeError(`The metric "${metric}" failed at step ${step}: ${said}`, {
      cause: error,
    });
  }
}

/**
 * The numbers of a metric by name. What holds none would leave the metric out, unsaid.
 *
 * @param taken Names that other metrics have given.
 */
function partsOf(metric: string, value: unknown, taken: object): Record<string, number> {
  if (typeof value !== "object" || value === null) {
    return checked(metric, { [metric]: value }, taken);
  }
  const isRecord = !Array.isArray(value) && !ArrayBuffer.isView(value);
  if (isRecord && Object.keys(value).length > 0) return checked(metric, { ...value }, taken);
  throw new TypeError(
    `The metric "${metric}" gives a number or a record of numbers at once, but ` +
      `${shownValue(value)} came.`,
  );
}

function areFinite(looks: Rows): boolean {
  return Object.values(looks).every((rows) => rows.every(Number.isFinite));
}

/** Names of numbers in these rows, in the order in which they came. */
function namesOf(rows: readonly Readonly<Record<string, number>>[]): string[] {
  const names = new Set(rows.flatMap(Object.keys));
  return [...names].filter((name) => name !== "step" && name !== "run");
}

function checked(
  metric: string,
  parts: Readonly<Record<string, unknown>>,
  taken: object,
): Record<string, number> {
  for (const [name, value] of Object.entries(parts)) {
    if (typeof value !== "number") {
      const kind = value === null ? undefined : (value as object | undefined)?.constructor?.name;
      throw new TypeError(
        `The metric "${metric}" gives a number or a record of numbers, but its "${name}" is ` +
          `${kind ?? shownValue(value)}.`,
      );
    }
    if (Object.hasOwn(taken, name) || name === "step" || name === "run") {
      throw new RangeError(`The metric "${metric}" gives "${name}", a name that is taken.`);
    }
  }
  return parts as Record<string, number>;
}
