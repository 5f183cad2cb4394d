import assert from "node:assert/strict";
import { formatNumber } from "saddle/figures/mod.ts";

Deno.test("numbers are short, and no digit is lost that was asked for", () => {
  const cases: [number | bigint, number, string][] = [
    [0, 4, "0"],
    [-0.5, 4, "-0.5"],
    [1234.56, 4, "1235"],
    [0.00012345, 3, "0.000123"],
    [99.999, 3, "100"],
    [1e-9, 4, "1e-9"],
    [-2.5e20, 3, "-2.5e20"],
    [100000, 3, "100000"],
    [2n ** 70n, 3, "1180591620717411303424"],
    [NaN, 3, "NaN"],
    [-Infinity, 3, "-Infinity"],
  ];
  for (const [value, digits, text] of cases) assert.equal(formatNumber(value, digits), text);
});
