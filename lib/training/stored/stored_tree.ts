import * as tf from "@tensorflow/tfjs";
import { leaves, paths, type Tree, unflatten } from "../../engine/mod.ts";
import type { HostLeaf } from "./host_tree.ts";
import type { StoredTensor } from "../../files/mod.ts";

/** Tensors in plain memory, by name: what a file of tensors holds. */
export type Stored = Readonly<Record<string, StoredTensor>>;

/** Reads the tensors of a tree: by their places in it, after `name` and a point. */
export function storedTree(name: string, tree: Tree): Stored {
  const all = leaves(tree);
  return Object.fromEntries(
    paths(tree, name).map((path, i) => {
      const leaf = all[i]!;
      return [path, { shape: [...leaf.shape], values: leaf.dataSync<"float32">().slice() }];
    }),
  );
}

/**
 * The tree that {@linkcode storedTree} read; its tensors are the caller's.
 *
 * @param like A tree of that form; it stays as it is.
 * @throws {RangeError} If a tensor of the tree is not stored, or has another shape.
 */
export function restoredTree<T extends Tree>(name: string, like: T, stored: Stored): T {
  const found = storedLeaves(name, like, stored);
  return unflatten(like, found.map(({ values, shape }) => tf.tensor(values, [...shape])));
}

/**
 * The numbers of each leaf of such a tree.
 *
 * @throws {RangeError} As {@linkcode restoredTree}.
 */
export function storedLeaves(name: string, like: Tree, stored: Stored): HostLeaf[] {
  const all = leaves(like);
  return paths(like, name).map((path, i) => {
    const { shape } = all[i]!;
    return { shape, values: storedNumbers(stored, path, Float32Array, shape) };
  });
}

/**
 * The numbers that are stored under a name.
 *
 * @param shape The length of each axis; "any" for one that can be of any length.
 * @throws {RangeError} If there are none, or those of another type or shape.
 */
export function storedNumbers<T extends StoredTensor["values"]>(
  stored: Stored,
  name: string,
  type: abstract new (...given: never[]) => T,
  shape: readonly (number | "any")[],
): T {
  const found = Object.hasOwn(stored, name) ? stored[name] : undefined;
  const sides = found?.shape ?? [];
  const fits = sides.length === shape.length &&
    sides.every((side, axis) => shape[axis] === side || shape[axis] === "any");
  if (found && fits && found.values instanceof type) return found.values;
  throw new RangeError(
    `A tensor "${name}" of shape [${shape}] is needed, ${type.name}, but ` +
      (found
        ? `the one stored has shape [${sides}], ${found.values.constructor.name}.`
        : "none is stored."),
  );
}
