import * as tf from "@tensorflow/tfjs";
import { type Constraint, wassersteinDivergence } from "../constraints/mod.ts";
import {
  energyBased,
  fGan,
  hinge,
  leastSquares,
  type Loss,
  lossSensitive,
  minimax,
  nonSaturating,
  relativisticAverage,
  relativisticPaired,
  wasserstein,
} from "../losses/mod.ts";
import { type Activation, autoencoder, mlp, type Model } from "../models/mod.ts";

/** One loss of the comparison, with the critic that it needs. */
export interface LossMethod {
  /** Its name in tables and legends. */
  readonly name: string;
  /** The loss of both players. */
  readonly loss: Loss;
  /** The critic, of hidden layers of this width. Default a perceptron with two of them. */
  readonly critic?: (width: number) => Model;
  /** What belongs to the loss; then no other penalty is tried. Default nothing. */
  readonly constraint?: Constraint;
}

/**
 * L of the loss-sensitive GAN is minus the score and bounded below. An absolute value keeps its slope;
 * a softplus would lose it, once L is near 0 everywhere.
 */
const below: Activation = {
  name: "minus abs",
  range: [-Infinity, 0],
  apply: (x) => tf.neg(tf.abs(x)),
};

/** Reconstructs points of the plane through a code of 8 numbers. */
function reconstruction(width: number): Model {
  const part = (inputs: number, outputs: number) => mlp({ inputs, hidden: [width], outputs });
  return autoencoder(part(2, 8), part(8, 2));
}

/** The losses compared on five Gaussians, in the order of the tables. */
export const LOSS_METHODS: readonly LossMethod[] = [
  { name: "GAN", loss: minimax() },
  { name: "NS-GAN", loss: nonSaturating() },
  { name: "LSGAN", loss: leastSquares() },
  { name: "LSGAN (-1, 1, 0)", loss: leastSquares({ fake: -1, real: 1, target: 0 }) },
  { name: "hinge", loss: hinge() },
  { name: "relativistic paired", loss: relativisticPaired() },
  { name: "relativistic average", loss: relativisticAverage() },
  { name: "f-GAN KL", loss: fGan({ divergence: "KL" }) },
  { name: "f-GAN reverse KL", loss: fGan({ divergence: "reverse KL" }) },
  { name: "f-GAN Pearson", loss: fGan({ divergence: "Pearson" }) },
  { name: "EBGAN", loss: energyBased({ margin: 1 }), critic: reconstruction },
  {
    name: "EBGAN, pulling away",
    loss: energyBased({ margin: 1, pullingAway: 0.1 }),
    critic: reconstruction,
  },
  { name: "EBGAN without margin", loss: wasserstein(), critic: reconstruction },
  {
    name: "loss-sensitive",
    loss: lossSensitive({ weight: 10 }),
    critic: (width) => mlp({ inputs: 2, hidden: [width, width], outputs: 1, output: below }),
  },
  { name: "Wasserstein", loss: wasserstein() },
  { name: "W-div", loss: wasserstein(), constraint: wassersteinDivergence() },
];
