/**
 * A small experiment over BiGANs, for tests of what becomes of one that is stopped. As a program it
 * carries the experiment out in the folder that it is given, and prints a line at every snapshot.
 *
 * @module
 */
import { r1 } from "saddle/constraints/mod.ts";
import { finite, ring } from "saddle/datasets/mod.ts";
import { experiment, type GameExperimentOptions } from "saddle/experiments/mod.ts";
import { bigan } from "saddle/games/mod.ts";
import { type Loss, nonSaturating, wasserstein } from "saddle/losses/mod.ts";
import { mlp } from "saddle/models/mod.ts";
import { adam } from "saddle/training/mod.ts";

const net = (inputs: number, outputs: number) => mlp({ inputs, hidden: [5], outputs });

/** Two losses, two weights of a penalty, two seeds: blocks of 2 x 2 runs. */
export const SMALL_GAME: GameExperimentOptions<
  { loss: Loss; gamma: number },
  "generator" | "encoder" | "critic"
> = {
  name: "small BiGAN",
  parameters: { loss: [nonSaturating(), wasserstein()], gamma: [0.1, 1] },
  stack: ["gamma"],
  runs: 2,
  seed: 4,
  game: ({ loss, gamma }) =>
    bigan({
      ...{ dataset: finite(ring(), { size: 30, seed: 1 }), loss, constraints: [r1({ gamma })] },
      ...{ generator: net(2, 2), encoder: net(2, 2), critic: net(4, 1), shown: 3 },
      optimiser: adam({ rate: 0.01, beta1: 0.5, beta2: 0.9 }),
    }),
  play: () => ({
    batch: 8,
    steps: 12,
    every: 3,
    metrics: { spread: { look: "samples", measure: (rows) => Math.max(...rows) } },
  }),
};

if (import.meta.main) {
  await experiment({
    ...SMALL_GAME,
    folder: Deno.args[0]!,
    checkpointSeconds: 0,
    onProgress: ({ block, step }) => console.log(`block ${block}, step ${step}`),
  });
}
