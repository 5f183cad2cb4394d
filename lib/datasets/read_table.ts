import { readFileSync } from "node:fs";
import pl from "nodejs-polars";

/** The columns of a file, their fields unread if they come from text. */
export interface FileTable {
  readonly columns: readonly {
    readonly name: string;
    readonly values: readonly unknown[];
  }[];
  /** What the first row of values is called in errors. */
  readonly firstRow: number;
}

/** A Parquet file's columns. RangeError if it cannot be read. */
export function readParquet(path: string, file: string): FileTable {
  const table = attempt(path, file, () => pl.readParquet(path));
  const columns = table.columns.map((name) => ({ name, values: table.getColumn(name).toArray() }));
  return { columns, firstRow: 1 };
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
  const text = attempt(path, file, () => readFileSync(path, "utf8"));
  checkWidths(file, text, separator);
  // Read as text: polars would name a bad field's column, but not its row.
  const options = { hasHeader: false, inferSchemaLength: 0, sep: separator };
  const table = attempt(path, file, () => pl.readCSV(path, options));
  const fields = table.columns.map((name) => table.getColumn(name).toArray() as (string | null)[]);
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
  typeof field === "string" && field.trim() !== "" &&
  (/^\s*[+-]?(nan|inf|infinity)\s*$/i.test(field) || !Number.isNaN(Number(field)));

/** RangeError with the reason, without the folders of the machine. */
function attempt<T>(path: string, file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).split("\n")[0]!;
    throw new RangeError(`${file} cannot be read: ${reason.replaceAll(path, file)}`, {
      cause: error,
    });
  }
}

/** Empty lines at the end of a file are no rows. */
function dropEmptyEnd(columns: (string | null)[][]): void {
  while (columns.length > 0 && columns[0]!.length > 0 && columns.every((c) => c.at(-1) === null)) {
    columns.forEach((column) => column.pop());
  }
}

/**
 * RangeError for the first row that has more fields than the first one. What stands in
 * quotes is one field.
 */
function checkWidths(file: string, text: string, separator: string): void {
  let fields = 1, width = Infinity, row = 1, quoted = false;
  for (const character of text.endsWith("\n") ? text : `${text}\n`) {
    if (character === '"') quoted = !quoted;
    else if (quoted) continue;
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
  }
}
