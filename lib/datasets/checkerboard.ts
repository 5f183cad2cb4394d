import { count, positive, read, type Spec } from "../options/mod.ts";
import { checkDraw, checkPoint } from "./check.ts";
import type { Dataset } from "./types.ts";

/** The size of a board. */
export interface CheckerboardOptions {
  /** How many squares along each side, dark and light. Default 4. At most 1,000. */
  readonly squares?: number;
  /** The side of a square. Default 1. */
  readonly side?: number;
}

/** What fits {@linkcode CheckerboardOptions}. */
export const CHECKERBOARD = {
  squares: count(4, { most: 1000 }),
  side: positive(1),
} satisfies Spec<CheckerboardOptions>;

/**
 * Uniform data on the dark squares of a board around 0. The square in the lower left
 * corner is dark.
 *
 * @throws {RangeError} if squares is not a positive integer or side is not positive.
 *
 * @example
 * ```ts
 * import { checkerboard } from "saddle/datasets/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const { density } = checkerboard();
 * assert.equal(density!([0.5, 0.5]), 1 / 8); // on one of 8 dark squares of area 1
 * assert.equal(density!([0.5, -0.5]), 0);
 * ```
 */
export function checkerboard(options: CheckerboardOptions = {}): Dataset {
  const { squares, side } = read("checkerboard", options, CHECKERBOARD);
  const dark = Array.from({ length: squares ** 2 }, (_, k) => k)
    .filter((k) => isDark(k % squares, Math.floor(k / squares)));
  const low = -squares * side / 2, high = -low;
  const cell = (x: number) => Math.floor((x - low) / side);
  return {
    name: "checkerboard",
    dimension: 2,
    sample(random, n) {
      checkDraw("checkerboard", random, n);
      const out = random.uniform(new Float32Array(2 * n));
      random.integers(new Int32Array(n), dark.length).forEach((which, i) => {
        const k = dark[which]!;
        out[2 * i] = low + side * (out[2 * i]! + k % squares);
        out[2 * i + 1] = low + side * (out[2 * i + 1]! + Math.floor(k / squares));
      });
      return out;
    },
    density(point) {
      checkPoint("checkerboard", point, 2);
      const column = cell(point[0]!), row = cell(point[1]!);
      const inside = Math.min(column, row) >= 0 && Math.max(column, row) < squares;
      return inside && isDark(column, row) ? 1 / (dark.length * side ** 2) : 0;
    },
    extent: [[1.1 * low, 1.1 * high], [1.1 * low, 1.1 * high]],
  };
}

const isDark = (column: number, row: number) => (column + row) % 2 === 0;
