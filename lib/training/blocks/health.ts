import * as tf from "@tensorflow/tfjs";
import { spread } from "../../runs/mod.ts";
import { leaves, mapTree, type Tree } from "../../engine/mod.ts";

/** What became of a run. */
export type Outcome = "finished" | "not finite" | "diverged";

/** The outcome that a health number in a step's report stands for. */
export const OUTCOMES: readonly Outcome[] = ["finished", "not finite", "diverged"];

/** Beyond this a float32 sum is as good as infinite. */
const LARGEST = 3e38;

/** The health that losses, as numbers, stand for; see {@linkcode health}. */
export function reasonOf(losses: readonly number[], limit: number): number {
  if (!losses.every((loss) => Math.abs(loss) < LARGEST)) return 1;
  return losses.every((loss) => Math.abs(loss) < limit) ? 0 : 2;
}

/**
 * The health of each run after a step, `[runs]`: 0 well, 1 something that is not finite, 2 a loss
 * or penalty beyond `limit`. A run that has failed stays failed.
 *
 * @param before The health before the step.
 * @param losses The losses and penalties, `[runs]` each.
 * @param rest What else must be finite: gradients, and parameters after the step (a finite gradient
 * may still throw them out of the range of float32).
 * @param limit `[runs]`.
 */
export function health(
  before: tf.Tensor,
  losses: readonly tf.Tensor[],
  rest: Tree,
  limit: tf.Tensor,
): tf.Tensor {
  // one sum a run: NaN and infinity in any element survive in it
  const sums = leaves(rest).map((leaf) => tf.sum(tf.reshape(leaf, [leaf.shape[0]!, -1]), 1));
  const sizes = losses.map((loss) => tf.abs(loss));
  const largest = sizes.reduce((a, b) => tf.maximum(a, b));
  const unfinite = unless(tf.less(tf.abs(tf.addN([...sizes, ...sums])), LARGEST));
  const beyond = unless(tf.less(largest, limit));
  const now = tf.add(unfinite, tf.mul(tf.sub(1, unfinite), tf.mul(2, beyond)));
  return tf.where(tf.greater(before, 0), before, now);
}

/** 1 where the comparison failed, which for NaN it always does. */
function unless(test: tf.Tensor): tf.Tensor {
  return tf.sub(1, tf.cast(test, "float32"));
}

/** `after` for the runs that are well, `before` for those that have failed. */
export function freezeFailed<T extends Tree>(health: tf.Tensor, before: T, after: T): T {
  const well = tf.equal(health, 0);
  return mapTree(
    (old, now) => old === now ? old : tf.where(spread(well, old), now!, old),
    before,
    after,
  );
}
