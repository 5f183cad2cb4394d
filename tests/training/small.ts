/**
 * Small trainings that do a bit of everything, for tests of what a training promises.
 *
 * @module
 */
import { gradientPenalty, instanceNoise, r1 } from "saddle/constraints/mod.ts";
import { finite, ring } from "saddle/datasets/mod.ts";
import { nonSaturating, wasserstein } from "saddle/losses/mod.ts";
import { batchNorm, leakyRelu, mlp, spectralNorm, tanh } from "saddle/models/mod.ts";
import { adam, alternating, type HostTree, type TrainOptions } from "saddle/training/mod.ts";

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

/** All that a training may carry on: epochs, models with state, noise, averages, failures, metrics. */
export const RICH: TrainOptions = {
  dataset: finite(ring(), { size: 30, seed: 1 }),
  generator: mlp({ inputs: 3, hidden: [5], outputs: 2, normalisation: batchNorm() }),
  critic: spectralNorm(mlp({ inputs: 2, hidden: [4], outputs: 1, activation: leakyRelu() })),
  loss: nonSaturating(),
  constraints: [instanceNoise({ deviation: 0.1 }), r1({ gamma: [1, 0.1, 1e30] })],
  update: alternating({ criticSteps: 2 }),
  average: { decay: 0.9 },
  batch: 8,
  runs: 3,
  streams: [0, 1, 1],
  steps: 12,
  every: 4,
  snapshotSize: 5,
  metricSize: 6,
  metrics: { place: (points) => ({ first: points[0]!, second: points[1]! }) },
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
