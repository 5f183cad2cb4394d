import assert from "node:assert/strict";

/** Asserts that two numbers differ by at most the tolerance. */
export function near(got: number, expected: number, tolerance: number, what = ""): void {
  assert.ok(
    Math.abs(got - expected) <= tolerance,
    `${what} got ${got}, expected ${expected} +- ${tolerance}`,
  );
}

/** The same, relative to the expectation. */
export const close = (got: number, expected: number, share: number, what = ""): void =>
  near(got, expected, share * Math.abs(expected), what);
