import { clipping, type Constraint, gradientPenalty, r1 } from "../constraints/mod.ts";
import { type Loss, nonSaturating, wasserstein } from "../losses/mod.ts";
import { alternating, simultaneous, type Update } from "../training/mod.ts";

/** One way to train on a mixture; everything else is the same for all. */
export interface MixtureMethod {
  /** Its name in tables and legends. */
  readonly name: string;
  /** The loss of both players. */
  readonly loss: Loss;
  /** How a step is put together. */
  readonly update: Update;
  /**
   * What keeps the critic smooth.
   *
   * @param scale The mean squared distance of the data from its centre: a penalty's weight has a unit.
   */
  readonly constraints: (scale: number) => readonly Constraint[];
}

const none = () => [];

/** The methods compared on mixtures of Gaussians. */
export const MIXTURE_METHODS: readonly MixtureMethod[] = [
  { name: "NS-GAN", loss: nonSaturating(), update: alternating(), constraints: none },
  { name: "simultaneous", loss: nonSaturating(), update: simultaneous(), constraints: none },
  {
    name: "3 critic steps",
    loss: nonSaturating(),
    update: alternating({ criticSteps: 3 }),
    constraints: none,
  },
  {
    name: "R1",
    loss: nonSaturating(),
    update: alternating(),
    constraints: (scale) => [r1({ gamma: 0.1 * scale })],
  },
  {
    name: "WGAN-GP",
    loss: wasserstein(),
    update: alternating({ criticSteps: 3 }),
    constraints: () => [gradientPenalty({ weight: 1 })],
  },
  {
    name: "WGAN clipped",
    loss: wasserstein(),
    update: alternating({ criticSteps: 3 }),
    constraints: () => [clipping({ limit: 0.1 })],
  },
];

/**
 * What is missing beside them to vary loss and constraint apart, at three critic steps: Wasserstein
 * losses without a constraint, and non-saturating ones with WGAN-GP's penalty.
 */
export const MIXTURE_CONTROLS: readonly MixtureMethod[] = [
  {
    name: "Wasserstein",
    loss: wasserstein(),
    update: alternating({ criticSteps: 3 }),
    constraints: none,
  },
  {
    name: "NS-GAN + GP",
    loss: nonSaturating(),
    update: alternating({ criticSteps: 3 }),
    constraints: () => [gradientPenalty({ weight: 1 })],
  },
];
