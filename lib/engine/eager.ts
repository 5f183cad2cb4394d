import * as tf from "@tensorflow/tfjs";
import { enforcingRules } from "./enforce.ts";
import {
  type AnyStep,
  type Arguments,
  checkState,
  type StepResult,
  tensorsOf,
  withoutHostRandomness,
} from "./step.ts";
import { disposeTree, leaves, mapTree, type Tree, unflatten } from "./tree.ts";

/**
 * Runs a step, or `block` of them, operation by operation: what {@linkcode compile} does on an
 * engine without graphs. The result is the caller's to free.
 *
 * @param run What runs a single step. Default {@linkcode once}.
 */
export function runEagerly(
  step: AnyStep,
  form: Tree,
  inputs: readonly tf.Tensor[],
  block: number | undefined,
  run: typeof once = once,
): StepResult<Tree, Tree> {
  const args = unflatten(form, inputs) as unknown as Arguments;
  let result: StepResult<Tree, Tree> | undefined;
  tf.tidy(() => { // frees what a step that throws left behind
    result = block === undefined ? run(step, args) : several(run, step, args, block);
    return [...leaves(result.state), ...leaves(result.outputs)];
  });
  return result!;
}

function several(
  run: typeof once,
  step: AnyStep,
  { state, batch, constants }: Arguments,
  block: number,
): StepResult<Tree, Tree> {
  const reported: Tree[] = [];
  let current = state;
  for (let i = 0; i < block; i++) {
    const rows = mapTree((leaf) => row(leaf, i), batch);
    const result = run(step, { state: current, batch: rows, constants });
    disposeTree(rows);
    if (i > 0) disposeTree(current);
    current = result.state;
    reported.push(result.outputs);
  }
  return { state: current, outputs: stacked(reported) };
}

/** One step. Every tensor of the result is its own: freeing one spares all others. */
export function once(
  step: AnyStep,
  { state, batch, constants }: Arguments,
): StepResult<Tree, Tree> {
  const taken = new Set(tensorsOf({ state, batch, constants }));
  let result: StepResult<Tree, Tree> | undefined;
  tf.tidy(() => {
    result = withoutHostRandomness(() => step(state, batch, constants));
    checkState(state, result.state);
    const own = (leaf: tf.Tensor) => {
      if (taken.has(leaf)) return tf.clone(leaf);
      taken.add(leaf);
      return leaf;
    };
    result = { state: mapTree(own, result.state), outputs: mapTree(own, result.outputs) };
    return [...leaves(result.state), ...leaves(result.outputs)];
  });
  return result!;
}

/**
 * {@linkcode once}, with a step that breaks a rule found out: costs a look at all
 * operations' inputs.
 */
export function enforced(step: AnyStep, parts: Arguments): StepResult<Tree, Tree> {
  const given = tensorsOf(parts);
  const watched: AnyStep = (...args) =>
    enforcingRules(given, () => {
      const result = step(...args);
      // a tensor from outside may also be returned as it is; an operation makes the watch see it
      for (const leaf of [...leaves(result.state), ...leaves(result.outputs)]) tf.clone(leaf);
      return result;
    });
  return once(watched, parts);
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
