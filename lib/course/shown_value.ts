import { parseCell } from "./parse_cell.ts";

/** Where the kernel's global scope holds the function that makes values such that they are shown. */
export const SHOWN = `globalThis[Symbol.for("saddle.shown")]`;

/**
 * The code of a cell such that the kernel shows its last value also where that is NaN, infinite, -0
 * or a bigint: none of them is JSON, and the Deno kernel takes them for undefined. Lines stay where
 * they are.
 *
 * @param source The cell's TypeScript; code that cannot be parsed is given back as it is.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { SHOWN, withShownValue } from "saddle/course/shown_value.ts";
 *
 * assert.equal(withShownValue("const n = 0;\nn / n;"), `const n = 0;\n${SHOWN}((n / n));`);
 * assert.equal(withShownValue("const n = 0;"), "const n = 0;");
 * ```
 */
export function withShownValue(source: string): string {
  const last = lastExpression(source);
  if (last === undefined) return source;
  const { start, end } = last;
  return `${source.slice(0, start)}${SHOWN}((${source.slice(start, end)}))${source.slice(end)}`;
}

/** Where the expression stands whose value is a cell's, if it ends with one. */
function lastExpression(source: string): { start: number; end: number } | undefined {
  const statement = parseCell(source)?.body.at(-1);
  if (statement?.type !== "ExpressionStatement") return undefined;
  const { start, end } = statement.expression;
  return typeof start === "number" && typeof end === "number" ? { start, end } : undefined;
}
