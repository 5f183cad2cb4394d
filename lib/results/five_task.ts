import type { Constraint } from "../constraints/mod.ts";
import { fiveGaussians } from "../datasets/mod.ts";
import type { Training } from "../experiments/mod.ts";
import type { Loss } from "../losses/mod.ts";
import { slicedWasserstein } from "../metrics/mod.ts";
import { mlp, type Model } from "../models/mod.ts";
import { stream } from "../random/mod.ts";
import { adam, alternating, type Metric, type Optimiser } from "../training/mod.ts";
import { modeScores } from "./mode_scores.ts";

/** How long and how often one task is trained. */
export interface FiveSchedule {
  /** Generator steps. */
  readonly steps: number;
  /** Seeds. */
  readonly runs: number;
  /** Steps between rows. */
  readonly every: number;
  /** Width of the hidden layers. */
  readonly width: number;
  /** The seed. */
  readonly seed: number;
}

/** What is stored. */
export const FIVE_SCHEDULE: FiveSchedule = { steps: 3000, runs: 8, every: 150, width: 64, seed: 1 };

/** What differs between the methods that are compared on the task. */
export interface FiveMethod {
  /** The loss of both players. */
  readonly loss: Loss;
  /** The critic, of hidden layers of this width. Default a perceptron with two of them. */
  readonly critic?: ((width: number) => Model) | undefined;
  /** What keeps it smooth. Default nothing. */
  readonly constraints?: readonly Constraint[];
  /** Critic steps for each of the generator. Default 1. */
  readonly criticSteps?: number;
  /** How the generator moves. Default Adam, as the critic. */
  readonly generatorOptimiser?: Optimiser;
}

/** The metric in words, for the settings. */
export const FIVE_METRIC =
  "2,500 points a run; modes captured, high quality (within 3 deviations of the nearest centre, as " +
  "a share of all points), reverse KL in nats, distance: sliced W1 from 2,500 points of the data, " +
  "50 directions";

const DATA = fiveGaussians();
const POINTS = 2500;

/** A perceptron of two hidden layers, the critic and the generator of the task. */
export function fiveNetwork(width: number, outputs: number): Model {
  return mlp({ inputs: 2, hidden: [width, width], outputs });
}

/** Five Gaussians with one method: the same networks, optimiser, batches and seeds for all. */
export function gameOfFive(
  { loss, critic, constraints = [], criticSteps = 1, generatorOptimiser }: FiveMethod,
  { width, steps, every, seed }: FiveSchedule,
): Training {
  const optimiser = adam({ rate: 2e-3, beta1: 0, beta2: 0.9 });
  return {
    dataset: DATA,
    generator: fiveNetwork(width, 2),
    critic: critic?.(width) ?? fiveNetwork(width, 1),
    loss,
    constraints,
    update: alternating({ criticSteps }),
    optimiser: { generator: generatorOptimiser ?? optimiser, critic: optimiser },
    batch: 64,
    steps,
    every,
    snapshotSize: 1,
    metrics: { quality: quality(seed) },
    metricSize: POINTS,
  };
}

function quality(seed: number): Metric {
  const reference = DATA.sample(stream(seed, 0, "reference"), POINTS);
  return (points) => {
    const options = { dimension: 2, power: 1, projections: 50 };
    const distance = slicedWasserstein(points, reference, options);
    return { ...modeScores(points, DATA.modes!), distance };
  };
}
