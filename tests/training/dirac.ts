/**
 * The Dirac-GAN trained by the library: a generator that is one number, a critic that is one slope.
 *
 * @module
 */
import { dirac } from "saddle/datasets/mod.ts";
import { constantValues, linear } from "saddle/models/mod.ts";
import { onesLatent, type Run, sgd, train, type TrainOptions } from "saddle/training/mod.ts";

/** What a Dirac-GAN is trained with besides its loss. */
export interface DiracOptions
  extends Pick<TrainOptions, "loss" | "constraints" | "update" | "runs" | "every" | "divergence"> {
  /** Generator's number and critic's slope at the start. */
  readonly start: readonly [theta: number, psi: number];
  /** Learning rate of SGD. */
  readonly rate: number | readonly number[];
  /** Generator steps. */
  readonly steps: number;
}

/** The options of its training, so that snapshots show theta and psi after every step. */
export function diracOptions({ start: [theta, psi], rate, ...rest }: DiracOptions): TrainOptions {
  const one = { inputs: 1, outputs: 1, bias: false };
  return {
    dataset: dirac(),
    generator: linear({ ...one, init: constantValues([theta]) }),
    critic: linear({ ...one, init: constantValues([psi]) }),
    latent: onesLatent,
    optimiser: sgd({ rate }),
    batch: 1,
    every: 1,
    snapshotSize: 1,
    grid: { x: [1, 1], y: [0, 0], nx: 1, ny: 1 }, // D(1) = psi
    ...rest,
  };
}

/** Theta and psi of one run after every step, the start included. */
export function pathOf({ snapshots }: Run, run = 0): { theta: number[]; psi: number[] } {
  return {
    theta: snapshots.map(({ samples }) => samples[run]!),
    psi: snapshots.map(({ critic }) => critic![run]!),
  };
}

/** Trains one. */
export function trainDirac(options: DiracOptions): Promise<Run> {
  return train(diracOptions(options));
}
