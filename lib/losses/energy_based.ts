import * as tf from "@tensorflow/tfjs";
import { notNegative, positive, read, type Spec } from "../options/mod.ts";
import { type Loss, meanOfRun } from "./loss.ts";
import { pullingAway } from "./pulling_away.ts";

/** The settings of {@linkcode energyBased}. */
export interface EnergyBasedOptions {
  /** The energy up to which the critic lifts generated points; m in the paper. Default 1. */
  readonly margin?: number;
  /**
   * The weight of the pulling-away term in the generator's loss, see {@linkcode pullingAway}; the
   * paper takes 0.1. It needs a critic with codes. Default 0: no such term.
   */
  readonly pullingAway?: number;
}

/** What fits {@linkcode EnergyBasedOptions}. */
export const ENERGY_BASED = {
  margin: positive(1),
  pullingAway: notNegative(0),
} satisfies Spec<EnergyBasedOptions>;

/**
 * The energy-based loss (EBGAN, Zhao et al. 2017, eqs. 1 and 2). The energy of a point is minus its
 * score, $U = -D$, and low on real data:
 *
 * critic: $E_p U(x) + E_q \max(0, m - U(x))$, generator: $E_q U(x)$, and with a weight w of the
 * pulling-away term (section 2.4) $+\,w f_{PT}$ of its points' codes.
 *
 * Made for an energy that cannot be negative: the error of an `autoencoder`. A critic whose scores
 * may be positive is refused, because its loss has no lower bound. Without the margin m the critic
 * would do best by making generated points bad without end. At the equilibrium the energy is the
 * same everywhere, anything from 0 to m, and the critic's loss is m (theorems 1 and 2); stated is
 * the one of energy 0, without the pulling-away term.
 *
 * @throws {RangeError} If the margin is not positive and finite, or the weight negative or not
 * finite.
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
  const { margin, pullingAway: weight } = read("energyBased", options, ENERGY_BASED);
  return {
    name: `energy-based (margin ${margin}${weight > 0 ? `, pulling away ${weight}` : ""})`,
    critic: ({ real, fake }) => tf.sub(meanOfRun(tf.relu(tf.add(margin, fake))), meanOfRun(real)),
    generator: ({ fake, code }) => {
      const energy = tf.neg(meanOfRun(fake));
      return weight > 0 ? tf.add(energy, tf.mul(weight, pullingAway(code))) : energy;
    },
    generatorSeesReal: false,
    equilibrium: { critic: margin, generator: 0, score: 0 },
    needs: {
      atMost: 0,
      reach: [-margin, 0],
      code: weight > 0,
      because: "it takes minus the score for an energy, which cannot be negative, as that of an " +
        "autoencoder; else the critic's loss has no lower bound",
    },
  };
}
