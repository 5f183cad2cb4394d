/** How many claims a process has made, and which of them are false. */
export interface ClaimCount {
  /** Claims with different texts. */
  readonly made: number;
  /** Those whose last verdict is that they hold. */
  readonly held: number;
  /** The others, by their texts, in the order in which they were first made. */
  readonly failed: readonly string[];
}

const verdicts = new Map<string, boolean>();

/** Keeps a verdict; a cell that is run again gives a new one to the same claim. */
export function countClaim(name: string, holds: boolean): void {
  verdicts.set(name, holds);
}

/**
 * The claims that `check` has judged in this process so far. A claim is known by its text, and its
 * last verdict counts: running a cell again does not make more of them.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { check, claims } from "saddle/figures/mod.ts";
 *
 * check("two and two", { got: 2 + 2, expected: 4 });
 * check("two and two", { got: 2 + 2, expected: 4 }); // the cell is run again
 * assert.deepEqual(claims(), { made: 1, held: 1, failed: [] });
 * ```
 */
export function claims(): ClaimCount {
  const failed = [...verdicts].filter(([, holds]) => !holds).map(([name]) => name);
  return { made: verdicts.size, held: verdicts.size - failed.length, failed };
}

/**
 * {@linkcode claims} in one line, for the last cell of a notebook.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { check, claimsHeld } from "saddle/figures/mod.ts";
 *
 * check("two and two", { got: 2 + 2, expected: 4 });
 * assert.equal(claimsHeld(), "1 of 1 claims held on this machine");
 * ```
 */
export function claimsHeld(): string {
  const { made, held, failed } = claims();
  const names = failed.length === 0 ? "" : `; false: ${failed.join("; ")}`;
  return `${held} of ${made} claims held on this machine${names}`;
}
