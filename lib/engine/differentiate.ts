import * as tf from "@tensorflow/tfjs";
import { callable, checkArgument, misfit } from "../options/mod.ts";
import { leaves, mapTree, type Tree, unflatten } from "./tree.ts";

/**
 * The value of a function at some parameters, its derivative by them, and what else it returned.
 */
export interface ValueAndGradient<Params extends Tree, Aux extends Tree> {
  /** The value, of any shape. */
  readonly value: tf.Tensor;
  /** Derivatives of the sum of the value's elements: a tree like the parameters. */
  readonly gradient: Params;
  /** What the function returned besides. */
  readonly aux: Aux;
}

/**
 * Value and gradient of a function of a tree. A value with one number a run gives every run the
 * gradient of its own number, because no run's number depends on another run's parameters.
 *
 * May be nested, and differentiated again (gradient penalties, unrolling). Call it inside `tf.tidy`
 * or a compiled step: what it makes along the way belongs to that scope.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import * as tf from "@tensorflow/tfjs";
 * import { start, valueAndGradient } from "saddle/engine/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const { value, gradient } = valueAndGradient(
 *   ({ a, b }: { a: tf.Tensor; b: tf.Tensor }) => ({ value: tf.mul(tf.square(a), b), aux: [] }),
 *   { a: tf.scalar(3), b: tf.scalar(5) },
 * );
 * assert.equal(value.dataSync()[0], 45);
 * assert.equal(gradient.a.dataSync()[0], 30);
 * assert.equal(gradient.b.dataSync()[0], 9);
 * ```
 */
export function valueAndGradient<Params extends Tree, Aux extends Tree>(
  fn: (params: Params) => { readonly value: tf.Tensor; readonly aux: Aux },
  params: Params,
): ValueAndGradient<Params, Aux> {
  checkArgument("valueAndGradient", "fn", fn, callable("a function of parameters"));
  const inputs = leaves(params);
  if (inputs.length === 0) {
    throw misfit("valueAndGradient", "params", "a tree with a tensor in it", params);
  }
  let returned: { readonly value: tf.Tensor; readonly aux: Aux } | undefined;
  const forward = () => {
    const { value, aux } = fn(params);
    // Copies, because the scope of the forward pass frees what is not its single result, while
    // what came in from outside and goes out unchanged must stay whose it was.
    const keep = (leaf: tf.Tensor) => tf.keep(tf.clone(leaf));
    returned = { value: keep(value), aux: mapTree(keep, aux) };
    return tf.sum(value);
  };
  let grads: tf.Tensor[];
  try {
    // `true`: a parameter that the value does not depend on has derivative zero
    grads = tf.engine().gradients(forward, inputs, undefined, true).grads;
  } catch (error) {
    if (returned) { for (const leaf of [returned.value, ...leaves(returned.aux)]) leaf.dispose(); }
    forgetRecording();
    throw error;
  }
  const gradients = grads.map((gradient, i) => gradient ?? tf.zerosLike(inputs[i]!));
  const { value, aux } = returned!;
  for (const leaf of [value, ...leaves(aux)]) handToScope(leaf);
  return { value, gradient: unflatten(params, gradients), aux };
}

/** Undoes `tf.keep`: the scope around frees the tensor in its time. */
function handToScope(tensor: tf.Tensor): void {
  tensor.kept = false;
  (tf.engine() as unknown as { track(tensor: tf.Tensor): void }).track(tensor);
}

/** The part of TensorFlow.js's state that records operations for their gradients. */
interface Taping {
  readonly gradientDepth: number;
  activeTape: { readonly saved: readonly tf.Tensor[] }[] | null;
}

/**
 * Frees what TensorFlow.js recorded for a gradient that failed, as it does after one that did not.
 */
function forgetRecording(): void {
  const { state } = tf.engine() as unknown as { readonly state: Taping };
  if (state.gradientDepth > 0 || !state.activeTape) return;
  for (const saved of state.activeTape.flatMap((node) => node.saved)) saved.dispose();
  state.activeTape = null;
}
