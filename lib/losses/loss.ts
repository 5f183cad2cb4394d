import * as tf from "@tensorflow/tfjs";

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

/** What each of the two players minimises: one number a run, `[runs]`. */
export interface Loss {
  /** The name in the literature, with the options: `"non-saturating"`, `"energy-based (margin 1)"`. */
  readonly name: string;
  /** The critic's loss. */
  critic(scores: Scores): tf.Tensor;
  /** The generator's loss. */
  generator(scores: Scores): tf.Tensor;
  /** Whether the generator's loss looks at the scores of real points. */
  readonly generatorSeesReal: boolean;
  /** Both losses, and the score, where the generator is perfect and the critic cannot tell. */
  readonly equilibrium: Equilibrium;
}

/** The mean over a run's batch. */
export function meanOfRun(scores: tf.Tensor): tf.Tensor {
  return tf.mean(scores, [1, 2]);
}
