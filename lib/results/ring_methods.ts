import { type Constraint, r1 } from "../constraints/mod.ts";
import { type Loss, minimax, nonSaturating } from "../losses/mod.ts";
import { mlp, type Model, orthogonal, tanh } from "../models/mod.ts";
import {
  adam,
  alternating,
  annealed,
  type AverageOptions,
  type Optimiser,
  simultaneous,
  unrolled,
  type Update,
} from "../training/mod.ts";

/** One way to train on the published ring; data, batch, steps and the networks' size are the same for all. */
export interface RingMethod {
  /** Its name in tables and legends. */
  readonly name: string;
  /** The loss of both players. */
  readonly loss: Loss;
  /** How a step is put together. */
  readonly update: Update;
  /** A network with two hidden layers of this width. */
  readonly network: (width: number, inputs: number, outputs: number) => Model;
  /** What moves each player, in a training of so many steps. */
  readonly optimiser: (steps: number) => Record<"generator" | "critic", Optimiser>;
  /** What keeps the critic smooth. Default nothing. */
  readonly constraints?: readonly Constraint[];
  /** Of the generator's parameters. Default none. */
  readonly average?: AverageOptions;
}

/** As in the public code of the Unrolled GAN, whose protocol VEEGAN and GDPP share. */
const published: Pick<RingMethod, "loss" | "network" | "optimiser"> = {
  loss: minimax(),
  network: (width, inputs, outputs) => {
    const init = orthogonal({ gain: 1.4 });
    return mlp({ inputs, outputs, hidden: [width, width], activation: tanh, init });
  },
  optimiser: () => ({
    generator: adam({ rate: 1e-3, beta1: 0.5, beta2: 0.999 }),
    critic: adam({ rate: 1e-4, beta1: 0.5, beta2: 0.999 }),
  }),
};

/** Full rate for half of the training, then down to a fiftieth of it. */
const restful = (steps: number): Optimiser =>
  annealed(adam({ rate: 1e-3, beta1: 0.5, beta2: 0.999 }), {
    after: steps / 2,
    over: steps / 2,
    to: 0.02,
  });

/** The published GAN, the published Unrolled GAN, and R1 in the published networks, with critic and generator at one rate. */
export const RING_METHODS: readonly RingMethod[] = [
  { ...published, name: "GAN", update: simultaneous() },
  {
    ...published,
    name: "R1",
    loss: nonSaturating(),
    update: alternating(),
    optimiser: (steps) => ({ generator: restful(steps), critic: restful(steps) }),
    constraints: [r1({ gamma: 0.02 })],
    average: { decay: 0.999 },
  },
  { ...published, name: "Unrolled GAN", update: unrolled({ steps: 5 }) },
];
