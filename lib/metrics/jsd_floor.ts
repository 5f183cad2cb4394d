import { checkArgument, count } from "../options/mod.ts";

/**
 * The binned JSD between two fresh samples of one distribution, on average, when every cell gets
 * many points: (cells - 1) / 8 (1/n + 1/m). Where cells are nearly empty the truth is lower
 * (they hardly count): then measure it with `floor`.
 *
 * @param cells How many cells the data fall into.
 * @param n The size of one sample.
 * @param m The size of the other. Default n: (cells - 1) / (4 n).
 * @throws {RangeError} if one is not a positive integer.
 * @throws {TypeError} if one is no number.
 *
 * @example
 * ```ts
 * import { jsdFloor } from "saddle/metrics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(jsdFloor(5, 1000), 0.001);
 * ```
 */
export function jsdFloor(cells: number, n: number, m: number = n): number {
  for (const [name, value] of Object.entries({ cells, n, m })) {
    checkArgument("jsdFloor", name, value, count());
  }
  return (cells - 1) / 8 * (1 / n + 1 / m);
}
