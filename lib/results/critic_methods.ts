import {
  clipping,
  type Constraint,
  dragan,
  gradientPenalty,
  r1,
  r2,
  wassersteinDivergence,
} from "../constraints/mod.ts";
import { nonSaturating, wasserstein } from "../losses/mod.ts";
import { type Model, spectralNorm } from "../models/mod.ts";
import { sgd } from "../training/mod.ts";
import { type FiveMethod, fiveNetwork } from "./five_task.ts";

/** One way to keep a critic smooth, with one loss. */
export interface CriticMethod extends FiveMethod {
  /** Its name in tables and legends. */
  readonly name: string;
  /** The loss, and what is particular about the game besides; so named there. */
  readonly game: string;
}

type Leash = readonly [
  name: string,
  constraints: readonly Constraint[],
  critic?: (width: number) => Model,
];

/** Weights for data of the size 1, as these are. */
const LEASHES: readonly Leash[] = [
  ["none", []],
  ["clipping", [clipping({ limit: 0.1 })]],
  ["WGAN-GP", [gradientPenalty({ weight: 1 })]],
  ["WGAN-LP", [gradientPenalty({ weight: 1, sides: "one" })]],
  ["DRAGAN", [dragan({ weight: 1 })]],
  ["R1", [r1({ gamma: 0.1 })]],
  ["R2", [r2({ gamma: 0.1 })]],
  ["W-div", [wassersteinDivergence()]],
  ["spectral norm", [], (width) => spectralNorm(fiveNetwork(width, 1))],
];

/**
 * Every leash with the Wasserstein loss, with the same loss and a generator that takes plain gradient steps,
 * so that it feels how steep the critic is, and with the non-saturating loss.
 */
export const CRITIC_METHODS: readonly CriticMethod[] = [
  { game: "Wasserstein", loss: wasserstein(), criticSteps: 3 },
  {
    game: "Wasserstein, SGD",
    loss: wasserstein(),
    criticSteps: 3,
    generatorOptimiser: sgd({ rate: 0.05 }),
  },
  { game: "NS-GAN", loss: nonSaturating(), criticSteps: 1 },
].flatMap((players) =>
  LEASHES.map(([name, constraints, critic]) => ({ ...players, name, constraints, critic }))
);
