import type { Buffer } from "node:buffer";
import { type FileMetaData, parquetMetadata } from "hyparquet";
import { parquetHeader } from "hyparquet/src/column.js";

type Column = NonNullable<FileMetaData["row_groups"][number]["columns"][number]["meta_data"]>;

/** Bytes that the headers of pages may add to what a column says that it takes. */
const SLACK = 1000;

/**
 * Refuses a Parquet file whose columns or pages say that they are larger than can be: polars
 * reserves what they say, and where that fails it ends the whole process. What this cannot
 * read, polars refuses by itself.
 *
 * @throws {RangeError} If the sizes do not fit.
 */
export function checkParquetSizes(bytes: Buffer): void {
  const footer = bytes.length < 12 ? 0 : bytes.readUInt32LE(bytes.length - 8);
  const start = bytes.byteOffset + bytes.length;
  if (footer + 12 > bytes.length) return;
  const facts = parsed(() =>
    parquetMetadata(bytes.buffer.slice(start - footer - 8, start) as ArrayBuffer)
  );
  if (!facts) return;
  const groups = facts.row_groups;
  if ([facts, ...groups].some(({ num_rows }) => !(num_rows >= 0))) throw misfit();
  for (const { columns, total_byte_size } of groups) {
    if (!(total_byte_size >= 0)) throw misfit();
    for (const { meta_data } of columns) if (meta_data) checkColumn(bytes, meta_data);
  }
}

function checkColumn(bytes: Buffer, column: Column): void {
  const from = Number(column.dictionary_page_offset || column.data_page_offset);
  const size = Number(column.total_compressed_size);
  const most = { values: Number(column.num_values), bytes: Number(column.total_uncompressed_size) };
  const isInside = from >= 4 && size >= 0 && from + size <= bytes.length;
  if (!isInside || !(most.values >= 0) || !(most.bytes >= 0)) throw misfit();
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset + from, size), offset: 0 };
  while (reader.offset < size) {
    const page = parsed(() => parquetHeader(reader));
    if (!page) return;
    const { compressed_page_size: packed, uncompressed_page_size: plain } = page;
    const values = (page.data_page_header ?? page.data_page_header_v2)?.num_values ?? 0;
    const entries = page.dictionary_page_header?.num_values ?? 0;
    if (!(packed >= 0 && plain >= 0 && plain <= most.bytes + SLACK)) throw misfit();
    // a byte holds eight truth values, and nothing has more entries than that
    if (!(values >= 0 && values <= most.values && entries >= 0 && entries <= 8 * plain)) {
      throw misfit();
    }
    reader.offset += packed;
  }
}

function misfit(): RangeError {
  return new RangeError(
    "its columns and pages have sizes that do not fit each other: it is damaged.",
  );
}

function parsed<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch {
    return undefined;
  }
}
