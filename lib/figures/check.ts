import type { AtLeastCheck, AtMostCheck, NearCheck } from "./check_types.ts";
import { formatNumber } from "./format_number.ts";

/**
 * Checks one claim that a notebook's text makes: prints a line with a tick, or throws.
 *
 * NaN never passes.
 *
 * @param claim the claim in words
 * @throws {Error} when the claim is false, with claim, expected, got and tolerance
 * @throws {RangeError} when the tolerance is not a number of at least 0
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { check } from "saddle/figures/mod.ts";
 *
 * check("the spiral's radius halves", { got: 0.5003, expected: 0.5, tolerance: 0.001 });
 * // ✓ the spiral's radius halves: expected 0.5, got 0.5003 (tolerance 0.001)
 * check("the critic finds most modes", { got: 8, atLeast: 7 });
 * check("the path ends at the centre", { got: [1e-9, 0], expected: [0, 0], tolerance: 1e-6 });
 * assert.throws(() => check("two is three", { got: 2, expected: 3 }), /two is three.*expected 3.*got 2/);
 * ```
 */
export function check(claim: string, values: NearCheck | AtLeastCheck | AtMostCheck): void {
  const { tolerance = 0 } = values;
  if (!(tolerance >= 0)) {
    throw new RangeError(`${claim}: expected a tolerance of at least 0, got ${tolerance}`);
  }
  const { holds, expected } = judge(values, tolerance);
  const line = `${claim}: expected ${expected}, got ${shown(values.got)} (tolerance ${
    formatNumber(tolerance)
  })`;
  if (!holds) throw new Error(`✗ ${line}`);
  console.log(`✓ ${line}`);
}

function judge(
  values: NearCheck | AtLeastCheck | AtMostCheck,
  tolerance: number,
): { holds: boolean; expected: string } {
  if ("atLeast" in values) {
    const holds = Number(values.got) >= Number(values.atLeast) - tolerance;
    return { holds, expected: `at least ${shown(values.atLeast)}` };
  }
  if ("atMost" in values) {
    const holds = Number(values.got) <= Number(values.atMost) + tolerance;
    return { holds, expected: `at most ${shown(values.atMost)}` };
  }
  const { got, expected } = values;
  return { holds: near(got, expected, tolerance), expected: shown(expected) };
}

function near(got: unknown, expected: unknown, tolerance: number): boolean {
  if (isNumber(got) && isNumber(expected)) {
    // Equal first: two infinities are, but their difference is NaN.
    return got === expected || Math.abs(Number(got) - Number(expected)) <= tolerance;
  }
  if (isList(got) && isList(expected)) {
    return got.length === expected.length &&
      Array.from(got).every((value, at) => near(value, expected[at], tolerance));
  }
  return typeof got === typeof expected && got === expected;
}

function isNumber(value: unknown): value is number | bigint {
  return typeof value === "number" || typeof value === "bigint";
}

function isList(value: unknown): value is ArrayLike<number> {
  return typeof value === "object" && value !== null && "length" in value;
}

/** Six digits: enough to see by how much a claim fails, few enough to be read. */
function shown(value: unknown): string {
  if (isNumber(value)) return formatNumber(value, 6);
  if (isList(value)) {
    const numbers = Array.from(value).slice(0, 8).map((item) => formatNumber(item, 6));
    return `[${numbers.join(", ")}${value.length > 8 ? `, … ${value.length} in all` : ""}]`;
  }
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}
