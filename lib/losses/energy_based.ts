import * as tf from "@tensorflow/tfjs";
import { checkOptions, checkPositive } from "./_check.ts";
import { type Loss, meanOfRun } from "./loss.ts";

/** The setting of {@linkcode energyBased}. */
export interface EnergyBasedOptions {
  /** The energy up to which the critic lifts generated points; m in the paper. Default 1. */
  readonly margin?: number;
}

/**
 * The energy-based loss (EBGAN, Zhao et al. 2017, eqs. 1 and 2). The energy of a point is minus its
 * score, $U = -D$, and low on real data:
 *
 * critic: $E_p U(x) + E_q \max(0, m - U(x))$,
 * generator: $E_q U(x)$.
 *
 * Meant for an energy that cannot be negative, such as the error of an autoencoder. Without the
 * margin m the critic would do best by making generated points bad without end. At the equilibrium
 * the energy is the same everywhere, anything from 0 to m, and the critic's loss is m (theorems 1 and
 * 2); stated is the one of energy 0.
 *
 * @throws {RangeError} If the margin is not positive and finite, or an option does not exist.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { energyBased } from "saddle/losses/mod.ts";
 *
 * assert.equal(energyBased({ margin: 10 }).equilibrium.critic, 10);
 * ```
 */
export function energyBased(options: EnergyBasedOptions = {}): Loss {
  checkOptions("The energy-based loss", options, ["margin"]);
  const { margin = 1 } = options;
  checkPositive("The margin of the energy-based loss", margin);
  return {
    name: `energy-based (margin ${margin})`,
    critic: ({ real, fake }) => tf.sub(meanOfRun(tf.relu(tf.add(margin, fake))), meanOfRun(real)),
    generator: ({ fake }) => tf.neg(meanOfRun(fake)),
    generatorSeesReal: false,
    equilibrium: { critic: margin, generator: 0, score: 0 },
  };
}
