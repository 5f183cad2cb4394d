import * as tf from "@tensorflow/tfjs";
import type { EngineName } from "./engine.ts";
import { type Memory, run, wrapKernel } from "./kernels.ts";
import { plainKernel } from "./lent_kernels.ts";

/**
 * Lets NaN come out of whatever it goes into, on every engine but WebGPU: a training that fails
 * must be seen to fail. TensorFlow.js's engines lose it here and there, each in places of its own:
 * WebAssembly makes a bound of it where it clips and minus infinity where it pools, plain
 * JavaScript and TensorFlow leave it out of a maximum.
 *
 * No rule is there for numbers that cannot be NaN: where an argMax or the numbers of a topk lie,
 * and what whole number a cast makes are undefined where there is a NaN.
 */
export function keepNaN(engine: EngineName): void {
  if (engine === "cpu" || engine === "wasm") mapFloats("Sign", engine, () => Math.sign);
  if (engine === "wasm") {
    keepInRelu();
    mapFloats("Relu6", engine, () => (x) => x > 6 ? 6 : x < 0 ? 0 : x);
    mapFloats("ClipByValue", engine, ({ clipValueMin, clipValueMax }) => {
      const [low, high] = [clipValueMin as number, clipValueMax as number];
      return (x) => x < low ? low : x > high ? high : x;
    });
    for (const kernelName of ["Maximum", "Minimum"]) keepOnBothSides(kernelName);
    for (const kernelName of BOUNDED) unbound(kernelName);
    unfuse("_FusedMatMul", ["a", "b"], "BatchMatMul");
    unfuse("FusedConv2D", ["x", "filter"], "Conv2D");
    unfuse("FusedDepthwiseConv2D", ["x", "filter"], "DepthwiseConv2dNative");
  }
  if (engine === "webgpu") return;
  for (const kernelName of WINDOWS) keepInWindows(kernelName, engine);
  keepInOrder(engine);
}

/** Kernels that take the maximum of each window. */
const WINDOWS = ["MaxPool", "MaxPool3D", "Dilation2D"];

/**
 * Kernels of WebAssembly that bound what they give between the infinities, which makes the lower
 * one of NaN.
 */
const BOUNDED = ["AvgPool", "Conv2D", "DepthwiseConv2dNative"];

/** Computes a kernel of `x` in plain JavaScript, number by number. */
function mapFloats(
  kernelName: string,
  engine: EngineName,
  of: (attrs: Readonly<Record<string, unknown>>) => (x: number) => number,
): void {
  const kernel = tf.getKernel(kernelName, engine);
  tf.unregisterKernel(kernelName, engine);
  tf.registerKernel({
    ...kernel,
    kernelFunc: ({ inputs, attrs, backend }) => {
      const { dataId, shape, dtype } = inputs["x"] as tf.TensorInfo;
      const memory = backend as unknown as Memory;
      const values = memory.readSync(dataId).map(of(attrs ?? {}));
      return { dataId: memory.write(values, shape, dtype), shape, dtype };
    },
  });
}

/**
 * WebAssembly compares the bits of numbers as if they were whole ones, and takes a NaN whose sign is
 * set (what processors of Intel and AMD make of 0 times Infinity) for a number below 0.
 */
function keepInRelu(): void {
  mendResult("Relu", (made, inputs, memory) => {
    const values = memory.typedArrayFromHeap(inputs["x"]!);
    if (!Number.isNaN(sumOf(values))) return;
    const relu = memory.typedArrayFromHeap(made);
    for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i])) relu[i] = NaN;
  });
}

/** Looks through what a kernel of WebAssembly made, of numbers, and mends it where it stands. */
function mendResult(
  kernelName: string,
  mend: (
    made: tf.TensorInfo,
    inputs: Readonly<Record<string, tf.TensorInfo>>,
    memory: Memory,
    call: Parameters<tf.KernelFunc>[0],
  ) => void,
): void {
  const kernel = tf.getKernel(kernelName, "wasm");
  tf.unregisterKernel(kernelName, "wasm");
  tf.registerKernel({
    ...kernel,
    kernelFunc: (call) => {
      const made = kernel.kernelFunc(call) as tf.TensorInfo;
      if (made.dtype !== "float32") return made;
      const inputs = call.inputs as Record<string, tf.TensorInfo>;
      mend(made, inputs, call.backend as unknown as Memory, call);
      return made;
    },
  });
}

/** The sum, which is NaN where a number is: four at a time, because an addition waits for the last. */
function sumOf(values: tf.TypedArray): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  const whole = values.length - values.length % 4;
  for (let i = 0; i < whole; i += 4) {
    a += values[i]!;
    b += values[i + 1]!;
    c += values[i + 2]!;
    d += values[i + 3]!;
  }
  for (let i = whole; i < values.length; i++) a += values[i]!;
  return a + b + c + d;
}

/** WebAssembly's kernels keep the NaN of `a` and lose that of `b`. */
function keepOnBothSides(kernelName: string): void {
  wrapKernel(kernelName, "wasm", ({ inputs: { a, b } }, own) => {
    if (a!.dtype !== "float32" || isPlainScalar(b!)) return undefined;
    if (isPlainScalar(a!)) return () => own({ a: b!, b: a! });
    return () => tf.where(tf.isNaN(b!), b!, own({ a: a!, b: b! }));
  });
}

/** Whether a tensor is one number that is not NaN. */
function isPlainScalar(x: tf.Tensor): boolean {
  if (x.size !== 1) return false;
  return !Number.isNaN((tf.backend() as unknown as Memory).typedArrayFromHeap(x)[0]);
}

/**
 * Takes what is done in one kernel apart, because WebAssembly bounds NaN away when it applies a
 * ReLU.
 */
function unfuse(kernelName: string, sides: readonly string[], plain: string): void {
  wrapKernel(kernelName, "wasm", ({ inputs, attrs }) => () => {
    const product = run(
      plain,
      Object.fromEntries(sides.map((name) => [name, inputs[name]!])),
      attrs,
    ) as tf.Tensor;
    const y = inputs["bias"] ? tf.add(product, inputs["bias"]) : product;
    return ACTIVATIONS[attrs["activation"] as string]!(y, inputs, attrs);
  });
}

/** Activations by the names that fused kernels give them. */
const ACTIVATIONS: Readonly<
  Record<string, (x: tf.Tensor, inputs: Inputs, attrs: Attributes) => tf.Tensor>
> = {
  linear: (x) => x,
  relu: (x) => tf.relu(x),
  relu6: (x) => tf.relu6(x),
  elu: (x) => tf.elu(x),
  sigmoid: (x) => tf.sigmoid(x),
  prelu: (x, { preluActivationWeights }) => tf.prelu(x, preluActivationWeights!),
  leakyrelu: (x, _, { leakyreluAlpha }) => tf.leakyRelu(x, leakyreluAlpha as number),
};
type Inputs = Readonly<Record<string, tf.Tensor>>;
type Attributes = Readonly<Record<string, unknown>>;

/**
 * Finds out whether a kernel of WebAssembly made an infinity of a NaN: where there is one, plain
 * JavaScript computes the same. That takes long, and is spared a training that has failed: whose
 * input or weights are NaN throughout.
 */
function unbound(kernelName: string): void {
  const exactly = plainKernel(kernelName);
  mendResult(kernelName, (made, inputs, memory, call) => {
    if (!memory.typedArrayFromHeap(made).includes(-Infinity)) return;
    if (Object.values(inputs).some((x) => memory.typedArrayFromHeap(x).every(Number.isNaN))) {
      return replaceBounds(memory.typedArrayFromHeap(made), () => NaN);
    }
    const exact = exactly(call) as tf.TensorInfo;
    const values = memory.typedArrayFromHeap(exact); // of a memory that may have grown since
    replaceBounds(memory.typedArrayFromHeap(made), (i) => values[i]!);
    memory.disposeData(exact.dataId);
  });
}

function replaceBounds(values: tf.TypedArray, by: (i: number) => number): void {
  for (let i = 0; i < values.length; i++) if (values[i] === -Infinity) values[i] = by(i);
}

/** Makes NaN of the largest numbers of a row that holds one, as a maximum does. */
function keepInOrder(engine: EngineName): void {
  wrapKernel("TopK", engine, ({ inputs, attrs }, own) => {
    const x = inputs["x"]!;
    if (attrs["k"] === 0) { // WebAssembly gives one number, of those that lay in memory
      const none = [...x.shape.slice(0, -1), 0];
      return () => [tf.zeros(none, x.dtype), tf.zeros(none, "int32")];
    }
    if (x.dtype !== "float32" || x.size === 0) return undefined;
    return () => {
      const isLost = tf.isNaN(x);
      // an order that knows no NaN puts other numbers in a wrong place too
      const ordered = tf.where(isLost, Infinity, x);
      const [values, indices] = own({ x: ordered }) as unknown as tf.Tensor[];
      return [tf.where(tf.any(isLost, -1, true), NaN, values!), indices!];
    };
  });
}

/**
 * Puts NaN into the maximum of each window that holds one. TensorFlow finds nothing below its
 * smallest finite number: minus infinity is put where a window holds nothing else.
 */
function keepInWindows(kernelName: string, engine: EngineName): void {
  wrapKernel(kernelName, engine, ({ inputs }, own) => {
    const x = inputs["x"]!;
    if (x.dtype !== "float32") return undefined;
    return () => {
      const bounds = engine === "tensorflow" && kernelName !== "Dilation2D";
      const rest = bounds ? tf.where(tf.equal(x, -Infinity), -1, 0) : tf.zerosLike(x);
      const marks = own({ ...inputs, x: tf.where(tf.isNaN(x), Infinity, rest) });
      const kept = tf.where(tf.equal(marks, Infinity), NaN, own(inputs));
      return bounds ? tf.where(tf.equal(marks, -1), -Infinity, kept) : kept;
    };
  });
}
