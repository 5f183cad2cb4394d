import pl from "nodejs-polars";
import { type Stored, storedNumbers } from "../stored/stored_tree.ts";

/** Columns of whole numbers. */
const WHOLE = ["step", "run"];

/** Rows of numbers that grow during a training and end as a polars table. */
export class History {
  readonly #columns: ReadonlyMap<string, number[]>;

  /** A table with these columns; `step` and `run` hold whole numbers. */
  constructor(columns: readonly string[]) {
    this.#columns = new Map(columns.map((name) => [name, []]));
  }

  /** Adds a row; NaN, or a column that the row lacks, becomes a missing value. */
  add(row: Readonly<Record<string, number>>): void {
    for (const [name, values] of this.#columns) {
      values.push(Object.hasOwn(row, name) ? row[name]! : NaN);
    }
  }

  /** The rows, each column by its name after `name` and a point. */
  save(name: string): Stored {
    return Object.fromEntries(
      [...this.#columns].map(([column, numbers]) => {
        const values = Float64Array.from(numbers);
        return [`${name}.${column}`, { shape: [values.length], values }];
      }),
    );
  }

  /**
   * Takes back rows that were saved.
   *
   * @throws {RangeError} If a column is missing, or shorter than the others.
   */
  restore(name: string, stored: Stored): void {
    let rows: number | "any" = "any";
    for (const [column, numbers] of this.#columns) {
      const values: Float64Array = storedNumbers(stored, `${name}.${column}`, Float64Array, [rows]);
      rows = values.length;
      for (const value of values) numbers.push(value);
    }
  }

  /**
   * The table. Whole numbers are 32-bit: Jupyter cannot show polars' 64-bit ones.
   *
   * @param more Rows behind its own, of this frame alone.
   */
  frame(more: readonly Readonly<Record<string, number>>[] = []): pl.DataFrame {
    if (more.length > 0) return this.#with(more).frame();
    return pl.DataFrame(
      [...this.#columns].map(([name, values]) =>
        pl.Series(
          name,
          values.map((value) => Number.isNaN(value) ? null : value),
          WHOLE.includes(name) ? pl.Int32 : pl.Float64,
        )
      ),
    );
  }

  #with(more: readonly Readonly<Record<string, number>>[]): History {
    const all = new History([...this.#columns.keys()]);
    for (const [name, values] of this.#columns) all.#columns.get(name)!.push(...values);
    for (const row of more) all.add(row);
    return all;
  }
}
