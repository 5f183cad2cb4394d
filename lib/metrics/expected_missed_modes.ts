import { checkArgument, count } from "../options/mod.ts";

/**
 * How many of equally likely modes a perfect sampler misses on average: modes (1 - 1/modes)^n.
 * Where this is small, a missed mode is the generator's fault.
 *
 * @param modes How many modes.
 * @param n How many samples.
 * @throws {RangeError} if one is not a positive integer.
 * @throws {TypeError} if one is no number.
 *
 * @example
 * ```ts
 * import { expectedMissedModes } from "saddle/metrics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(expectedMissedModes(1000, 26_000).toExponential(0), "5e-9");
 * ```
 */
export function expectedMissedModes(modes: number, n: number): number {
  checkArgument("expectedMissedModes", "modes", modes, count());
  checkArgument("expectedMissedModes", "n", n, count());
  return modes * (1 - 1 / modes) ** n;
}
