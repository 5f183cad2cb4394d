/**
 * The Dirac-GAN trained by the library: a generator that is one number, a critic that is one slope.
 *
 * @module
 */
import assert from "node:assert/strict";
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

/** The point that {@linkcode follows} starts from. */
export const START = [1, 0.7] as const;
/** The rate of its steps. */
export const RATE = 0.2;
/** How many there are. */
export const STEPS = 30;
/** All three, as options. */
export const SETTINGS = { start: START, rate: RATE, steps: STEPS };

/** Where a Dirac-GAN stands. */
export type State = readonly [theta: number, psi: number];

/** Compares a training with a rule of one step in double precision. */
export async function follows(
  options: Pick<DiracOptions, "loss" | "constraints" | "update">,
  next: (state: State) => State,
): Promise<void> {
  compare(pathOf(await trainDirac({ ...options, ...SETTINGS })), next);
}

/** Compares a path from {@linkcode START} with a rule of one step in double precision. */
export function compare(
  { theta, psi }: { theta: readonly number[]; psi: readonly number[] },
  next: (state: State) => State,
): void {
  assert.equal(theta.length, STEPS + 1);
  let state: State = START;
  theta.forEach((x, i) => {
    if (i > 0) state = next(state);
    // a few roundings of 6e-8 a step, carried along by maps that stretch by at most 1.04 a step
    assert.ok(Math.abs(x - state[0]) < 5e-5, `theta after step ${i}: ${x}, expected ${state[0]}`);
    assert.ok(Math.abs(psi[i]! - state[1]) < 5e-5, `psi after step ${i}`);
  });
}
