import type * as tf from "@tensorflow/tfjs";
import type { TensorflowBackend } from "./backend.ts";
import { DataType } from "./native.ts";
import { replaceInTraces, tracedOperation } from "./traced_kernel.ts";

/** What the kernel of `tf.gather` is called with. */
interface Call {
  readonly inputs: { readonly x: tf.Tensor; readonly indices: tf.Tensor };
  readonly attrs: { readonly axis: number; readonly batchDims: number };
}

/**
 * Lets traced steps gather by places that are arguments or were computed. tfjs-node reads the
 * places, to refuse those outside, and a trace has no values to read. In a compiled step nobody
 * refuses them: XLA takes the nearest place inside.
 */
export function registerTracedGather(backend: TensorflowBackend): void {
  replaceInTraces<Call>(
    backend,
    "GatherV2",
    ({ inputs: { x, indices }, attrs }) => () =>
      tracedOperation(backend, "GatherV2", [x, indices], {
        Tparams: { type: backend.spec(x).type },
        Tindices: { type: backend.spec(indices).type },
        Taxis: { type: DataType.int32 },
        batch_dims: { int: attrs.batchDims },
      }, [backend.binding.trace!.graph.ints(attrs.axis)]),
  );
}
