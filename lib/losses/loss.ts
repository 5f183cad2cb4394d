import * as tf from "@tensorflow/tfjs";

/** What the players of a GAN are scored by. The critic's scores are logits, high on real data. */
export interface Scores {
  /** The critic's scores of real points, `[runs, batch, 1]`. */
  readonly real: tf.Tensor;
  /** The critic's scores of generated points, `[runs, batch, 1]`. */
  readonly fake: tf.Tensor;
}

/** What each of the two players minimises: one number a run, `[runs]`. */
export interface Loss {
  /** The name in the literature: `"non-saturating"`. */
  readonly name: string;
  /** The critic's loss. */
  critic(scores: Scores): tf.Tensor;
  /** The generator's loss. */
  generator(scores: Scores): tf.Tensor;
  /** Whether the generator's loss looks at the scores of real points. */
  readonly generatorSeesReal: boolean;
  /** Both losses where the generator is perfect and the critic cannot tell (scores 0). */
  readonly equilibrium: { readonly critic: number; readonly generator: number };
}

/** The mean over a run's batch. */
export function meanOfRun(scores: tf.Tensor): tf.Tensor {
  return tf.mean(scores, [1, 2]);
}
