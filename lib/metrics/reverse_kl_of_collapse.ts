import { checkArgument, count } from "../options/mod.ts";

/**
 * The reverse KL of a generator that puts its mass evenly on some of equally likely modes:
 * ln(modes / kept), the scale on which to read a measured one.
 *
 * @param kept How many modes it still makes.
 * @param modes How many there are.
 * @throws {RangeError} unless 1 <= kept <= modes, both integers.
 * @throws {TypeError} if one is no number.
 *
 * @example
 * ```ts
 * import { reverseKLOfCollapse } from "saddle/metrics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(reverseKLOfCollapse(1, 8).toFixed(3), "2.079");
 * assert.equal(reverseKLOfCollapse(1, 25).toFixed(3), "3.219");
 * ```
 */
export function reverseKLOfCollapse(kept: number, modes: number): number {
  checkArgument("reverseKLOfCollapse", "kept", kept, count());
  checkArgument("reverseKLOfCollapse", "modes", modes, count(undefined, { from: kept }));
  return Math.log(modes / kept);
}
