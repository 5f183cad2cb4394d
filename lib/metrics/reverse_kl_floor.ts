import { checkArgument, count } from "../options/mod.ts";

/**
 * The reverse KL that a perfect sampler scores on average: about (modes - 1) / (2 n), because a
 * histogram of n samples is never quite even. The next term is of the order 1/n^2, so n should be
 * several times the number of modes.
 *
 * @param modes How many modes.
 * @param n How many samples.
 * @throws {RangeError} if one is not a positive integer.
 * @throws {TypeError} if one is no number.
 *
 * @example
 * ```ts
 * import { reverseKLFloor } from "saddle/metrics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(reverseKLFloor(8, 2500), 0.0014);
 * assert.equal(reverseKLFloor(25, 2500), 0.0048);
 * ```
 */
export function reverseKLFloor(modes: number, n: number): number {
  checkArgument("reverseKLFloor", "modes", modes, count());
  checkArgument("reverseKLFloor", "n", n, count());
  return (modes - 1) / (2 * n);
}
