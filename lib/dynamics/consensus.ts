import { notNegative, read, type Spec } from "../options/mod.ts";
import { checkGame } from "./arguments.ts";
import { derivatives } from "./derivatives.ts";
import type { State, VectorField } from "./types.ts";
import { velocityOf } from "./velocity.ts";

/** How much both players give for {@linkcode consensus}. */
export interface ConsensusOptions {
  /** The weight of the common loss, at least 0. */
  readonly gamma: number;
}

/** What fits {@linkcode ConsensusOptions}. */
export const CONSENSUS = {
  gamma: notNegative(),
} satisfies Spec<ConsensusOptions>;

/**
 * Consensus optimisation: both players also go down gamma/2 |v|^2, where v is the field (Mescheder,
 * Nowozin and Geiger 2017). The new field is v - gamma J^T v with the Jacobian J of v, which is
 * computed by differences (12 digits).
 *
 * At the equilibrium of `minimax` the eigenvalues are -gamma/4 +- i/2. Far away it can fail: with
 * alternating updates, 5 critic steps, gamma = 1 and the step 0.2 from (1, -1) it sticks at a
 * radius of about 11. Mescheder's GAN_stability notebook shows convergence there, because its field
 * has a stray half: see `consensusWithStrayHalf`.
 *
 * @param field The game, usually `minimax()`; smooth.
 * @param options `gamma`, at least 0.
 * @throws {TypeError} if the field is no game.
 * @throws {RangeError} if gamma is negative or not finite.
 *
 * @example
 * ```ts
 * import { consensus, eigenvalues, jacobian, minimax } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const [first] = eigenvalues(jacobian(consensus(minimax(), { gamma: 1 })));
 * assert.ok(Math.abs(first.re + 0.25) < 1e-6 && Math.abs(first.im - 0.5) < 1e-6);
 * ```
 */
export function consensus(
  field: VectorField,
  options: ConsensusOptions,
): VectorField {
  checkGame("consensus", field);
  const { gamma } = read("consensus", options, CONSENSUS);
  const velocity = velocityOf(field);
  const downhill = (state: State, player: 0 | 1) => {
    const v = velocity(state), j = derivatives(velocity, state);
    return v[player] - gamma * (j[0][player] * v[0] + j[1][player] * v[1]);
  };
  // The noise of `instanceNoise` cannot be put on afterwards, so the pulls are left out.
  const { pulls: _, ...rest } = field;
  return {
    ...rest,
    name: `${field.name}+consensus(${gamma})`,
    title: `${field.title} + consensus (γ = ${gamma})`,
    generator: (theta, psi) => downhill([theta, psi], 0),
    critic: (theta, psi) => downhill([theta, psi], 1),
  };
}
