/**
 * Small trainings that do a bit of everything, for tests of what a training promises.
 *
 * @module
 */
import { gradientPenalty } from "saddle/constraints/mod.ts";
import { ring } from "saddle/datasets/mod.ts";
import { wasserstein } from "saddle/losses/mod.ts";
import { mlp, tanh } from "saddle/models/mod.ts";
import { adam, type HostTree, type TrainOptions } from "saddle/training/mod.ts";

/** WGAN-GP between perceptrons of one hidden layer. */
export const SMALL: TrainOptions = {
  dataset: ring(),
  generator: mlp({ inputs: 2, hidden: [6], outputs: 2, activation: tanh }),
  critic: mlp({ inputs: 2, hidden: [6], outputs: 1, activation: tanh }),
  loss: wasserstein(),
  constraints: [gradientPenalty({ weight: 1 })],
  optimiser: adam({ rate: 0.01, beta1: 0.5, beta2: 0.9, epsilon: 1e-3 }),
  batch: 8,
  steps: 8,
  every: 4,
  snapshotSize: 5,
  grid: { x: [-1, 1], y: [-1, 1], nx: 3, ny: 2 },
};

/** All numbers of a tree. */
export function numbersOf({ leaves }: HostTree): number[] {
  return leaves.flatMap(({ values }) => [...values]);
}

/** Those of one run of several. */
export function numbersOfRun({ leaves }: HostTree, run: number, runs: number): number[] {
  return leaves.flatMap(({ values }) => {
    const size = values.length / runs;
    return [...values.subarray(run * size, (run + 1) * size)];
  });
}
