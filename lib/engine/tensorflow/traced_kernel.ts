import * as tf from "@tensorflow/tfjs";
import type { TensorflowBackend } from "./backend.ts";
import type { Attribute, Output } from "./graph.ts";

/**
 * Puts something else in the place of a kernel wherever it is traced. What runs at once
 * keeps its own.
 *
 * @param compose What a call becomes, or nothing where the kernel is to be traced as it is.
 */
export function replaceInTraces<Call>(
  backend: TensorflowBackend,
  kernelName: string,
  compose: (call: Call) => (() => tf.Tensor) | undefined,
): void {
  const inTrace = (call: Call) => backend.binding.trace && compose(call);
  replaceKernel(kernelName, inTrace);
}

/** Puts something else in the place of a kernel; `compose` as in {@linkcode replaceInTraces}. */
export function replaceKernel<Call>(
  kernelName: string,
  compose: (call: Call) => (() => tf.Tensor) | undefined,
): void {
  const own = tf.getKernel(kernelName, "tensorflow");
  tf.unregisterKernel(kernelName, "tensorflow");
  tf.registerKernel({
    ...own,
    kernelFunc: (call) => {
      const composed = compose(call as unknown as Call);
      return composed ? tf.tidy(composed) : own.kernelFunc(call);
    },
  });
}

/**
 * Adds an operation with one output to the graph that is traced, also one that TensorFlow.js
 * does not know.
 *
 * @param constants Further inputs, behind the tensors.
 */
export function tracedOperation(
  backend: TensorflowBackend,
  op: string,
  inputs: readonly tf.Tensor[],
  attributes: Readonly<Record<string, Attribute>>,
  constants: readonly Output[] = [],
): tf.Tensor {
  const { graph, outputs } = backend.binding.trace!;
  const known = backend.getInputTensorIds([...inputs]).map((id) => outputs.get(id)!);
  const result = graph.one(op, [...known, ...constants], attributes);
  return backend.createOutputTensor(backend.binding.adopt(result, graph.spec(result)!));
}
