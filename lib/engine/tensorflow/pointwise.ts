import * as tf from "@tensorflow/tfjs";
import type { TensorflowBackend } from "./backend.ts";
import { replaceInTraces, replaceKernel, tracedOperation } from "./traced_kernel.ts";

/** What a kernel that computes each number by itself is called with. */
interface Call {
  readonly inputs: Readonly<Record<string, tf.Tensor>>;
  readonly attrs?: { readonly alpha: number; readonly dtype: tf.DataType };
}

/**
 * Puts operations that XLA translates itself in the place of those for which TensorFlow starts a
 * compiler of its own, some 10 ms for every use: together nearly half of the time that a small step
 * took to compile. What they compute is the same.
 */
export function registerTracedPointwise(backend: TensorflowBackend): void {
  const replace = (kernelName: string, compose: (call: Call) => tf.Tensor) =>
    replaceInTraces<Call>(backend, kernelName, (call) => {
      const plain = Object.values(call.inputs).every(({ dtype }) => PLAIN.includes(dtype));
      return plain ? () => compose(call) : undefined;
    });
  replace("Relu", ({ inputs: { x } }) => tf.maximum(x!, 0));
  replace("Sqrt", ({ inputs: { x } }) => {
    return tf.pow(tf.where(tf.equal(x!, -Infinity), NaN, x!), 0.5); // which is Infinity there
  });
  replace("IsNan", ({ inputs: { x } }) => tf.notEqual(x!, x!));
  replace("Abs", ({ inputs: { x } }) => tf.maximum(x!, tf.neg(x!)));
  replace("Step", ({ inputs: { x }, attrs }) => {
    const side = tf.where(tf.greater(x!, 0), tf.onesLike(x!), tf.fill(x!.shape, attrs!.alpha));
    return tf.where(tf.isNaN(x!), x!, side);
  });
  replace("Select", ({ inputs: { condition, t, e } }) => {
    const attributes = { T: { type: backend.spec(t!).type } };
    return tracedOperation(backend, "SelectV2", [condition!, t!, e!], attributes);
  });
  // XLA makes a choice between x and 0 of x times a truth value, which loses NaN and infinity
  replaceInTraces<Call>(backend, "Cast", ({ inputs: { x }, attrs }) => {
    if (x!.dtype !== "bool" || attrs!.dtype !== "float32") return undefined;
    return () => tf.where(x!, tf.scalar(1), tf.scalar(0));
  });
  replaceEstimates();
  replacePrelu();
}

/** TensorFlow.js makes it of x - |x|, which is NaN where x is infinite and may be where it is large. */
function replacePrelu(): void {
  replaceKernel<Call>("Prelu", ({ inputs: { x, alpha } }) => () => {
    return tf.where(tf.greaterEqual(x!, 0), x!, tf.mul(x!, alpha!));
  });
}

/**
 * Processors have instructions that estimate 1 / x and 1 / sqrt(x), each in a way of its own; Eigen
 * and XLA begin with them. A quotient is the same everywhere.
 */
function replaceEstimates(): void {
  replaceKernel<Call>("Rsqrt", ({ inputs: { x } }) => () => tf.div(1, tf.sqrt(x!)));
  replaceKernel<Call>("Reciprocal", ({ inputs: { x } }) => () => tf.div(1, x!));
}

/** The types that these operations are put together for. */
const PLAIN = ["float32", "bool"];
