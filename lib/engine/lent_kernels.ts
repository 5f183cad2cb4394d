import * as tf from "@tensorflow/tfjs";
import type { EngineName } from "./engine.ts";
import { INDICES } from "./kernels.ts";

/** Operations on pairs of floats and on texts, which not all engines can hold. */
const OF_OTHER_TYPES = /^(Complex|ComplexAbs|Real|Imag|FFT|IFFT|String.*|Static.*|.*Resource.*)$/;

/**
 * Gives an engine the kernels that it lacks, from TensorFlow.js's plain JavaScript: slower, but
 * right. In a compiled step on native TensorFlow they break the rule against reading values.
 */
export function lendKernels(engine: EngineName): void {
  if (engine === "cpu") return;
  for (const kernelName of PLAIN.keys()) {
    if (tf.getKernel(kernelName, engine) || OF_OTHER_TYPES.test(kernelName)) continue;
    tf.registerKernel({ kernelName, backendName: engine, kernelFunc: plainKernel(kernelName) });
  }
}

/**
 * Has kernels of an engine done in plain JavaScript for inputs that they get wrong.
 *
 * @param kernelNames Their names.
 * @param gets Whether they get these inputs wrong; asked in every call.
 */
export function lendFor(
  engine: EngineName,
  kernelNames: readonly string[],
  gets: (inputs: Inputs) => boolean,
): void {
  for (const kernelName of kernelNames) {
    const own = tf.getKernel(kernelName, engine);
    const lent = plainKernel(kernelName);
    tf.unregisterKernel(kernelName, engine);
    tf.registerKernel({
      ...own,
      kernelFunc: (call) => gets(call.inputs as Inputs) ? lent(call) : own.kernelFunc(call),
    });
  }
}

/** The inputs of a kernel by name. */
export type Inputs = Readonly<Record<string, tf.TensorInfo | undefined>>;

/** Whether what a kernel moves or counts with, not what says where, is of one of these types. */
export function isOf(types: readonly tf.DataType[]): (inputs: Inputs) => boolean {
  return (inputs) => {
    for (const name in inputs) {
      const dtype = inputs[name]?.dtype;
      if (dtype && types.includes(dtype) && !INDICES.has(name)) return true;
    }
    return false;
  };
}

/** Whether an input has more axes than `most`. */
export function hasMoreAxes(most: number): (inputs: Inputs) => boolean {
  return (inputs) => {
    for (const name in inputs) if ((inputs[name]?.shape.length ?? 0) > most) return true;
    return false;
  };
}

/** TensorFlow.js's plain JavaScript as it came. */
const PLAIN = new Map(
  tf.getKernelsForBackend("cpu").map(({ kernelName, kernelFunc }) => [kernelName, kernelFunc]),
);

/** The parts of TensorFlow.js's plain JavaScript backend that kernels need. */
interface PlainBackend {
  firstUse: boolean;
  makeTensorInfo(shape: number[], dtype: tf.DataType, values: unknown): tf.TensorInfo;
  readSync(dataId: object): tf.TypedArray;
  disposeData(dataId: object): boolean;
}

/** A kernel of plain JavaScript, for tensors of whatever engine runs. */
export function plainKernel(kernelName: string): tf.KernelFunc {
  return ({ inputs, attrs, backend }) => {
    const engine = backend as unknown as {
      readSync(dataId: object): tf.TypedArray;
      write(values: tf.TypedArray, shape: number[], dtype: tf.DataType): object;
    };
    const plain = tf.findBackend("cpu") as unknown as PlainBackend;
    plain.firstUse = false; // or it prints that another backend is faster
    const used = Object.entries(inputs).filter(([, x]) => x).map(([name, x]) => {
      const { shape, dtype, dataId } = x as tf.TensorInfo;
      const copy = plain.makeTensorInfo(shape, dtype, engine.readSync(dataId));
      // some kernels ask for the rank, which tensors have
      return [name, { ...copy, rank: shape.length }] as const;
    });
    const given = Object.fromEntries(used);
    const made = PLAIN.get(kernelName)!({
      inputs: Array.isArray(inputs) ? Object.values(given) as unknown as typeof given : given,
      backend: plain,
      ...(attrs ? { attrs } : {}),
    });
    const results = [made].flat() as tf.TensorInfo[];
    const taken = results.map(({ dataId, shape, dtype }) => {
      const values = tf.util.toTypedArray(plain.readSync(dataId), dtype as tf.NumericDataType);
      return { dataId: engine.write(values, shape, dtype), shape, dtype };
    });
    for (const { dataId } of [...results, ...Object.values(given)]) plain.disposeData(dataId);
    return Array.isArray(made) ? taken : taken[0]!;
  };
}
