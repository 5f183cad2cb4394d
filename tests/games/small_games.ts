/**
 * One small game of each kind, on points.
 *
 * @module
 */
import {
  finite,
  type FiniteDataset,
  fromPoints,
  fromSampler,
  labelModes,
  ring,
  swissRoll,
} from "saddle/datasets/mod.ts";
import { gradientPenalty, r1, r2 } from "saddle/constraints/mod.ts";
import { bigan, classifier, conditionalGan, cycleGan } from "saddle/games/mod.ts";
import { nonSaturating, wasserstein } from "saddle/losses/mod.ts";
import { leakyRelu, linear, mlp, type Model } from "saddle/models/mod.ts";
import { stream } from "saddle/random/mod.ts";
import { adam, sgd } from "saddle/training/mod.ts";

const optimiser = adam({ rate: 1e-3, beta1: 0.5, beta2: 0.9 });

function net(inputs: number, outputs: number, width: number): Model {
  return mlp({ inputs, hidden: [width, width], outputs, activation: leakyRelu(0.2) });
}

/** Eight modes on the unit circle. */
export const RING = ring({ radius: 1, deviation: 0.05 });

/** Generator and encoder between the ring and latents of the plane. */
export function ringBigan(width: number) {
  return bigan({
    ...{ dataset: RING, generator: net(2, 2, width), encoder: net(2, 2, width) },
    ...{ critic: net(4, 1, 2 * width), optimiser, loss: nonSaturating(), shown: 200 },
    constraints: [r1({ gamma: 0.1 }), r2({ gamma: 0.1 })],
  });
}

/** GANConvergence's swiss roll, and the same turned around and moved by three units. */
export const ROLLS = [
  swissRoll(),
  fromSampler({
    name: "turned roll",
    dimension: 2,
    extent: [[0.5, 4], [-2, 1]],
    sample: (random, n) =>
      swissRoll().sample(random, n).map((x, i) => i % 2 === 0 ? 2 - x : -1 - x),
  }),
] as const;

/** Translators between the two rolls. */
export function rollCycleGan(width: number) {
  const [a, b] = ROLLS;
  const [ab, ba] = [net(2, 2, width), net(2, 2, width)];
  return cycleGan({
    ...{
      a,
      b,
      models: { ab, ba, a: net(2, 1, width), b: net(2, 1, width) },
      optimiser,
      shown: 200,
    },
  });
}

/** Four Gaussians with their names. */
export const LABELLED: FiniteDataset = labelModes(
  finite(ring({ modes: 4, radius: 1, deviation: 0.1 }), { size: 1000, seed: 1 }),
);

/** WGAN-GP whose players know the class. */
export function labelledGan(width: number) {
  return conditionalGan({
    ...{ dataset: LABELLED, generator: net(2 + 4, 2, width), critic: net(2 + 4, 1, width) },
    ...{ optimiser, loss: wasserstein(), constraints: [gradientPenalty({ weight: 1 })] },
  });
}

/** Two overlapping Gaussians of variance 1, `[size, 2]`, one after the other in turn: centres ±(1, 0.5). */
export function overlapping(size: number, seed: number): FiniteDataset {
  const points = stream(seed, 0, "two classes").normal(new Float32Array(2 * size));
  points.forEach((x, i) => points[i] = x + [1, 0.5][i % 2]! * (i % 4 < 2 ? 1 : -1));
  const values = Uint8Array.from({ length: size }, (_, row) => row % 2);
  const labels = { values, names: ["right", "left"] };
  return fromPoints({ name: "two classes", points, dimension: 2, labels });
}

/** A logistic regression on them. */
export function regression(dataset: FiniteDataset) {
  return classifier({
    ...{
      dataset,
      model: linear({ inputs: 2, outputs: 2, bias: true }),
      optimiser: sgd({ rate: 0.5 }),
    },
  });
}
