import * as tf from "@tensorflow/tfjs";
import { type AnyStep, checkState, type StepResult, withoutHostRandomness } from "./step.ts";
import { leaves, mapTree, type Tree, unflatten } from "./tree.ts";

/**
 * Runs a step, or `block` of them, operation by operation: what {@linkcode compile} does on an
 * engine without graphs. The result is the caller's to free.
 */
export function runEagerly(
  step: AnyStep,
  form: Tree,
  inputs: readonly tf.Tensor[],
  block: number | undefined,
): StepResult<Tree, Tree> {
  const { state, batch, constants } = unflatten(form, inputs) as unknown as Record<
    "state" | "batch" | "constants",
    Tree
  >;
  if (block === undefined) return once(step, state, batch, constants);
  const reported: Tree[] = [];
  let current = state;
  for (let i = 0; i < block; i++) {
    const rows = mapTree((leaf) => row(leaf, i), batch);
    const result = once(step, current, rows, constants);
    for (const leaf of leaves(rows)) leaf.dispose();
    if (i > 0) { for (const leaf of leaves(current)) leaf.dispose(); }
    current = result.state;
    reported.push(result.outputs);
  }
  return { state: current, outputs: stacked(reported) };
}

function once(step: AnyStep, state: Tree, batch: Tree, constants: Tree): StepResult<Tree, Tree> {
  const given = new Set([state, batch, constants].flatMap(leaves));
  let result: StepResult<Tree, Tree> | undefined;
  tf.tidy(() => {
    result = withoutHostRandomness(() => step(state, batch, constants));
    checkState(state, result.state);
    // what is passed through unchanged gets a handle of its own, so that freeing one spares the other
    const own = (leaf: tf.Tensor) => given.has(leaf) ? tf.clone(leaf) : leaf;
    result = { state: mapTree(own, result.state), outputs: mapTree(own, result.outputs) };
    return [...leaves(result.state), ...leaves(result.outputs)];
  });
  return result!;
}

function stacked(results: readonly Tree[]): Tree {
  const all = results.map(leaves);
  const rows = all[0]!.map((_, leaf) => tf.tidy(() => tf.stack(all.map((list) => list[leaf]!))));
  for (const leaf of all.flat()) leaf.dispose();
  return unflatten(results[0]!, rows);
}

function row(block: tf.Tensor, i: number): tf.Tensor {
  return tf.tidy(() => tf.reshape(tf.slice(block, [i], [1]), block.shape.slice(1)));
}
