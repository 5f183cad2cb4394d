/** A row: column name to value. */
export type Row = Readonly<Record<string, unknown>>;

/** What a table takes of a polars DataFrame. */
export interface DataFrameLike {
  /** The columns' names, in order. */
  readonly columns: string[];
  /** The rows. */
  toRecords(): Row[];
}

/** One column of a table. */
export interface Column {
  /** The row's key. */
  readonly key: string;
  /** The heading. @default the key */
  readonly title?: string;
  /** Significant digits of its numbers. @default the table's */
  readonly digits?: number;
}

/** Options of {@linkcode table}. */
export interface TableOptions {
  /** What to look at; the table's `<caption>`. */
  readonly caption: string;
  /** The columns, in order: keys, or keys with a heading and digits. @default all, as they come */
  readonly columns?: readonly (string | Column)[];
  /** Significant digits of numbers that are not whole. @default 4 */
  readonly digits?: number;
  /** Rows shown at most; the rest is counted in a last line. @default 50 */
  readonly limit?: number;
}
