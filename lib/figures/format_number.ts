/**
 * A number as short text: integers whole, others to some significant digits, without padding.
 *
 * @param value the number; a BigInt is written whole
 * @param digits significant digits. @default 4
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { formatNumber } from "saddle/figures/mod.ts";
 *
 * assert.equal(formatNumber(0.123456), "0.1235");
 * assert.equal(formatNumber(25), "25");
 * assert.equal(formatNumber(1.2345e-9), "1.235e-9");
 * assert.equal(formatNumber(12n), "12");
 * ```
 */
export function formatNumber(value: number | bigint, digits = 4): string {
  if (typeof value === "bigint") return value.toString();
  if (!Number.isFinite(value)) return String(value);
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value);
  const size = Math.abs(value);
  if (size < 1e-4 || size >= 1e15) {
    return value.toExponential(digits - 1).replace(/\.?0+e/, "e").replace("e+", "e");
  }
  const places = Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
  const fixed = value.toFixed(Math.min(places, 20));
  return fixed.includes(".") ? fixed.replace(/\.?0+$/, "") : fixed;
}
