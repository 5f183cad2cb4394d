import {
  clipping,
  type Constraint,
  dragan,
  gradientPenalty,
  instanceNoise,
  r1,
  r2,
} from "../../constraints/mod.ts";
import {
  checkerboard,
  circle,
  type Dataset,
  fiveGaussians,
  grid,
  mixture,
  ring,
  spirals,
  swissRoll,
  twoMoons,
} from "../../datasets/mod.ts";
import {
  hinge,
  leastSquares,
  type Loss,
  minimax,
  nonSaturating,
  relativisticPaired,
  wasserstein,
} from "../../losses/mod.ts";
import { mlp } from "../../models/mod.ts";
import {
  adam,
  alternating,
  type ChangedParts,
  consensus,
  extragradient,
  type Optimiser,
  optimistic,
  rmsprop,
  type SessionOptions,
  sgd,
  simultaneous,
  unrolled,
  type Update,
} from "../../training/mod.ts";
import {
  type CONSTRAINTS,
  type DATA,
  type Drawn,
  DRAWN_DEVIATION,
  DRAWN_EXTENT,
  type LOSSES,
  type OPTIMISERS,
  type UPDATES,
} from "./choices.ts";
import { ratesOf, type Settings } from "./settings.ts";

const MADE_DATA: Readonly<Record<keyof typeof DATA, (drawn: Drawn) => Dataset>> = {
  five: () => fiveGaussians(),
  ring: () => ring({ deviation: 0.05 }),
  grid: () => grid({ spacing: 0.6 }),
  circle: () => circle({ centred: true }),
  roll: () => swissRoll(),
  moons: () => twoMoons(),
  spirals: () => spirals(),
  squares: () => checkerboard(),
  own: (drawn) =>
    mixture({ name: "drawn", centres: drawn, deviation: DRAWN_DEVIATION, extent: DRAWN_EXTENT }),
};

const MADE_LOSSES: Readonly<Record<keyof typeof LOSSES, () => Loss>> = {
  ns: () => nonSaturating(),
  minimax: () => minimax(),
  wasserstein: () => wasserstein(),
  ls: () => leastSquares(),
  hinge: () => hinge(),
  rp: () => relativisticPaired(),
};

const MADE_CONSTRAINTS: Readonly<
  Record<keyof typeof CONSTRAINTS, (weight: number) => readonly Constraint[]>
> = {
  none: () => [],
  r1: (gamma) => [r1({ gamma })],
  r2: (gamma) => [r2({ gamma })],
  gp: (weight) => [gradientPenalty({ weight })],
  dragan: (weight) => [dragan({ weight })],
  clipping: (limit) => [clipping({ limit })],
  noise: (deviation) => [instanceNoise({ deviation })],
};

const MADE_UPDATES: Readonly<Record<keyof typeof UPDATES, (criticSteps: number) => Update>> = {
  alternating: (criticSteps) => alternating({ criticSteps }),
  simultaneous: () => simultaneous(),
  extragradient: () => extragradient(),
  consensus: () => consensus({ gamma: 0.1 }),
  unrolled: () => unrolled({ steps: 3 }),
};

const MADE_OPTIMISERS: Readonly<Record<keyof typeof OPTIMISERS, (rate: number) => Optimiser>> = {
  adam: (rate) => adam({ rate, beta1: 0.5, beta2: 0.9 }),
  sgd: (rate) => sgd({ rate }),
  rmsprop: (rate) => rmsprop({ rate }),
  optimistic: (rate) => optimistic(adam({ rate, beta1: 0.5, beta2: 0.9 })),
};

/** The data that the settings name. */
export function datasetOf({ data, drawn }: Settings): Dataset {
  return MADE_DATA[data](drawn);
}

/** The parts whose numbers change while a run goes on. */
export function changing(settings: Settings): ChangedParts {
  const { critic, generator } = ratesOf(settings), make = MADE_OPTIMISERS[settings.optimiser];
  return {
    constraints: MADE_CONSTRAINTS[settings.constraint](settings.weight),
    optimiser: { generator: make(generator), critic: make(critic) },
  };
}

/** The training that the settings name, but for its length and for what is seen of it. */
export function trainingOf(settings: Settings): SessionOptions {
  const { loss, update, criticSteps, width, layers, batch, runs, seed } = settings;
  const hidden = new Array<number>(layers).fill(width);
  return {
    dataset: datasetOf(settings),
    generator: mlp({ inputs: 2, hidden, outputs: 2 }),
    critic: mlp({ inputs: 2, hidden, outputs: 1 }),
    loss: MADE_LOSSES[loss](),
    update: MADE_UPDATES[update](criticSteps),
    ...changing(settings),
    ...{ batch, runs, seed },
  };
}
