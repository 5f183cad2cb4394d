import assert from "node:assert/strict";
import { median } from "saddle/numbers/mod.ts";
import { acrossSeeds } from "saddle/training/mod.ts";

Deno.test("median and band are the linear quantiles", () => {
  const { median, low, high } = acrossSeeds([4, 1, 3, 2]);
  assert.deepEqual([median, low, high], [2.5, 1.75, 3.25]);
});

Deno.test("seeds that diverged stay in the count and rank worst, on either side", () => {
  const values = [1, NaN, 2, NaN, 3];
  const high = acrossSeeds(values);
  assert.deepEqual(high, { median: 3, low: 2, high: Infinity, diverged: 2, of: 5 });
  const low = acrossSeeds(values, { worst: "low" });
  assert.deepEqual([low.median, low.low, low.high], [1, -Infinity, 2]);
});

Deno.test("an infinite number is a number: its seed has not diverged", () => {
  const { median, high, diverged } = acrossSeeds([1, Infinity, 2, Infinity, 3], { worst: "low" });
  assert.deepEqual([median, high, diverged], [3, Infinity, 0]);
});

Deno.test("where half the seeds diverged there is no median", () => {
  assert.equal(acrossSeeds([1, 2, NaN, NaN]).median, Infinity);
  assert.equal(acrossSeeds([1, 2, NaN, NaN], { worst: "low" }).median, -Infinity);
});

Deno.test("no seeds and impossible bands are refused", () => {
  assert.throws(() => acrossSeeds([]), /at least one seed/);
  assert.throws(
    () => acrossSeeds([1], { band: [0.8, 0.2] }),
    /acrossSeeds's band is two quantiles in order, but \[0.8, 0.2\] came/,
  );
  assert.throws(() => acrossSeeds([1], { worst: "High" as "high" }), /one of "high", "low"/);
  assert.throws(() => acrossSeeds([1], { bands: [0, 1] } as object), /no option "bands"/);
});

Deno.test("a missing number is none: null would count as 0, the best of all", () => {
  const odd = (values: unknown) => () => acrossSeeds(values as number[]);
  assert.throws(
    odd([null, 1, 2]),
    /^RangeError: acrossSeeds's values\[0\] is a number, NaN if it is missing, but null came\.$/,
  );
  for (const one of ["0.5", undefined, 3n, true, [1]]) {
    assert.throws(odd([1, one]), /^RangeError: acrossSeeds's values\[1\] is a number/);
    assert.throws(
      () => median([1, one as unknown as number]),
      /^RangeError: median's values\[1\] is a number/,
    );
  }
  for (const values of [null, undefined, 3, "12", {}, new Map([[1, 2]])]) {
    assert.throws(odd(values), /^RangeError: acrossSeeds's values is a list of numbers/);
  }
  assert.equal(acrossSeeds(Float64Array.of(1, 2, NaN) as unknown as number[]).diverged, 1);
  assert.ok(Number.isNaN(median([])));
});
