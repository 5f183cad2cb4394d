import { count, either, list, open, part, read, type Spec, text } from "../options/mod.ts";
import { extremes } from "./extremes.ts";
import { type Figure, figure } from "./figure.ts";
import { formatNumber } from "./format_number.ts";
import { attribute, escapeText } from "./html.ts";
import { DESCRIPTION, requireDescription } from "./require_description.ts";

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

/** What fits {@linkcode Column}. */
const COLUMN = {
  key: text(),
  title: open(text()),
  digits: open(count()),
} satisfies Spec<Column>;

/** What fits {@linkcode TableOptions}. */
export const TABLE = {
  caption: DESCRIPTION.caption,
  columns: open({
    ...list(either(text(), part<Column>("", "key"))),
    fits: "a list of columns, keys or { key, title, digits }",
  }),
  digits: count(4),
  limit: count(50, { from: 0 }),
} satisfies Spec<TableOptions>;

/**
 * An accessible HTML table: headings with scope, numbers aligned, nothing that needs a script.
 *
 * BigInt (polars' 64-bit integers) is written whole, null and undefined as a dash. The plain-text
 * form is the same table in columns.
 *
 * @param rows an array of records, or a polars DataFrame
 * @throws {TypeError} when `rows` is neither, or the caption is missing
 * @throws {RangeError} when there are no columns, or one is asked for that no row
 * has
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { table } from "saddle/figures/mod.ts";
 *
 * const figure = table([{ method: "WGAN-GP", modes: 8n, share: 0.98765 }], {
 *   caption: "Modes found on the ring.",
 *   columns: ["method", { key: "modes", title: "modes of 8" }, { key: "share", digits: 3 }],
 * });
 * assert.match(figure.text, /WGAN-GP +8 +0\.988/);
 * ```
 */
export function table(rows: readonly Row[] | DataFrameLike, options: TableOptions): Figure {
  requireDescription({ caption: options?.caption, alt: options?.caption }, "table");
  const { caption, columns: wanted, digits, limit } = read("table", options, TABLE);
  const { records, keys } = recordsOf(rows);
  const columns = columnsOf(wanted ?? keys, keys, digits);
  const shown = records.slice(0, limit);
  const cells = shown.map((row) => columns.map(({ key, digits }) => cell(row[key], digits)));
  const numeric = columns.map(({ key }) =>
    records.some((row) => isNumber(row[key])) &&
    records.every((row) => row[key] === null || row[key] === undefined || isNumber(row[key]))
  );
  const more = records.length > limit ? `${records.length - limit} more rows` : "";
  return figure({
    body: markup(caption, columns, cells, numeric, more),
    bare: true,
    caption,
    alt: caption,
    className: "saddle-table",
    text: [caption, ...inLines(columns, cells, numeric), more].filter(Boolean).join("\n"),
  });
}

function recordsOf(rows: unknown): { records: Row[]; keys: string[] } {
  if (Array.isArray(rows)) {
    const wrong = rows.findIndex((row) => typeof row !== "object" || row === null);
    if (wrong >= 0) {
      throw new TypeError(`Expected records as rows, got ${String(rows[wrong])} as row ${wrong}`);
    }
    return { records: rows, keys: [...new Set(rows.flatMap((row) => Object.keys(row)))] };
  }
  const frame = rows as Partial<DataFrameLike> | null;
  if (typeof frame?.toRecords !== "function" || !frame.columns) {
    throw new TypeError(`Expected an array of records or a polars DataFrame, got ${typeof rows}`);
  }
  return { records: frame.toRecords(), keys: [...frame.columns] };
}

function columnsOf(
  wanted: readonly (string | Column)[],
  known: readonly string[],
  digits: number,
): Required<Column>[] {
  if (wanted.length === 0) throw new RangeError("Expected a table with columns, got none");
  return wanted.map((column) => {
    const own = typeof column === "string" ? { key: column } : column;
    const { key, title = key, digits: few = digits } = read("a column of table", own, COLUMN);
    if (!known.includes(key)) {
      throw new RangeError(`Unknown column "${key}"; the rows have: ${known.join(", ")}`);
    }
    return { key, title, digits: few };
  });
}

function isNumber(value: unknown): value is number | bigint {
  return typeof value === "number" || typeof value === "bigint";
}

function cell(value: unknown, digits: number): string {
  if (value === null || value === undefined) return "–";
  if (isNumber(value)) return formatNumber(value, digits).replace("Infinity", "∞");
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "object") {
    return JSON.stringify(value, (_, inner) => typeof inner === "bigint" ? String(inner) : inner);
  }
  return String(value);
}

function markup(
  caption: string,
  columns: readonly Required<Column>[],
  cells: readonly (readonly string[])[],
  numeric: readonly boolean[],
  more: string,
): string {
  // Columns move together in a narrow window, so that fewer tables need to scroll there.
  const align = (at: number, value = "") =>
    `style="text-align:${numeric[at] ? "right" : "left"};padding:.25em min(.8em, 1.5vw);` +
    `font-variant-numeric:tabular-nums${keptWhole(value) ? ";white-space:nowrap" : ""}"`;
  const head = columns.map(({ title }, at) =>
    `<th scope="col" ${align(at)}>${escapeText(title)}</th>`
  );
  const body = cells.map((row) =>
    `<tr>${
      row.map((value, at) => `<td ${align(at, value)}>${escapeText(value)}</td>`).join("")
    }</tr>`
  );
  const rest = more ? `<tr><td colspan="${columns.length}">${attribute(more)}</td></tr>` : "";
  return `<div style="overflow-x:auto"><table style="border-collapse:collapse;margin:0">` +
    `<caption style="caption-side:bottom;text-align:left;padding-top:.4em;font-size:.92em">` +
    // stays when the table scrolls
    `<div style="position:sticky;left:0;max-width:calc(100vw - 3em)">` +
    `${escapeText(caption)}</div></caption>` +
    `<thead><tr style="border-bottom:1px solid">${head.join("")}</tr></thead>` +
    `<tbody>${body.join("")}${rest}</tbody></table></div>`;
}

/** Short cells such as "8.0 (7.0–8.0)" are not broken; the table scrolls instead. */
function keptWhole(value: string): boolean {
  return value.length > 0 && value.length <= 24;
}

function inLines(
  columns: readonly Required<Column>[],
  cells: readonly (readonly string[])[],
  numeric: readonly boolean[],
): string[] {
  const lines = [columns.map(({ title }) => title), ...cells];
  const widths = columns.map((_, at) => extremes(lines.map((line) => line[at]!.length))[1]);
  return lines.map((line) =>
    line.map((value, at) => numeric[at] ? value.padStart(widths[at]!) : value.padEnd(widths[at]!))
      .join("  ").trimEnd()
  );
}
