/**
 * The table of all operations, types and engines, as a page.
 *
 * @module
 */
import type { EngineName } from "saddle/engine/mod.ts";
import { type DType, DTYPES } from "./arrays.ts";
import { type Finding, OPERATIONS } from "./walk.ts";

/** What an engine gave: by operation, then by type. */
export type Findings = ReadonlyMap<string, Readonly<Record<DType, Finding>>>;

/** Where the page lies, from the repository's root. */
export const PAGE = "lib/engine/OPERATIONS.md";

/** The engines of the page. */
export const ENGINES_OF_PAGE: readonly EngineName[] = ["tensorflow", "wasm", "cpu"];

const SIGNS: Readonly<Record<Finding["outcome"], string>> = {
  right: "yes",
  refused: "refused",
  fault: "WRONG",
};

/**
 * The page for what the engines gave, with the words above the tables of the page that is there.
 */
export function pageOf(found: ReadonlyMap<EngineName, Findings>, before: string): string {
  const words = before.slice(0, before.indexOf("## "));
  const parts = Object.entries(OPERATIONS).map(([kind, operations]) => {
    const rows = Object.keys(operations).map((name) => [
      name,
      ...DTYPES.map((dtype) => cell(found, name, dtype)),
    ]);
    return `## ${kind[0]!.toUpperCase()}${kind.slice(1)}\n\n${
      aligned(["operation", ...DTYPES], rows)
    }`;
  });
  return `${words}${parts.join("\n\n")}\n`;
}

/** What an operation gave for a type: one word where the engines agree. */
function cell(found: ReadonlyMap<EngineName, Findings>, name: string, dtype: DType): string {
  const signs = [...found].map(([engine, findings]) =>
    [engine, SIGNS[findings.get(name)![dtype].outcome]] as const
  );
  if (new Set(signs.map(([, sign]) => sign)).size === 1) return signs[0]![1];
  return signs.map(([engine, sign]) => `${engine}: ${sign}`).join(", ");
}

/** A table as `deno fmt` leaves it. */
function aligned(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map((row) => row[i]!.length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((text, i) => text.padEnd(widths[i]!)).join(" | ")} |`;
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [line(head), rule, ...rows.map(line)].join("\n");
}
