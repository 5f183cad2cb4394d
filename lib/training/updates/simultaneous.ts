import { movedBoth, movesOf } from "./both.ts";
import type { Update } from "./update.ts";

/**
 * Both players at once, each from where the other stood before the step: Euler's method on the
 * joint vector field.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { simultaneous } from "saddle/training/mod.ts";
 *
 * assert.equal(simultaneous().criticSteps, 1);
 * ```
 */
export function simultaneous(): Update {
  return {
    name: "simultaneous",
    criticSteps: 1,
    freshReal: true,
    freshLatents: false,
    step(parts, start, batch, numbers) {
      const moves = movesOf(parts, start, batch, numbers);
      return { players: movedBoth(parts, start, moves, numbers), ...moves };
    },
  };
}
