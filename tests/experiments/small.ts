/**
 * A small experiment of three blocks, for tests of what becomes of one that is stopped. As a program it
 * carries the experiment out in the folder that it is given, and prints a line at every snapshot.
 *
 * @module
 */
import { gradientPenalty } from "saddle/constraints/mod.ts";
import { finite, ring } from "saddle/datasets/mod.ts";
import { experiment, type ExperimentOptions } from "saddle/experiments/mod.ts";
import { type Loss, nonSaturating, wasserstein } from "saddle/losses/mod.ts";
import { mlp, tanh } from "saddle/models/mod.ts";
import { adam, alternating } from "saddle/training/mod.ts";

/** Two losses, two weights of a penalty, three seeds: blocks of 2 x 3 runs; 3 with one loss more. */
export const SMALL: ExperimentOptions<{ loss: Loss; weight: number; critics: number }> = {
  name: "small",
  parameters: { loss: [nonSaturating(), wasserstein()], weight: [0.1, 1], critics: [1, 2] },
  stack: ["weight"],
  runs: 3,
  seed: 5,
  training: ({ loss, weight, critics }) => ({
    dataset: finite(ring(), { size: 30, seed: 1 }),
    generator: mlp({ inputs: 2, hidden: [6], outputs: 2, activation: tanh }),
    critic: mlp({ inputs: 2, hidden: [6], outputs: 1, activation: tanh }),
    loss,
    constraints: [gradientPenalty({ weight })],
    update: alternating({ criticSteps: critics }),
    optimiser: adam({ rate: 0.01, beta1: 0.5, beta2: 0.9 }),
    batch: 8,
    steps: 12,
    every: 3,
    snapshotSize: 4,
    metrics: { spread: (points) => Math.max(...points) - Math.min(...points) },
    metricSize: 10,
  }),
};

if (import.meta.main) {
  await experiment({
    ...SMALL,
    folder: Deno.args[0]!,
    checkpointSeconds: 0,
    onProgress: ({ block, step }) => console.log(`block ${block}, step ${step}`),
  });
}
