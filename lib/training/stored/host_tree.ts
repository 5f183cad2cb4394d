import * as tf from "@tensorflow/tfjs";
import { disposeTree, leaves, type Tree, unflatten } from "../../engine/mod.ts";

/** A copy of a tree in plain memory, for use after its tensors are gone. */
export interface HostTree {
  /** The values of every leaf, in the order of the tree's leaves. */
  readonly leaves: readonly { readonly shape: readonly number[]; readonly values: Float32Array }[];
  /** Rebuilds the tensors; they are the caller's. */
  upload(): Tree;
}

/** Reads all tensors of a tree. */
export function toHost(tree: Tree): HostTree {
  const read = leaves(tree).map((leaf) => ({
    shape: [...leaf.shape],
    values: leaf.dataSync<"float32">().slice(),
  }));
  return {
    leaves: read,
    upload: () =>
      unflatten(tree, read.map(({ values, shape }) => tf.tensor(values.slice(), shape))),
  };
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
