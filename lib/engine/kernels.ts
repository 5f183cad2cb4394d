import * as tf from "@tensorflow/tfjs";
import type { EngineName } from "./engine.ts";

/** What a kernel is called with. */
export interface KernelCall {
  /** Its tensors. */
  readonly inputs: Readonly<Record<string, tf.Tensor>>;
  /** How it is to be done. */
  readonly attrs: Readonly<Record<string, unknown>>;
}

/** The memory of tensors, as kernels see it. */
export interface Memory {
  /** The numbers of a tensor, which on some engines are a copy. */
  readSync(dataId: object): tf.TypedArray;
  /** Makes memory of numbers. */
  write(values: tf.TypedArray, shape: readonly number[], dtype: tf.DataType): object;
  /** On WebAssembly: the numbers of a tensor in place. */
  typedArrayFromHeap(x: tf.TensorInfo): tf.TypedArray;
  /** Frees memory that no tensor has. */
  disposeData(dataId: object): boolean;
}

/**
 * Puts something else in the place of a kernel of an engine.
 *
 * @param compose What a call becomes, or nothing where the kernel itself is to be run. It is given
 * the kernel too, to be run on other inputs of the same names.
 */
export function wrapKernel(
  kernelName: string,
  engine: EngineName,
  compose: (call: KernelCall, own: Own) => (() => tf.Tensor | tf.Tensor[]) | undefined,
): void {
  const kernel = tf.getKernel(kernelName, engine);
  if (!kernel) return;
  tf.unregisterKernel(kernelName, engine);
  tf.registerKernel({
    ...kernel,
    kernelFunc: (call) => {
      const own: Own = (inputs) => {
        const made = kernel.kernelFunc({ ...call, inputs: inputs as tf.NamedTensorInfoMap });
        return (Array.isArray(made) ? made.map(tensorOf) : tensorOf(made)) as tf.Tensor;
      };
      const composed = compose(call as unknown as KernelCall, own);
      return composed ? tf.tidy(composed) : kernel.kernelFunc(call);
    },
  });
}

/** The kernel that was there, of one result; of several it is a list. */
export type Own = (inputs: KernelCall["inputs"]) => tf.Tensor;

function tensorOf(made: tf.TensorInfo): tf.Tensor {
  return made instanceof tf.Tensor ? made : tf.engine().makeTensorFromTensorInfo(made);
}

/** Runs a kernel by its name. */
export function run(
  kernelName: string,
  inputs: Readonly<Record<string, tf.Tensor>>,
  attrs: KernelCall["attrs"],
): tf.Tensor | tf.Tensor[] {
  return tf.engine().runKernel(kernelName, inputs, attrs as tf.NamedAttrMap);
}

/** Inputs that say where, not what. */
export const INDICES: ReadonlySet<string> = new Set([
  "indices",
  "condition",
  "boxInd",
  "segmentIds",
  "sparseIndices",
]);
