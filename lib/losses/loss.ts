import * as tf from "@tensorflow/tfjs";
import { type Option, part } from "../options/mod.ts";

/** The points that the critic scored, in the order of their scores. */
export interface ScoredPoints {
  /** Real points, `[runs, batch, features]`. */
  readonly real: tf.Tensor;
  /** Generated points, `[runs, batch, features]`. */
  readonly fake: tf.Tensor;
}

/** What the players of a GAN are scored by. The critic's scores are logits, high on real data. */
export interface Scores {
  /** The critic's scores of real points, `[runs, batch, 1]`. */
  readonly real: tf.Tensor;
  /** The critic's scores of generated points, `[runs, batch, 1]`. */
  readonly fake: tf.Tensor;
  /** The points themselves. A training always hands them over; most losses do not look. */
  readonly points?: ScoredPoints;
  /**
   * What the critic's encoder makes of generated points, `[runs, batch, code]`, where it has one.
   */
  readonly code?: tf.Tensor;
}

/** Both losses where no player can improve. */
export interface Equilibrium {
  /** The critic's loss. */
  readonly critic: number;
  /** The generator's loss. */
  readonly generator: number;
  /** The score that the critic gives to every point: 0 for most losses, not for all. */
  readonly score: number;
}

/** What a loss asks of the critic that it is used with. */
export interface CriticNeeds {
  /** The scores between which the critic has to be free to choose, ends included. */
  readonly reach?: readonly [low: number, high: number];
  /** What no score may be above. */
  readonly atMost?: number;
  /** Whether it needs the code of generated points. */
  readonly code?: boolean;
  /** Whether each score has to be that of one point, not of several together. */
  readonly onePoint?: boolean;
  /** Why, as an error says it after "because": "the energy of a point cannot be negative". */
  readonly because: string;
}

/** What each of the two players minimises: one number a run, `[runs]`. */
export interface Loss {
  /**
   * The name in the literature, with the options: `"non-saturating"`, `"energy-based (margin 1)"`.
   */
  readonly name: string;
  /** The critic's loss. */
  critic(scores: Scores): tf.Tensor;
  /** The generator's loss. */
  generator(scores: Scores): tf.Tensor;
  /** Whether the generator's loss looks at the scores of real points. */
  readonly generatorSeesReal: boolean;
  /**
   * Whether the generator minimises minus the critic's loss. Its own loss then leaves out the
   * scores of real points, which its next step does not move; who looks further ahead needs them.
   * Default false.
   */
  readonly zeroSum?: boolean;
  /** What it asks of the critic; a training with another one is refused. Default nothing. */
  readonly needs?: CriticNeeds;
  /** Both losses, and the score, where the generator is perfect and the critic cannot tell. */
  readonly equilibrium: Equilibrium;
}

/** The mean over a run's batch. */
export function meanOfRun(scores: tf.Tensor): tf.Tensor {
  return tf.mean(scores, [1, 2]);
}

/** An option that is a loss. A game of `dynamics` has the functions of both players too. */
export const aLoss: Option<Loss> = part("a loss", ["critic", "generator", "generatorSeesReal"]);
