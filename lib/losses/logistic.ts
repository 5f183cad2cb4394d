import * as tf from "@tensorflow/tfjs";
import { notNegative, read, type Spec } from "../options/mod.ts";
import { type CriticNeeds, meanOfRun, type Scores } from "./loss.ts";

/** The setting of the logistic losses. */
export interface LogisticOptions {
  /**
   * Added to every probability before its logarithm, as much code does: gan_comparison 1e-6. No
   * term of a loss then passes minus its logarithm, and where the critic is surer than that
   * gradients vanish, the non-saturating one too. Default 0.
   */
  readonly epsilon?: number;
}

/** What fits {@linkcode LogisticOptions}. */
export const LOGISTIC = { epsilon: notNegative(0) } satisfies Spec<LogisticOptions>;

/** What the logistic losses ask of a critic. */
export const LOGITS: CriticNeeds = {
  reach: [-Infinity, Infinity],
  because: "it takes scores for logits, and makes probabilities of them itself",
};

/**
 * The epsilon among the options, and what it adds to a name.
 *
 * @param owner The function that makes the loss.
 * @param name What the loss is called.
 * @throws {RangeError} If it is negative or not finite.
 */
export function logisticOptions(owner: string, name: string, options: LogisticOptions) {
  const { epsilon } = read(owner, options, LOGISTIC);
  return { epsilon, name: epsilon === 0 ? name : `${name} (epsilon ${epsilon})` };
}

/** $\log(\sigma(D) + \epsilon)$, a mean over each run's batch. */
export function meanLogProbability(logits: tf.Tensor, epsilon: number): tf.Tensor {
  if (epsilon === 0) return tf.neg(meanOfRun(tf.softplus(tf.neg(logits)))); // exact, however sure
  return meanOfRun(tf.log(tf.add(tf.sigmoid(logits), epsilon)));
}

/** The cross-entropy of telling real from generated points. */
export function crossEntropy({ real, fake }: Scores, epsilon = 0): tf.Tensor {
  const right = [real, tf.neg(fake)].map((logits) => meanLogProbability(logits, epsilon));
  return tf.neg(tf.add(right[0]!, right[1]!));
}
