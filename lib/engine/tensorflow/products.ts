import * as tf from "@tensorflow/tfjs";
import type { TensorflowBackend } from "./backend.ts";
import { replaceInTraces } from "./traced_kernel.ts";

/** What the kernel of `tf.matMul` is called with. */
interface Call {
  readonly inputs: { readonly a: tf.Tensor; readonly b: tf.Tensor };
  readonly attrs: { readonly transposeA: boolean; readonly transposeB: boolean };
}

/** Terms of a sum that are written out at most. */
const FEW = 3;

/**
 * Writes products of matrices out whose sums have few terms, as in a first layer of points in the
 * plane. XLA makes slow loops of them on one core; sums of products of numbers it fuses with what
 * comes before and after.
 */
export function registerTracedProducts(backend: TensorflowBackend): void {
  replaceInTraces<Call>(backend, "BatchMatMul", ({ inputs: { a, b }, attrs }) => {
    const { transposeA, transposeB } = attrs;
    const terms = a.shape.at(transposeA ? -2 : -1)!;
    if (terms < 1 || terms > FEW) return undefined;
    return () =>
      Array.from({ length: terms }, (_, k) => {
        const left = tf.reshape(vector(a, k, transposeA), [...a.shape.slice(0, -2), -1, 1]);
        const right = tf.reshape(vector(b, k, !transposeB), [...b.shape.slice(0, -2), 1, -1]);
        return tf.mul(left, right);
      }).reduce((sum, term) => tf.add(sum, term)) as tf.Tensor;
  });
}

/** Row or column `k` of every matrix of `x`. */
function vector(x: tf.Tensor, k: number, isRow: boolean): tf.Tensor {
  const axis = x.rank - (isRow ? 2 : 1);
  const at = x.shape.map((_, i) => i === axis ? k : 0);
  return tf.slice(x, at, x.shape.map((_, i) => i === axis ? 1 : -1));
}
