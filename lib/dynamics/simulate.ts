import { checkCount } from "./_check.ts";
import { ratesOf, stepOf } from "./_step.ts";
import type { Field, SimulateOptions, State, Trajectory } from "./types.ts";

/**
 * Plays a game from a start and returns every state. A game that overflows goes on with infinities and NaN: look at the last radius.
 *
 * @param field The game.
 * @param options Start, step size, number of steps and method; see `SimulateOptions`.
 * @throws {RangeError} if steps or criticSteps is not a positive integer, a step size is not positive, the start is not finite, or a method
 * is unknown (the known ones are listed).
 *
 * @example
 * ```ts
 * import { nonSaturating, r1, simulate } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const game = r1(nonSaturating(), { gamma: 0.3 });
 * const { theta, radius } = simulate(game, { start: [1, 1], step: 0.2, steps: 500 });
 * assert.equal(theta.length, 501);
 * assert.ok(radius.at(-1)! < 1e-5);
 * ```
 */
export function simulate(field: Field, options: SimulateOptions): Trajectory {
  const { start = [1, 1], steps } = options;
  checkCount("steps", steps);
  if (start.length !== 2 || !start.every(Number.isFinite)) {
    throw new RangeError(`start must be two finite numbers, got [${start.join(", ")}]`);
  }
  const next = stepOf(field, options), rate = ratesOf(options).generator;
  const theta = new Float64Array(steps + 1), psi = new Float64Array(steps + 1);
  let state: State = start;
  for (let i = 0; i <= steps; i++) {
    [theta[i], psi[i]] = state;
    if (i < steps) state = next(state);
  }
  return {
    theta,
    psi,
    radius: theta.map((x, i) => Math.hypot(x, psi[i]!)),
    time: theta.map((_, i) => i * rate),
  };
}
