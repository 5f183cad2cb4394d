import { criticMove, generatorMove, movedCritic, movedGenerator } from "./moves.ts";
import type { Players } from "../parts.ts";
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
      const critic = criticMove(parts, start, batch.critic[0]!, numbers);
      const generator = generatorMove(parts, start, batch.generator, numbers);
      const players: Players = {
        generator: movedGenerator(parts, start.generator, generator, numbers),
        critic: movedCritic(parts, start.critic, critic, numbers),
      };
      return { players, critic, generator };
    },
  };
}
