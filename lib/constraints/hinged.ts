import * as tf from "@tensorflow/tfjs";

/**
 * What norms cost beside the one that costs nothing: $(n - t)^2$, or of one side
 * $\max(0, n - t)^2$.
 */
export function hinged(norm: tf.Tensor, target: number, sides: "one" | "two"): tf.Tensor {
  const excess = tf.sub(norm, target);
  return tf.square(sides === "one" ? tf.relu(excess) : excess);
}
