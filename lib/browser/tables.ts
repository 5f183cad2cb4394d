import { csvParseRows } from "d3-dsv";
import { displayKey } from "../figures/display_key.ts";
import { NotHere } from "./absent.ts";
import { fileAt } from "./files.ts";
import type { Column, Columns, Value } from "./parquet.ts";

/**
 * The little of polars that the library and the notebooks use, for browsers, which polars does not
 * run in: the same names, the same values. What is missing says so.
 *
 * @module
 */

/** A column of a table. */
class Series {
  /** Makes a column; its type is polars' name of it. */
  constructor(readonly name: string, readonly values: readonly Value[], readonly dtype: string) {}

  /** The values. */
  toArray(): Value[] {
    return [...this.values];
  }

  /** A value by its place. */
  get(index: number): Value {
    return this.values[index] ?? null;
  }

  /** The values as numbers of the column's own type. */
  toTypedArray(): ArrayLike<number> {
    return (TYPED[this.dtype] ?? Float64Array).from(this.values as readonly number[]);
  }

  /** The members of the lists that are its values, in one column. */
  explode(): Series {
    const all = this.values.flat() as Value[];
    return new Series(this.name, all, all.every(isByte) ? "UInt8" : typeFor(all));
  }

  /** How many values it has. */
  get length(): number {
    return this.values.length;
  }

  /** How many of them are missing. */
  nullCount(): number {
    return this.values.filter((value) => value === null).length;
  }

  /** The mean of the numbers that are not missing. */
  mean(): number {
    return this.sum() / this.#numbers().length;
  }
  /** Their sum. */
  sum(): number {
    return this.#numbers().reduce((sum, value) => sum + value, 0);
  }
  /** The least of them. */
  min(): number {
    return this.#numbers().reduce((least, value) => Math.min(least, value), Infinity);
  }
  /** The greatest of them. */
  max(): number {
    return this.#numbers().reduce((most, value) => Math.max(most, value), -Infinity);
  }
  #numbers(): number[] {
    return this.values.filter((value) => value !== null) as number[];
  }

  /** Whether it holds numbers. */
  isNumeric(): boolean {
    return /Int|Float/.test(this.dtype);
  }
}

interface TypedArrayKind {
  from(values: readonly number[]): ArrayLike<number>;
}

const TYPED: Readonly<Record<string, TypedArrayKind>> = {
  UInt8: Uint8Array,
  Int32: Int32Array,
  Float32: Float32Array,
  Float64: Float64Array,
};

const isByte = (value: Value) =>
  typeof value === "number" && Number.isInteger(value) && value >= 0 && value < 256;

/** The type that polars gives to values that say nothing of theirs. */
function typeFor(values: readonly Value[]): string {
  const found = values.find((value) => value !== null) ?? null;
  if (typeof found === "number") return "Float64";
  if (typeof found === "boolean") return "Bool";
  return Array.isArray(found) ? "List" : "String";
}

type RowValue = (frame: Frame, row: number) => Value;
type Pair = (a: Value, b: Value) => Value;

/** A comparison in which what is missing stays missing. */
const compared = (holds: (a: never, b: never) => boolean): Pair => (a, b) =>
  a === null || b === null ? null : holds(a as never, b as never);

/** Something computed from each row of a table. */
class Expr {
  /** What it gives, and the name of the column that it makes. */
  constructor(readonly at: RowValue, readonly name = "literal") {}

  #with(other: unknown, of: Pair): Expr {
    const that = other instanceof Expr ? other : lit(other as Value);
    return new Expr((frame, row) => of(this.at(frame, row), that.at(frame, row)), this.name);
  }

  /** Equal. */
  eq(other: unknown): Expr {
    return this.#with(other, compared((a, b) => a === b));
  }
  /** Not equal. */
  neq(other: unknown): Expr {
    return this.#with(other, compared((a, b) => a !== b));
  }
  /** Greater. */
  gt(other: unknown): Expr {
    return this.#with(other, compared((a, b) => a > b));
  }
  /** Greater or equal. */
  gtEq(other: unknown): Expr {
    return this.#with(other, compared((a, b) => a >= b));
  }
  /** Less. */
  lt(other: unknown): Expr {
    return this.#with(other, compared((a, b) => a < b));
  }
  /** Less or equal. */
  ltEq(other: unknown): Expr {
    return this.#with(other, compared((a, b) => a <= b));
  }
  /** Both hold. */
  and(other: unknown): Expr {
    return this.#with(other, (a, b) => a === false || b === false ? false : a && b);
  }
  /** One holds. */
  or(other: unknown): Expr {
    return this.#with(other, (a, b) => a === true || b === true ? true : a === null ? a : b);
  }
  /** The other way round. */
  not(): Expr {
    return new Expr((frame, row) => {
      const value = this.at(frame, row);
      return value === null ? null : !value;
    }, this.name);
  }
  /** One of these. */
  isIn(values: readonly Value[]): Expr {
    return new Expr((frame, row) => values.includes(this.at(frame, row)), this.name);
  }
  /** What can be done with texts. */
  get str(): { replace(pattern: string, text: string): Expr } {
    return {
      // the first place alone, as in polars
      replace: (pattern, text) =>
        new Expr((frame, row) => {
          const value = this.at(frame, row);
          return value === null ? null : String(value).replace(new RegExp(pattern), text);
        }, this.name),
    };
  }
  /** Another name. */
  alias(name: string): Expr {
    return new Expr(this.at, name);
  }
}

const lit = (value: Value): Expr => new Expr(() => value);
const col = (name: string): Expr =>
  new Expr((frame, row) => frame.getColumn(name).values[row]!, name);

/** A table. */
class Frame {
  readonly #columns: Columns;

  /** A table of columns of one length. */
  constructor(columns: Iterable<readonly [string, Column]>) {
    this.#columns = new Map(columns);
  }

  /** The columns' names. */
  get columns(): string[] {
    return [...this.#columns.keys()];
  }
  /** How many columns there are. */
  get width(): number {
    return this.#columns.size;
  }
  /** How many rows there are. */
  get height(): number {
    return this.#columns.values().next().value?.values.length ?? 0;
  }

  /** A column by its name. */
  getColumn(name: string): Series {
    const found = this.#columns.get(name);
    if (found !== undefined) return new Series(name, found.values, found.type);
    throw new RangeError(`There is no column "${name}"; there are ${this.columns.join(", ")}.`);
  }
  /** All columns. */
  getColumns(): Series[] {
    return this.columns.map((name) => this.getColumn(name));
  }

  /** The rows for which it holds. */
  filter(holds: Expr): Frame {
    const rows = this.#rows().filter((row) => holds.at(this, row) === true);
    return this.#take(rows);
  }
  /** Some of the columns. */
  select(...names: (string | readonly string[])[]): Frame {
    return new Frame(
      names.flat().map((name) => {
        const { values, dtype } = this.getColumn(name);
        return [name, { values, type: dtype }] as const;
      }),
    );
  }
  /** The table with more columns, or others in the place of those of the same names. */
  withColumns(...made: readonly Expr[]): Frame {
    const columns = made.map((expr) => {
      const values = this.#rows().map((row) => expr.at(this, row));
      return [expr.name, { values, type: typeFor(values) }] as const;
    });
    return new Frame([...this.#columns, ...columns]);
  }
  /** The first rows. */
  head(n = 5): Frame {
    return this.#take(this.#rows().slice(0, n));
  }

  /** The last rows. */
  tail(n = 5): Frame {
    return this.#take(this.#rows().slice(Math.max(0, this.height - n)));
  }

  /** The rows in the order of a column, from the least on; what is missing comes first. */
  sort(by: string): Frame {
    const { values } = this.getColumn(by);
    return this.#take(this.#rows().sort((a, b) => order(values[a]!, values[b]!) || a - b));
  }

  /** The rows as records. */
  toRecords(): Record<string, Value>[] {
    const columns = [...this.#columns];
    return this.#rows().map((row) =>
      Object.fromEntries(columns.map(([name, { values }]) => [name, values[row]!]))
    );
  }
  /** The rows as lists. */
  rows(): Value[][] {
    const columns = [...this.#columns.values()];
    return this.#rows().map((row) => columns.map(({ values }) => values[row]!));
  }

  /** The table in a frame of characters, as polars draws it; long ones without their middle. */
  toString(): string {
    return drawn(this, [...this.#columns]);
  }
  /** What a page shows. */
  [displayKey](): Record<string, string> {
    return { "text/plain": this.toString() };
  }

  #rows(): number[] {
    return Array.from({ length: this.height }, (_, row) => row);
  }
  #take(rows: readonly number[]): Frame {
    return new Frame(
      [...this.#columns].map(([name, { values, type }]) =>
        [name, { values: rows.map((row) => values[row]!), type }] as const
      ),
    );
  }
}

function order(one: Value, other: Value): number {
  if (one === other) return 0;
  if (one === null || other === null) return one === null ? -1 : 1;
  return one < other ? -1 : 1;
}

/** Rows of a table that are drawn at most. */
const DRAWN = 10;

function drawn(frame: Frame, columns: readonly (readonly [string, Column])[]): string {
  const { height, width } = frame, half = DRAWN / 2;
  const rows = height <= DRAWN
    ? Array.from({ length: height }, (_, row) => row)
    : [0, 1, 2, 3, 4, undefined, ...Array.from({ length: half }, (_, k) => height - half + k)];
  const cells = columns.map(([name, { values, type }]) => [
    ...[name, "---", type],
    ...rows.map((row) => row === undefined ? "…" : shown(values[row]!)),
  ]);
  const widths = cells.map((texts) => Math.max(...texts.map((text) => text.length)));
  const line = (k: number) =>
    `│ ${cells.map((texts, i) => texts[k]!.padEnd(widths[i]!)).join(" ┆ ")} │`;
  const bar = (left: string, mid: string, right: string, stroke: string) =>
    left + widths.map((width) => stroke.repeat(width + 2)).join(mid) + right;
  return [
    `shape: (${height}, ${width})`,
    bar("┌", "┬", "┐", "─"),
    ...[0, 1, 2].map(line),
    bar("╞", "╪", "╡", "═"),
    ...rows.map((_, k) => line(k + 3)),
    bar("└", "┴", "┘", "─"),
  ].join("\n");
}

function shown(value: Value): string {
  if (Array.isArray(value)) return `[${value.slice(0, 2).join(", ")}, …]`;
  return typeof value === "number" && !Number.isInteger(value) ? value.toFixed(6) : `${value}`;
}

/** What polars' tables have and these lack: using it says where it is to be had. */
const LACKS = [
  ...["groupBy", "join", "sort", "pivot", "unpivot", "melt", "describe", "unique", "sample"],
  ...["lazy", "explode", "rename", "drop", "vstack", "hstack", "concat", "slice", "mean"],
  ...["min", "max", "sum", "median", "std", "limit", "writeParquet", "writeCSV", "writeJSON"],
];
for (const name of LACKS) {
  for (const { prototype } of [Frame, Series, Expr]) {
    if (name in prototype) continue;
    Object.defineProperty(prototype, name, {
      value: () => {
        throw new NotHere(`polars' ${name}`);
      },
    });
  }
}

type Data = readonly Series[] | Readonly<Record<string, readonly Value[]>>;

const frame = (data: Data): Frame =>
  new Frame(
    Array.isArray(data)
      ? data.map(({ name, values, dtype }: Series) => [name, { values, type: dtype }] as const)
      : Object.entries(data as Record<string, readonly Value[]>).map(([name, values]) =>
        [name, { values, type: typeFor(values) }] as const
      ),
  );

const series = (
  name: string,
  values: ArrayLike<Value>,
  type: string = typeFor(Array.from(values)),
): Series => new Series(name, Array.from(values), type);

function readParquet(path: string): Frame {
  const { columns } = fileAt(path);
  if (columns === undefined) throw new RangeError(`${path} is no Parquet file.`);
  return new Frame(columns);
}

/** Tables of the same columns, one below the other. */
function concat(frames: readonly Frame[]): Frame {
  const [first] = frames;
  if (first === undefined) throw new RangeError("pl.concat takes at least one table.");
  const odd = frames.find(({ columns }) => columns.join() !== first.columns.join());
  if (odd !== undefined) {
    throw new RangeError(
      `pl.concat takes tables of the same columns, but ${first.columns.join(", ")} and ` +
        `${odd.columns.join(", ")} came.`,
    );
  }
  return new Frame(
    first.getColumns().map(({ name, dtype }) => {
      const values = frames.flatMap((frame) => [...frame.getColumn(name).values]);
      return [name, { values, type: dtype }];
    }),
  );
}

/** Comma-separated values whose first line has the names. */
function readCSV(path: string, options: { inferSchemaLength?: number } = {}): Frame {
  const text = new TextDecoder().decode(fileAt(path).bytes);
  const [names = [], ...rows] = csvParseRows(text) as string[][],
    asText = options.inferSchemaLength === 0;
  return new Frame(names.map((name, i) => {
    const fields = rows.map((row) => row[i] === undefined || row[i] === "" ? null : row[i]);
    const numeric = !asText && fields.every((field) => field === null || !isNaN(Number(field)));
    const whole = fields.every((field) => field === null || /^-?\d+$/.test(field));
    return [name, {
      values: numeric ? fields.map((field) => field === null ? null : Number(field)) : fields,
      type: numeric ? (whole ? "Int64" : "Float64") : "String",
    }];
  }));
}

/** The package's names, as far as they are here. */
const pl = {
  DataFrame: frame,
  Series: series,
  ...{ Int32: "Int32", Float32: "Float32", Float64: "Float64", Utf8: "String", Bool: "Bool" },
  ...{ col, lit, concat, readParquet, readCSV },
};

export default pl;
