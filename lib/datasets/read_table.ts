import { Buffer } from "node:buffer";
import { readFileSync, statSync } from "node:fs";
import { isAbsolute } from "node:path";
import pl from "nodejs-polars";
import { decodedText } from "../files/mod.ts";
import { numberIn } from "./number_in.ts";
import { checkParquetSizes } from "./parquet_sizes.ts";

/** The columns of a file, their fields unread if they come from text. */
export interface FileTable {
  readonly columns: readonly {
    readonly name: string;
    readonly values: readonly unknown[];
  }[];
  /** What the first row of values is called in errors. */
  readonly firstRow: number;
}

/**
 * A Parquet file's columns. RangeError if it cannot be read.
 *
 * @param wanted Whose values are read; those of the others stay empty. Default all.
 */
export function readParquet(path: string, file: string, wanted?: readonly string[]): FileTable {
  return attempt(path, file, () => {
    const bytes = bytesOf(path);
    checkParquetSizes(bytes);
    const names = pl.readParquet(bytes, { nRows: 0 }).columns;
    const chosen = names.filter((name) => wanted?.includes(name) ?? true);
    const values = new Map<string, readonly unknown[]>();
    if (chosen.length > 0) {
      const table = pl.readParquet(bytes, { columns: chosen });
      checkUnits(table);
      const lists = valuesOf(withoutDecimals(table));
      table.columns.forEach((name, i) => values.set(name, lists[i]!));
    }
    return {
      columns: names.map((name) => ({ name, values: values.get(name) ?? [] })),
      firstRow: 1,
    };
  });
}

/** Refuses times that passed: polars gives them as numbers of a unit that it does not say. */
function checkUnits(table: pl.DataFrame): void {
  const [found] = Object.entries(table.schema).filter(([, type]) => `${type}`.includes("Duration"));
  if (found === undefined) return;
  throw new RangeError(
    `column ${JSON.stringify(found[0])} holds durations; store them as numbers of one unit.`,
  );
}

/** The same table with 64-bit floats for decimals, which polars gives to no one. */
function withoutDecimals(table: pl.DataFrame): pl.DataFrame {
  const decimals = Object.entries(table.schema)
    .filter(([, type]) => `${type}`.includes("Decimal")).map(([name]) => name);
  return decimals.length === 0
    ? table
    : table.withColumns(...decimals.map((name) => pl.col(name).cast(pl.Float64)));
}

/** More columns than this are quicker read by rows: polars finds each by looking at all. */
const MANY = 100;

/** The values of every column. */
function valuesOf(table: pl.DataFrame): unknown[][] {
  if (table.width <= MANY) {
    return table.getColumns().map((column: pl.Series) => [...column.toArray()]);
  }
  const rows = table.rows();
  return table.columns.map((_, i) => rows.map((row) => row[i]));
}

/**
 * A CSV file's columns, as text. The first row is names if `header` says so, by default if no field
 * of it is a number. RangeError if the file cannot be read or a row has too many fields.
 */
export function readCsv(
  path: string,
  file: string,
  separator: string,
  header?: boolean,
): FileTable {
  // a letter of another encoding is no matter where no number is; a lone \r is an old line end
  const text = attempt(path, file, () => decodedText(bytesOf(path), false))
    .replaceAll(/\r\n?/g, "\n");
  checkWidths(file, text, separator);
  // Read as text: polars would name a bad field's column, but not its row.
  const options = { hasHeader: false, inferSchemaLength: 0, sep: separator };
  const table = attempt(path, file, () => pl.readCSV(Buffer.from(text), options));
  const fields = valuesOf(table) as (string | null)[][];
  dropEmptyEnd(fields);
  const named = header ?? fields.every(([first]) => !isNumber(first));
  const columns = fields.map((values, i) => ({
    name: named && values[0] ? values[0].trim() : `column ${i + 1}`,
    values: named ? values.slice(1) : values,
  }));
  return { columns, firstRow: named ? 2 : 1 };
}

/** "NaN" and the like count: a first row that holds one is data, and then refused as such. */
const isNumber = (field: string | null | undefined) =>
  typeof field === "string" &&
  (/^\s*[+-]?(nan|inf|infinity)\s*$/i.test(field) || !Number.isNaN(numberIn(field)));

/**
 * RangeError with the reason, without the folders of the machine: a relative path is said whole, of
 * an absolute one the file's name.
 */
function attempt<T>(path: string, file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).split("\n")[0]!;
    const called = isAbsolute(path) ? file : path;
    throw new RangeError(`${called} cannot be read: ${reason.replaceAll(path, called)}`, {
      cause: error,
    });
  }
}

/** The bytes of a file; a device such as `/dev/zero` may have no end. */
function bytesOf(path: string): Buffer {
  const info = statSync(path);
  if (!info.isCharacterDevice() && !info.isBlockDevice()) return readFileSync(path);
  throw new RangeError("expected a file, got a device.");
}

/** Empty lines at the end of a file are no rows. */
function dropEmptyEnd(columns: (string | null)[][]): void {
  while (columns.length > 0 && columns[0]!.length > 0 && columns.every((c) => c.at(-1) === null)) {
    columns.forEach((column) => column.pop());
  }
}

/**
 * RangeError for the first row that has more fields than the first one, or a quotation mark that does
 * not end where it should: what stands in quotes is one field, and what follows would be lost in it.
 */
function checkWidths(file: string, text: string, separator: string): void {
  let fields = 1, width = Infinity, row = 1, isStart = true;
  let opened: { readonly row: number; readonly isStray: boolean } | undefined;
  for (const character of text.endsWith("\n") ? text : `${text}\n`) {
    const isEnd = character === separator || character === "\n";
    if (character === '"') opened = opened ? undefined : { row, isStray: !isStart };
    else if (opened && !(isEnd && opened.isStray)) continue;
    else if (opened) throw unclosed(file, opened.row);
    else if (character === separator) fields++;
    else if (character === "\n") {
      if (row === 1) width = fields;
      if (fields > width) {
        throw new RangeError(
          `${file}: row ${row} has ${fields} fields, expected ${width}, as in row 1`,
        );
      }
      fields = 1;
      row++;
    }
    isStart = isEnd;
  }
  if (opened) throw unclosed(file, opened.row);
}

function unclosed(file: string, row: number): RangeError {
  return new RangeError(
    `${file}: row ${row} has a quotation mark that does not end; inside of quotes it is written twice`,
  );
}
