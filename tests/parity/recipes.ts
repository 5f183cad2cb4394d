/**
 * Six trainings that use every part of the library between them, small enough for the slowest engine.
 *
 * Activations are smooth: a ReLU that one rounding puts on the other side of its kink would change a
 * gradient by far more than rounding does, on engines that are both right. Layers before a batch norm
 * have no bias: its gradient is zero but for rounding, and Adam would make steps of full size of that.
 *
 * @module
 */
import {
  gradientPenalty,
  instanceNoise,
  r1,
  simplePenalty,
  wassersteinDivergence,
} from "saddle/constraints/mod.ts";
import { gaussian, ring } from "saddle/datasets/mod.ts";
import { hinge, leastSquares, nonSaturating, wasserstein } from "saddle/losses/mod.ts";
import {
  batchNorm,
  convCritic,
  convGenerator,
  elu,
  mlp,
  silu,
  softplus,
  spectralNorm,
  tanh,
} from "saddle/models/mod.ts";
import {
  adam,
  alternating,
  rmsprop,
  sgd,
  type TrainOptions,
  unrolled,
} from "saddle/training/mod.ts";

/** A training to repeat everywhere. */
export interface Recipe {
  /** What it is known as. */
  readonly name: string;
  readonly options: TrainOptions;
}

const DATA = ring({ modes: 8 });
const SHARED = { dataset: DATA, batch: 16, runs: 2, seed: 3, grid: null } as const;
const maker = { inputs: 3, hidden: [10], outputs: 2 } as const;
const judge = { inputs: 2, hidden: [10], outputs: 1 } as const;

/** Two runs each where it costs little; numbers that differ by run enter the step as arguments. */
export const RECIPES: readonly Recipe[] = [
  {
    name: "WGAN-GP, two critic steps, Adam",
    options: {
      ...SHARED,
      generator: mlp({ ...maker, activation: softplus }),
      critic: mlp({ ...judge, hidden: [10, 8], activation: softplus }),
      loss: wasserstein(),
      constraints: [gradientPenalty({ weight: [10, 0.5] })],
      update: alternating({ criticSteps: 2 }),
      optimiser: adam({ rate: [1e-3, 3e-3], beta1: 0.5, beta2: 0.9 }),
    },
  },
  {
    name: "non-saturating with R1, batch norm and a running mean of the generator",
    options: {
      ...SHARED,
      generator: mlp({ ...maker, activation: tanh, normalisation: batchNorm(), bias: false }),
      critic: mlp({ ...judge, activation: silu }),
      loss: nonSaturating(),
      constraints: [r1({ gamma: [1, 0.1] })],
      optimiser: { generator: adam({ rate: 1e-3 }), critic: rmsprop({ rate: 1e-3 }) },
      average: { decay: 0.9 },
    },
  },
  {
    name: "hinge with spectral norm and instance noise",
    options: {
      ...SHARED,
      generator: mlp({ ...maker, activation: tanh }),
      critic: spectralNorm(mlp({ ...judge, activation: elu })),
      loss: hinge(),
      constraints: [instanceNoise({ deviation: 0.2, anneal: 40 })],
      optimiser: sgd({ rate: 0.05 }),
    },
  },
  {
    name: "GANConvergence's simple penalty at one generated point, SGD",
    options: {
      ...SHARED,
      generator: mlp({ ...maker, activation: tanh }),
      critic: mlp({ ...judge, activation: tanh }),
      loss: wasserstein(),
      constraints: [simplePenalty({ points: "one generated", weight: 1 })],
      optimiser: sgd({ rate: 0.005 }),
      update: alternating({ freshLatents: false }),
    },
  },
  {
    name: "least squares, unrolled by a step through a penalty and Adam",
    options: {
      ...SHARED,
      generator: mlp({ ...maker, activation: tanh }),
      critic: mlp({ ...judge, activation: tanh }),
      loss: leastSquares(),
      constraints: [r1({ gamma: 0.1 })],
      update: unrolled({ steps: 1 }),
      optimiser: adam({ rate: 1e-3, beta1: 0.5, beta2: 0.9 }),
    },
  },
  {
    name: "Wasserstein divergence on images, convolutional",
    options: {
      ...SHARED,
      dataset: gaussian({ dimension: 64 }),
      batch: 8,
      runs: 1, // the way of most images; runs one after the other are a matter of tests/models
      generator: convGenerator({
        inputs: 5,
        size: 8,
        filters: [8, 4],
        activation: softplus,
        normalisation: batchNorm(),
        bias: false,
      }),
      critic: convCritic({ size: 8, filters: [4, 8], activation: softplus }),
      loss: wasserstein(),
      constraints: [wassersteinDivergence({ points: "line" })],
      optimiser: adam({ rate: 2e-4, beta1: 0.5, beta2: 0.9 }),
    },
  },
];
