import { clipping, type Constraint, gradientPenalty, r1, r1AsShipped } from "../constraints/mod.ts";
import { type Loss, minimax, nonSaturating, wasserstein } from "../losses/mod.ts";
import { adam, type Optimiser, rmsprop } from "../training/mod.ts";

/** One of gan_comparison's ways to train on the line; everything else is the same for all. */
export interface TwoGaussiansMethod {
  /** Its name in tables and legends. */
  readonly name: string;
  /** The loss of both players. */
  readonly loss: Loss;
  /** What keeps the critic smooth. */
  readonly constraints: readonly Constraint[];
  /** The rule that moves both players. */
  readonly optimiser: Optimiser;
  /** Critic steps for each of the generator. */
  readonly criticSteps: number;
  /** Whether hidden layers are batch-normalised, but for the critic's first. */
  readonly batchNorm: boolean;
}

const rate = 5e-5;
const logs = { epsilon: 1e-6 } as const;
const usualAdam = adam({ rate });
const adamWithoutMomentum = adam({ rate, beta1: 0, beta2: 0.9 });
const shortMemory = rmsprop({ rate, decay: 0.9 });
const oneSided = [gradientPenalty({ weight: 10, sides: "one" })];
const plain = { constraints: [], criticSteps: 1, batchNorm: false } as const;

/**
 * gan_comparison's line-up on the line, with the settings of its script. Its "R1" is there twice: as the
 * paper has it, and as it was shipped.
 */
export const TWO_GAUSSIANS_METHODS: readonly TwoGaussiansMethod[] = [
  { ...plain, name: "GAN", loss: minimax(logs), optimiser: usualAdam },
  { ...plain, name: "NS-GAN", loss: nonSaturating(logs), optimiser: usualAdam },
  {
    ...plain,
    name: "R1",
    loss: nonSaturating(logs),
    constraints: [r1({ gamma: 10 })],
    optimiser: shortMemory,
  },
  {
    ...plain,
    name: "R1 as shipped",
    loss: nonSaturating(logs),
    constraints: [r1AsShipped({ gamma: 10 })],
    optimiser: shortMemory,
  },
  {
    ...plain,
    name: "WGAN",
    loss: wasserstein(),
    constraints: [clipping({ limit: 0.01 })],
    optimiser: rmsprop({ rate }),
    criticSteps: 5,
  },
  {
    ...plain,
    name: "WGAN-GP",
    loss: wasserstein(),
    constraints: oneSided,
    optimiser: adamWithoutMomentum,
    criticSteps: 5,
  },
  {
    ...plain,
    name: "WGAN-GP 1|1",
    loss: wasserstein(),
    constraints: oneSided,
    optimiser: adamWithoutMomentum,
  },
  {
    ...plain,
    name: "NS-GAN BN",
    loss: nonSaturating(logs),
    optimiser: usualAdam,
    batchNorm: true,
  },
  {
    ...plain,
    name: "R1 BN",
    loss: nonSaturating(logs),
    constraints: [r1({ gamma: 10 })],
    optimiser: shortMemory,
    batchNorm: true,
  },
];
