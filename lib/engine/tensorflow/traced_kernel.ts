import * as tf from "@tensorflow/tfjs";
import type { TensorflowBackend } from "./backend.ts";

/**
 * Puts something else in the place of a kernel wherever it is traced. What runs at once keeps its own.
 *
 * @param compose What a call becomes, or nothing where the kernel is to be traced as it is.
 */
export function replaceInTraces<Call>(
  backend: TensorflowBackend,
  kernelName: string,
  compose: (call: Call) => (() => tf.Tensor) | undefined,
): void {
  const own = tf.getKernel(kernelName, "tensorflow");
  tf.unregisterKernel(kernelName, "tensorflow");
  tf.registerKernel({
    ...own,
    kernelFunc: (call) => {
      const composed = backend.binding.trace && compose(call as unknown as Call);
      return composed ? tf.tidy(composed) : own.kernelFunc(call);
    },
  });
}
