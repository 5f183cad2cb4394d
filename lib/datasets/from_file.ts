import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { flag, list, open, read, shownValue, type Spec, text } from "../options/mod.ts";
import { type FileTable, readCsv, readParquet } from "./read_table.ts";
import { fromPoints } from "./from_points.ts";
import { numberIn } from "./number_in.ts";
import type { FiniteDataset } from "./types.ts";

/** What to take from a file. */
export interface FromFileOptions {
  /** The names of the columns that are the axes, in this order. Default: all columns. */
  readonly columns?: readonly string[];
  /** Whether the first row of a CSV file holds names. Default: if no field of it is a number. */
  readonly header?: boolean;
  /** What charts and errors call it. Default: the file's name. */
  readonly name?: string;
}

/** What fits {@linkcode FromFileOptions}. */
export const FROM_FILE = {
  columns: open(list(text())),
  header: open(flag()),
  name: open(text()),
} satisfies Spec<FromFileOptions>;

/**
 * A finite data set of the points in a CSV or Parquet file: one point a row, one axis a column.
 *
 * The first row of a CSV file holds the names of the columns, unless a field of it is a number:
 * then it is data, and the columns are called "column 1", "column 2" and so on
 * (`header` overrules). Rows are counted as a spreadsheet does: from 1, the names included.
 * Texts are in UTF-8, or in UTF-16 with its mark; numbers in decimals.
 *
 * @param path The file: its name ends in `.csv`, `.tsv` or `.parquet`.
 * @param options Which columns, and what to call the data.
 * @throws {RangeError} if the file cannot be read or has another ending, if it has no rows, if a
 * column is unknown (the known ones are listed) or its name stands twice, or if a field is missing,
 * not a number, not finite or too much: file, row and column are named.
 * @throws {TypeError} if the path is no path, or the columns are no array.
 *
 * @example
 * ```ts
 * import { fromFile } from "saddle/datasets/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const path = Deno.makeTempFileSync({ suffix: ".csv" });
 * Deno.writeTextFileSync(path, "x,y,label\n0,1,a\n2,3,b\n");
 * assert.deepEqual([...fromFile(path, { columns: ["x", "y"] }).points], [0, 1, 2, 3]);
 * assert.throws(() => fromFile(path), /row 2, column "label": expected a finite number, got "a"/);
 * ```
 */
export function fromFile(path: string | URL, options: FromFileOptions = {}): FiniteDataset {
  const { columns: wanted, header, name } = read("fromFile", options, FROM_FILE);
  const place = path instanceof URL ? fileURLToPath(path) : path;
  if (typeof place !== "string" || place === "") {
    throw new TypeError(`fromFile's path is the path of a file, but ${shownValue(path)} came.`);
  }
  if (/^~(?=[/\\]|$)/.test(place) && !existsSync(place)) {
    throw new RangeError(
      `${place} cannot be read: only shells know ~. Write ${place.replace("~", homedir)}.`,
    );
  }
  const file = basename(place), table = tableOf(place, file, { header, wanted });
  const byName = Map.groupBy(table.columns, ({ name }) => name);
  const chosen = wanted ?? table.columns.map(({ name }) => name);
  const columns = chosen.map((name) => {
    const [column, twin] = byName.get(name) ?? [];
    if (twin) throw new RangeError(`${file}: two columns are called ${JSON.stringify(name)}`);
    if (column) return column.values;
    const known = table.columns.map(({ name }) => name).join(", ");
    throw new RangeError(`${file}: no column ${JSON.stringify(name)}; its columns: ${known}`);
  });
  if (columns.length === 0) throw new RangeError(`${file}: columns must name at least one column`);
  const rows = columns[0]!.length;
  if (rows === 0) throw new RangeError(`${file}: expected at least one row of numbers, got none`);
  const points = new Float32Array(rows * columns.length);
  for (let row = 0; row < rows; row++) {
    columns.forEach((values, axis) => {
      const label = () =>
        `${file}: row ${row + table.firstRow}, column ${shownValue(chosen[axis])}`;
      points[row * columns.length + axis] = toNumber(label, values[row]);
    });
  }
  return fromPoints({ name: name ?? file, points, dimension: columns.length });
}

function tableOf(
  path: string,
  file: string,
  { header, wanted }: {
    readonly header: boolean | undefined;
    readonly wanted: readonly string[] | undefined;
  },
): FileTable {
  const ending = /\.(csv|tsv|parquet)$/i.exec(path)?.[1]?.toLowerCase();
  if (ending === "parquet") return readParquet(path, file, wanted);
  if (ending) return readCsv(path, file, ending === "tsv" ? "\t" : ",", header);
  throw new RangeError(`${file}: expected a file that ends in .csv, .tsv or .parquet`);
}

/** A field of a table as a number that fits in 32 bits. */
function toNumber(label: () => string, field: unknown): number {
  const missing = field === null || field === undefined || field === "";
  const value = typeof field === "string" ? numberIn(field) : Number(field);
  const numeric = typeof field === "number" || typeof field === "bigint" ||
    typeof field === "string";
  if (!missing && numeric && Number.isFinite(Math.fround(value))) return value;
  const got = missing ? "nothing" : shownValue(field);
  throw new RangeError(`${label()}: expected a finite number, got ${got}`);
}
