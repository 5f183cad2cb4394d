import * as tf from "@tensorflow/tfjs";
import { leaves, type Tree, unflatten } from "../../engine/mod.ts";

/**
 * Leaves of at most so many numbers a run are joined: of larger ones a copy costs more
 * than it saves.
 */
const SMALL = 1 << 14;

/**
 * The leaves of a tree of `[runs, ...]` with all small ones as one tensor `[runs, numbers]`, the
 * first of the list; the large ones follow as they are. An optimiser treats all numbers alike, and
 * one long loop is compiled and run faster than one for each weight and bias.
 */
export function joined(tree: Tree): tf.Tensor[] {
  const [small, large] = bySize(tree);
  if (small.length < 2) return leaves(tree);
  return [tf.concat(small.map((leaf) => tf.reshape(leaf, [leaf.shape[0]!, -1])), 1), ...large];
}

/** The tree of the form of `like` whose {@linkcode joined} leaves these are. */
export function parted(tensors: readonly tf.Tensor[], like: Tree): Tree {
  const [small] = bySize(like);
  if (small.length < 2) return unflatten(like, tensors);
  const [together, ...large] = tensors;
  let from = 0;
  return unflatten(
    like,
    leaves(like).map((leaf) => {
      if (!isSmall(leaf)) return large.shift()!;
      const size = sizeOfRun(leaf);
      const part = tf.slice(together!, [0, from], [-1, size]);
      from += size;
      return tf.reshape(part, leaf.shape);
    }),
  );
}

function bySize(tree: Tree): [small: tf.Tensor[], large: tf.Tensor[]] {
  const all = leaves(tree);
  return [all.filter(isSmall), all.filter((leaf) => !isSmall(leaf))];
}

function isSmall(leaf: tf.Tensor): boolean {
  return sizeOfRun(leaf) <= SMALL;
}

/** Numbers of a run. */
function sizeOfRun({ shape }: tf.Tensor): number {
  return shape.slice(1).reduce((product, size) => product * size, 1);
}
