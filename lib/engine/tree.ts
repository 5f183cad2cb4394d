import * as tf from "@tensorflow/tfjs";
import { callable, checkArgument, own, shownValue } from "../options/mod.ts";

/** Tensors in nested arrays and plain objects: parameters, optimiser states, batches. */
export type Tree = tf.Tensor | readonly Tree[] | { readonly [key: string]: Tree };

/** A tree with what `Leaf` says in the place of every tensor. */
export type MapTree<T, Leaf> = T extends tf.Tensor ? Leaf
  : { [K in keyof T]: MapTree<T[K], Leaf> };

/**
 * The tensors of a tree, depth first, the keys of an object in the order they were written.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import * as tf from "@tensorflow/tfjs";
 * import { leaves, start } from "saddle/engine/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const tree = { weights: [tf.zeros([2, 3]), tf.zeros([3])], scale: tf.scalar(1) };
 * assert.deepEqual(leaves(tree).map((leaf) => leaf.shape), [[2, 3], [3], []]);
 * ```
 */
export function leaves(tree: Tree): tf.Tensor[] {
  const found: tf.Tensor[] = [];
  const collect = (node: Tree) => {
    if (node instanceof tf.Tensor) found.push(node);
    else for (const branch of Object.values(inside(node, "leaves"))) collect(branch as Tree);
  };
  collect(tree);
  return found;
}

/** A node that is no tensor; refuses what is no part of a tree either. */
function inside<T>(node: T, owner: string): T {
  if (typeof node === "object" && node !== null && !ArrayBuffer.isView(node)) return node;
  throw new TypeError(
    `${owner} takes a tree, tensors in lists and plain objects, but ${shownValue(node)} came.`,
  );
}

/** The places of a tree's leaves as text, for messages: `["weights.0", "weights.1", "scale"]`. */
export function paths(tree: Tree, prefix = ""): string[] {
  if (tree instanceof tf.Tensor) return [prefix];
  return Object.entries(inside(tree, "paths")).flatMap(([key, branch]) =>
    paths(branch as Tree, prefix === "" ? key : `${prefix}.${key}`)
  );
}

/** A tree of the same form as `tree` with `values`, in the order of {@linkcode leaves}. */
export function unflatten<T extends Tree>(tree: T, values: readonly tf.Tensor[]): T {
  checkArgument("unflatten", "values", values, aList);
  let next = 0;
  const build = (node: Tree): Tree => {
    if (node instanceof tf.Tensor) return values[next++]!;
    if (Array.isArray(node)) return node.map(build);
    return Object.fromEntries(
      Object.entries(inside(node, "unflatten")).map(([key, branch]) => [key, build(branch)]),
    );
  };
  const result = build(tree) as T;
  if (next !== values.length) {
    throw new RangeError(`The tree has ${next} leaves, but ${values.length} tensors came.`);
  }
  return result;
}

/**
 * A tree of the same form with `change` applied to every tensor (and those of `others` beside it).
 *
 * @throws {RangeError} If the trees have different forms.
 */
export function mapTree<T extends Tree>(
  change: (leaf: tf.Tensor, ...others: tf.Tensor[]) => tf.Tensor,
  tree: T,
  ...others: readonly T[]
): T {
  checkArgument("mapTree", "change", change, aChange);
  for (const other of others) checkForm(tree, other);
  const beside = others.map(leaves);
  const values = leaves(tree).map((leaf, i) => change(leaf, ...beside.map((list) => list[i]!)));
  return unflatten(tree, values);
}

const aChange = callable<(leaf: tf.Tensor, ...others: tf.Tensor[]) => tf.Tensor>(
  "a function of tensors",
);
const aList = own<readonly tf.Tensor[]>({ fits: "a list of tensors", is: Array.isArray });

function checkForm(tree: Tree, other: Tree): void {
  const [expected, got] = [paths(tree).join(", "), paths(other).join(", ")];
  if (expected === got) return;
  throw new RangeError(`Trees of one form are needed, but (${expected}) and (${got}) came.`);
}

/** Frees every tensor of a tree. */
export function disposeTree(tree: Tree): void {
  for (const leaf of leaves(tree)) leaf.dispose();
}
