import * as tf from "@tensorflow/tfjs";
import { mapTree, safeRoot, type Tree } from "../../engine/mod.ts";
import { spread } from "../../runs/mod.ts";

/** A running mean of gradients or their squares: `decay` of the old one, the rest of the new. */
export function moment(before: Tree, now: Tree, decay: tf.Tensor): Tree {
  return mapTree(
    (mean, x) => tf.add(tf.mul(spread(decay, x!), mean), tf.mul(spread(tf.sub(1, decay), x!), x!)),
    before,
    now,
  );
}

/** The squares of all numbers. */
export function squared(tree: Tree): Tree {
  return mapTree((leaf) => tf.square(leaf), tree);
}

/** What a moment that began at 0 lacks after t steps: $1 - \beta^t$, of the power $\beta^t$. */
export function biasCorrection(power: tf.Tensor): tf.Tensor {
  return tf.sub(1, power);
}

/**
 * A step along `direction`, each number over the root of its mean square plus epsilon:
 * $\eta\, d / (\sqrt v / c + \epsilon)$, with `correction` c where the mean square began at 0.
 */
export function scaledStep(
  direction: Tree,
  square: Tree,
  { rate, epsilon, correction }: {
    readonly rate: tf.Tensor;
    readonly epsilon: tf.Tensor;
    readonly correction?: tf.Tensor;
  },
): Tree {
  return mapTree(
    (d, s) => {
      // unrolling differentiates a step; TINY is far below what counts beside epsilon
      const root = safeRoot(s!, TINY);
      const scale = correction ? tf.div(root, spread(correction, d)) : root;
      const divisor = tf.add(scale, spread(epsilon, d));
      return tf.div(tf.mul(spread(rate, d), d), divisor);
    },
    direction,
    square,
  );
}

/** Parameters after a step. */
export function moved(params: Tree, step: Tree): Tree {
  return mapTree((p, s) => tf.sub(p, s!), params, step);
}

const TINY = 1e-30;
