import { parquetMetadataAsync, parquetReadObjects, parquetSchema } from "hyparquet";
import { compressors } from "hyparquet-compressors";

/** A field of a table. */
export type Value = number | string | boolean | null | readonly Value[];

/** A table's columns by name, in order. */
export type Columns = ReadonlyMap<string, Column>;

/** A column, and what it holds. */
export interface Column {
  /** The values, one a row. */
  readonly values: readonly Value[];
  /** Polars' name of the type of number, or of what else it is. */
  readonly type: string;
}

/** The columns of a Parquet file, as polars names and reads them. */
export async function parquetColumns(bytes: Uint8Array): Promise<Columns> {
  const file = bytes.slice().buffer as ArrayBuffer;
  const metadata = await parquetMetadataAsync(file);
  const rows = await parquetReadObjects({ file, metadata, compressors });
  return new Map(
    parquetSchema(metadata).children.map(({ element }) => {
      const values = rows.map((row) => plain(row[element.name]));
      return [element.name, { values, type: typeOf(element) }];
    }),
  );
}

/** As polars gives it in JavaScript: 64-bit whole numbers of our tables are small. */
function plain(value: unknown): Value {
  if (typeof value === "bigint") return Number(value);
  if (value === undefined) return null;
  if (Array.isArray(value)) return value.map(plain);
  return ArrayBuffer.isView(value) ? Array.from(value as Uint8Array) : value as Value;
}

const TYPES: Readonly<Record<string, string>> = {
  BOOLEAN: "Bool",
  INT32: "Int32",
  INT64: "Int64",
  FLOAT: "Float32",
  DOUBLE: "Float64",
  BYTE_ARRAY: "String",
};

const CONVERTED: Readonly<Record<string, string>> = {
  UINT_8: "UInt8",
  UINT_16: "UInt16",
  UINT_32: "UInt32",
  UINT_64: "UInt64",
  INT_8: "Int8",
  INT_16: "Int16",
};

function typeOf({ type, converted_type }: { type?: string; converted_type?: string }): string {
  return CONVERTED[converted_type ?? ""] ?? TYPES[type ?? ""] ?? "List";
}
