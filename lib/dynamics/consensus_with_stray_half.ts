import { read } from "../options/mod.ts";
import { sigmoid } from "./sigmoid.ts";
import { CONSENSUS, type ConsensusOptions } from "./consensus.ts";
import type { VectorField } from "./types.ts";

/**
 * Consensus optimisation of `minimax` as the code of GAN_stability (notebooks/diracgan/gans.py) has
 * it: with a stray factor 1/2 in front of the second-derivative term. With s = sigmoid(theta psi),
 * r the radius and s' = s (1 - s), the derivative of r^2 s^2 / 2 by theta is theta s^2 + psi r^2 s
 * s'; the code takes psi r^2 s s' / 2 for the last term, and the like for psi.
 *
 * At the equilibrium that changes nothing. Far away it reverses the outcome: see `consensus`,
 * which is right.
 *
 * @param options `gamma`, at least 0.
 * @throws {RangeError} if gamma is negative or not finite.
 *
 * @example
 * ```ts
 * import { consensusWithStrayHalf, simulate } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const shipped = simulate(consensusWithStrayHalf({ gamma: 1 }), {
 *   start: [1, -1],
 *   stepSize: 0.2,
 *   steps: 500,
 *   criticSteps: 5,
 * });
 * assert.ok(shipped.radius.at(-1)! < 1e-3);
 * ```
 */
export function consensusWithStrayHalf(
  options: ConsensusOptions,
): VectorField {
  const { gamma } = read("consensusWithStrayHalf", options, CONSENSUS);
  const parts = (theta: number, psi: number) => {
    const s = sigmoid(theta * psi);
    return { s, stray: .5 * (theta ** 2 + psi ** 2) * s * s * (1 - s) };
  };
  return {
    name: `minimax+consensus-with-stray-half(${gamma})`,
    title: `GAN + consensus with a stray ½ (γ = ${gamma})`,
    generator(theta, psi) {
      const { s, stray } = parts(theta, psi);
      return psi * s - gamma * (theta * s * s + psi * stray);
    },
    critic(theta, psi) {
      const { s, stray } = parts(theta, psi);
      return -theta * s - gamma * (psi * s * s + theta * stray);
    },
  };
}
