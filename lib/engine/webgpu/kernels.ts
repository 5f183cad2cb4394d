import * as tf from "@tensorflow/tfjs";
import { isOf, lendFor } from "../lent_kernels.ts";

/**
 * Mends TensorFlow.js's WebGPU kernels: counts and powers of whole numbers come out as the bits of
 * floats or a little too small, and are left to plain JavaScript; its sum of tensors binds them all
 * to one shader, which takes no more than `buffers` with the result (8 on many GPUs). Longer sums
 * are taken in parts.
 */
export function mendWebgpuKernels(buffers: number): void {
  lendFor("webgpu", ["Bincount", "DenseBincount", "Pow"], isOf(["int32", "bool"]));
  const { kernelFunc, ...kernel } = tf.getKernel("AddN", "webgpu");
  tf.unregisterKernel("AddN", "webgpu");
  tf.registerKernel({
    ...kernel,
    kernelFunc: (call) => {
      const terms = call.inputs as unknown as tf.Tensor[];
      if (terms.length < buffers) return kernelFunc(call);
      return tf.tidy(() => {
        const first = tf.addN(terms.slice(0, buffers - 1));
        return tf.addN([first, ...terms.slice(buffers - 1)]);
      });
    },
  });
}
