import assert from "node:assert/strict";
import type { Run } from "saddle/training/mod.ts";
import { numbersOf } from "./small.ts";

/** Compares all of two runs that chance, the clock and the way there have no part in. */
export function assertSame(got: Run, expected: Run): void {
  for (const player of ["generator", "critic"] as const) {
    assert.deepEqual(numbersOf(got[player].params), numbersOf(expected[player].params));
    assert.deepEqual(numbersOf(got[player].state), numbersOf(expected[player].state));
  }
  assert.deepEqual(got.history.toRecords(), expected.history.toRecords());
  assert.deepEqual(got.metrics.toRecords(), expected.metrics.toRecords());
  assert.deepEqual(got.snapshots, expected.snapshots);
  assert.deepEqual(got.status, expected.status);
  assert.deepEqual(got.settings, expected.settings);
}
