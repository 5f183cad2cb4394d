import { count, pair, read, type Spec } from "../options/mod.ts";
import { checkGame } from "./arguments.ts";
import { ratesOf, SCHEME, stepOf } from "./step.ts";
import type { Scheme, State, VectorField } from "./types.ts";

/** A scheme, where it begins and how long it runs. */
export interface SimulateOptions extends Scheme {
  /** The first state. Default [1, 1]. */
  readonly start?: State;
  /** How many steps of the generator: a positive integer of at most 1e9. */
  readonly steps: number;
}

/** What fits {@linkcode SimulateOptions}. */
export const SIMULATE = {
  ...SCHEME,
  start: pair({}, [1, 1]),
  steps: count(undefined, { most: 1e9 }),
} satisfies Spec<SimulateOptions>;

/** A simulated game: `steps + 1` states, the start included. */
export interface Trajectory {
  /**
   * The generator's point, `[steps + 1]`. Its distance from the data, the Wasserstein distance, is
   * its absolute value.
   */
  readonly theta: Float64Array;
  /** The critic's slope, `[steps + 1]`. */
  readonly psi: Float64Array;
  /** The distance from the equilibrium, `[steps + 1]`. */
  readonly radius: Float64Array;
  /** The time of each state: the i-th entry is i times the generator's step size. */
  readonly time: Float64Array;
}

/**
 * Plays a game from a start and returns every state. A game that overflows goes on with infinities
 * and NaN: look at the last radius.
 *
 * @param field The game.
 * @param options Start, step size, number of steps and method; see `SimulateOptions`.
 * @throws {TypeError} if the field is no game.
 * @throws {RangeError} if steps or criticSteps is not a positive integer, a step size is not
 * positive, the start is not finite, or a method is unknown (the known ones are listed).
 *
 * @example
 * ```ts
 * import { nonSaturating, r1, simulate } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const game = r1(nonSaturating(), { gamma: 0.3 });
 * const { theta, radius } = simulate(game, { start: [1, 1], stepSize: 0.2, steps: 500 });
 * assert.equal(theta.length, 501);
 * assert.ok(radius.at(-1)! < 1e-5);
 * ```
 */
export function simulate(field: VectorField, options: SimulateOptions): Trajectory {
  checkGame("simulate", field);
  const { start, steps, ...scheme } = read("simulate", options, SIMULATE);
  const next = stepOf(field, scheme), rate = ratesOf(scheme.stepSize).generator;
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
