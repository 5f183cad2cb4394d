import * as tf from "@tensorflow/tfjs";
import { disposeTree, leaves, paths, type Tree, unflatten } from "../../engine/mod.ts";

/** A tensor's numbers in plain memory. */
export interface HostLeaf {
  /** Its shape. */
  readonly shape: readonly number[];
  /** Its numbers, row by row. */
  readonly values: Float32Array;
}

/** A copy of a tree in plain memory, for use after its tensors are gone. */
export interface HostTree {
  /** The values of every leaf, in the order of the tree's leaves. */
  readonly leaves: readonly HostLeaf[];
  /** The places of the leaves in the tree: `"0.weight"`. */
  readonly places: readonly string[];
  /** A tree of its form; its tensors may be gone. */
  readonly form: Tree;
  /** Rebuilds the tensors; they are the caller's. */
  upload(): Tree;
}

/** Reads all tensors of a tree. */
export function toHost(tree: Tree): HostTree {
  return hostTree(
    tree,
    leaves(tree).map((leaf) => ({
      shape: [...leaf.shape],
      values: leaf.dataSync<"float32">().slice(),
    })),
  );
}

/** A tree of a form, whose tensors may be gone, with these numbers. */
export function hostTree(form: Tree, leaves: readonly HostLeaf[]): HostTree {
  return {
    form,
    leaves,
    places: paths(form),
    upload: () =>
      unflatten(form, leaves.map(({ values, shape }) => tf.tensor(values.slice(), [...shape]))),
  };
}

/** The same form with other numbers. */
export function withLeaves({ form }: HostTree, leaves: readonly HostLeaf[]): HostTree {
  return hostTree(form, leaves);
}

/** Calls `body` with a tree's tensors, which are freed afterwards. */
export function withUploaded<T>(
  trees: { readonly params: HostTree; readonly state: HostTree },
  body: (variables: { readonly params: Tree; readonly state: Tree }) => T,
): T {
  const variables = { params: trees.params.upload(), state: trees.state.upload() };
  try {
    return body(variables);
  } finally {
    disposeTree(variables);
  }
}
