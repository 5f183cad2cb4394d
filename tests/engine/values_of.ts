/**
 * Reading of trees, and the empty one, for the tests of compiled steps.
 *
 * @module
 */
import { leaves, type Tree } from "saddle/engine/mod.ts";

/** A tree without tensors. */
export type None = Record<string, never>;

/** The tree without tensors. */
export const none: None = {};

/** Values of all leaves, one after another. */
export function valuesOf(...trees: Tree[]): number[] {
  return trees.flatMap(leaves).flatMap((leaf) => [...leaf.dataSync()]);
}
