import { checkNumbers } from "./check_numbers.ts";

/**
 * The median of the numbers, infinite ones among them; NaN if there is none.
 *
 * @throws {RangeError} If one is no number.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { median } from "saddle/numbers/mod.ts";
 *
 * assert.equal(median([4, 1, NaN, 2, 3]), 2.5);
 * ```
 */
export function median(values: readonly number[]): number {
  checkNumbers("median", values);
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a === b ? 0 : a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)] ?? NaN) / 2 + (sorted[Math.ceil(middle)] ?? NaN) / 2;
}
