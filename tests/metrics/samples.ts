import assert from "node:assert/strict";
import { stream } from "../../lib/random/mod.ts";

/** Fails unless `got` lies within `tolerance` of `expected`. */
export const near = (got: number, expected: number, tolerance: number) =>
  assert.ok(Math.abs(got - expected) <= tolerance, `got ${got}, expected ${expected}`);

/** Normal numbers on the line, of run `run`. */
export const normal = (run: number, n: number, mean = 0, deviation = 1) =>
  stream(1, run, "data").normal(new Float32Array(n), mean, deviation);
