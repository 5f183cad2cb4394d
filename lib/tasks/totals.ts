/** How many tests a run of `deno test` had, by how they ended. */
export interface Totals {
  /** Tests that passed. */
  readonly passed: number;
  /** Tests that failed. */
  readonly failed: number;
  /** Tests that were marked to be ignored. */
  readonly skipped: number;
}

/**
 * Reads the totals off the output of `deno test`. A run that ended badly without a failed test (a
 * type error, a crash) counts as one failure, so that no run passes unseen.
 *
 * @param output What `deno test` wrote, without colours.
 * @param success Whether it ended with exit code 0.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { readTotals } from "saddle/tasks/mod.ts";
 *
 * const line = "FAILED | 7 passed (2 steps) | 1 failed | 3 ignored (45ms)";
 * assert.deepEqual(readTotals(line, false), { passed: 7, failed: 1, skipped: 3 });
 * ```
 */
export function readTotals(output: string, success: boolean): Totals {
  const lines = output.matchAll(/^(?:ok|FAILED) \| (\d+) passed.*$/gm);
  const [line = "", passed = "0"] = [...lines].at(-1) ?? [];
  const failed = count(line, "failed");
  return {
    passed: Number(passed),
    failed: failed === 0 && !success ? 1 : failed,
    skipped: count(line, "ignored"),
  };
}

/** The totals of several runs together. */
export function addTotals(all: readonly Totals[]): Totals {
  const sum = (key: keyof Totals) => all.reduce((total, totals) => total + totals[key], 0);
  return { passed: sum("passed"), failed: sum("failed"), skipped: sum("skipped") };
}

/**
 * The totals as the line that ends a run of the tests.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { totalsLine } from "saddle/tasks/mod.ts";
 *
 * assert.equal(totalsLine({ passed: 7, failed: 1, skipped: 0 }), "7 passed, 1 failed");
 * ```
 */
export function totalsLine({ passed, failed, skipped }: Totals): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

function count(line: string, what: string): number {
  return Number(new RegExp(`(\\d+) ${what}`).exec(line)?.[1] ?? 0);
}
