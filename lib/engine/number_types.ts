import * as tf from "@tensorflow/tfjs";
import type { EngineName } from "./engine.ts";
import { INDICES, type KernelCall, type Memory, run, wrapKernel } from "./kernels.ts";

/**
 * What becomes of types that an operation was not made for, on every engine alike. TensorFlow.js
 * leaves it to each backend, which refuse them in words of their own, round floats to whole numbers
 * (`tf.reciprocal` of whole numbers), count in truth values until they overflow, or read beyond the
 * end of a tensor.
 *
 * - Functions whose values are floats take whole numbers and truth values for floats.
 * - Arithmetic takes truth values for the whole numbers 0 and 1.
 * - What moves numbers about keeps their type.
 * - Truth values are 0 and 1, and whole numbers are not divided by 0, also not by a power.
 */
export function mendNumberTypes(engine: EngineName): void {
  onlyZeroAndOne(engine);
  if (engine === "cpu" || engine === "wasm") {
    for (const kernelName of Object.keys(REFUSED)) refuseWhole(kernelName, engine);
  }
  if (engine === "cpu") squareExactly();
  for (const kernelName of FLOATS) takeAs(kernelName, engine, FLOAT);
  for (const kernelName of COUNTED) takeAs(kernelName, engine, WHOLE);
  for (const kernelName of CARRIED[engine] ?? []) carry(kernelName, engine);
  for (const kernelName of WHOLE_ALREADY) {
    wrapKernel(kernelName, engine, ({ inputs: { x } }) => {
      return x!.dtype === "int32" ? () => tf.clone(x!) : undefined;
    });
  }
  for (const kernelName of ["Cumsum", "Cumprod", "GatherV2"]) mendAxis(kernelName, engine);
  for (const kernelName of FLOAT_INSIDE[engine] ?? []) {
    wrapKernel(kernelName, engine, ({ inputs, attrs }) => {
      if (inputs["x"]!.dtype !== "int32") return undefined;
      return () => tf.cast(run(kernelName, changed(inputs, FLOAT), attrs) as tf.Tensor, "int32");
    });
  }
  if (engine === "cpu" || engine === "webgpu") floorQuotients(engine);
  if (engine === "cpu" || engine === "wasm") remaindersOfInfinity(engine);
  if (engine === "webgpu") {
    for (const kernelName of ["Cumsum", "Cumprod"]) runBackwards(kernelName);
  }
}

/** The types that are taken for others. */
type Change = Partial<Record<tf.DataType, tf.DataType>>;
const FLOAT: Change = { int32: "float32", bool: "float32" };
const WHOLE: Change = { bool: "int32" };

/** Functions whose values are floats. */
const FLOATS = words(`
  Acos Acosh Asin Asinh Atan Atanh Atan2 Cos Cosh Elu Erf Exp Expm1 LeakyRelu Log Log1p Prelu
  RealDiv Reciprocal Rsqrt Selu Sigmoid Sin Sinh Softplus Sqrt Tan Tanh IsFinite IsInf IsNan Mean
  Softmax LogSoftmax LRN FusedBatchNorm AvgPool AvgPool3D MaxPool3D Conv2D Conv2DBackpropInput
  FusedConv2D DepthwiseConv2dNative FusedDepthwiseConv2D Conv3D Conv3DBackpropInputV2
  ResizeBilinear CropAndResize RotateWithOffset Transform SparseSegmentMean
`);

/** Arithmetic of numbers of either type. */
const COUNTED = words(`
  Abs Neg Relu Relu6 Round Sign Square Step ClipByValue Add AddN Sub Multiply FloorDiv Mod Pow
  Maximum Minimum SquaredDifference Greater GreaterEqual Less LessEqual Sum Prod Max Min Cumsum
  Cumprod TopK UnsortedSegmentSum BatchMatMul _FusedMatMul Einsum Dilation2D MaxPool Bincount
  DenseBincount SearchSorted ArgMax ArgMin SparseSegmentSum
`);

/** Kernels that round, which whole numbers are already. */
const WHOLE_ALREADY = ["Round", "Floor", "Ceil"];

/** Kernels that move numbers about, and not all types of them on each engine. */
const CARRIED: Partial<Record<EngineName, readonly string[]>> = {
  tensorflow: ["Diag", "SpaceToBatchND", "BatchToSpaceND"],
};

/** Kernels that an engine has for floats alone, and whose results are of the type of `x`. */
const FLOAT_INSIDE: Partial<Record<EngineName, readonly string[]>> = {
  tensorflow: ["Step"],
  webgpu: ["UnsortedSegmentSum"],
};

/** Which whole numbers kernels do not take on the right, and what they do take. */
const REFUSED: Readonly<Record<string, readonly [(b: number) => boolean, string]>> = {
  FloorDiv: [(b) => b === 0, "floorDiv of whole numbers takes divisors that are not 0"],
  Mod: [(b) => b === 0, "mod of whole numbers takes divisors that are not 0"],
  Pow: [(b) => b < 0, "pow of whole numbers takes powers that are not negative"],
};

/** Refuses them, as TensorFlow does: WebAssembly stops, plain JavaScript gives some number. */
function refuseWhole(kernelName: string, engine: EngineName): void {
  const [isRefused, rule] = REFUSED[kernelName]!;
  wrapKernel(kernelName, engine, ({ inputs: { b } }) => {
    if (b!.dtype !== "int32") return undefined;
    const memory = tf.backend() as unknown as Memory;
    const odd = memory.readSync(b!.dataId).find(isRefused);
    if (odd === undefined) return undefined;
    throw new RangeError(`${rule}, but ${odd} came. Cast both sides to float32.`);
  });
}

/** Plain JavaScript squares whole numbers as floats of 24 bits. */
function squareExactly(): void {
  wrapKernel("Square", "cpu", ({ inputs: { x } }) => {
    return x!.dtype === "int32" ? () => tf.mul(x!, x!) : undefined;
  });
}

/** Makes 1 of every truth value that is neither 0 nor 1, where tensors are made. */
function onlyZeroAndOne(engine: EngineName): void {
  wrapKernel("Fill", engine, ({ inputs, attrs }) => {
    if (attrs["dtype"] !== "bool" || [0, 1].includes(Number(attrs["value"]))) return undefined;
    return () => run("Fill", inputs, { ...attrs, value: 1 }) as tf.Tensor;
  });
  if (mended) return;
  mended = true;
  const maker = tf.engine() as unknown as { makeTensor(...made: unknown[]): tf.Tensor };
  const { makeTensor } = maker;
  maker.makeTensor = (values, shape, dtype, ...more) => {
    const isOdd = dtype === "bool" && values instanceof Uint8Array && values.some((one) => one > 1);
    const truths = isOdd ? values.map((one) => Number(one !== 0)) : values;
    return makeTensor.call(maker, truths, shape, dtype, ...more);
  };
}

/** Whether tensors are made of 0 and 1 already; all engines make them in the same place. */
let mended = false;

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}

/** Lets a kernel take its inputs in other types. */
function takeAs(kernelName: string, engine: EngineName, change: Change): void {
  wrapKernel(kernelName, engine, ({ inputs, attrs }) => {
    return fit(inputs, change) ? undefined : () => run(kernelName, changed(inputs, change), attrs);
  });
}

/** Lets a kernel that moves numbers move truth values as whole numbers. */
function carry(kernelName: string, engine: EngineName): void {
  wrapKernel(kernelName, engine, ({ inputs, attrs }) => {
    if (fit(inputs, WHOLE)) return undefined;
    return () => tf.cast(run(kernelName, changed(inputs, WHOLE), attrs) as tf.Tensor, "bool");
  });
}

/** Whether no input is to be changed. Asked in every call of a kernel, hence without a list. */
function fit(inputs: KernelCall["inputs"], change: Change): boolean {
  for (const name in inputs) {
    const dtype = inputs[name]?.dtype;
    if (dtype && change[dtype] && !INDICES.has(name)) return false;
  }
  return true;
}

/** The inputs of a kernel in the types that it takes. */
function changed(inputs: KernelCall["inputs"], change: Change): KernelCall["inputs"] {
  const cast = Object.entries(inputs).map(([name, x]): [string, tf.Tensor] => {
    const dtype = x && !INDICES.has(name) ? change[x.dtype] : undefined;
    return [name, dtype ? tf.cast(x!, dtype) : x!];
  });
  const all = Object.fromEntries(cast);
  return Array.isArray(inputs) ? Object.values(all) as unknown as typeof all : all;
}

/** Axes counted from the end. */
function mendAxis(kernelName: string, engine: EngineName): void {
  wrapKernel(kernelName, engine, ({ inputs, attrs }) => {
    const axis = attrs["axis"] as number;
    if (axis >= 0) return undefined;
    return () => run(kernelName, inputs, { ...attrs, axis: axis + inputs["x"]!.rank });
  });
}

/** WebGPU's running sums and products from the end leave numbers out: they are taken of the mirrored tensor. */
function runBackwards(kernelName: string): void {
  wrapKernel(kernelName, "webgpu", ({ inputs, attrs }) => {
    const { axis, reverse } = attrs as unknown as {
      readonly axis: number;
      readonly reverse: boolean;
    };
    if (!reverse) return undefined;
    return () => {
      const mirrored = { ...inputs, x: tf.reverse(inputs["x"]!, axis) };
      return tf.reverse(run(kernelName, mirrored, { ...attrs, reverse: false }) as tf.Tensor, axis);
    };
  });
}

/** These engines give the floor of a quotient of floats as a whole number. */
function floorQuotients(engine: EngineName): void {
  wrapKernel("FloorDiv", engine, ({ inputs: { a, b } }) => {
    return a!.dtype === "float32" ? () => tf.floor(tf.div(a!, b!)) : undefined;
  });
}

/**
 * Floats divided by an infinity of their own sign are left over whole, of the other sign the
 * infinity is, as in TensorFlow and Python; these engines say NaN of the latter.
 */
function remaindersOfInfinity(engine: EngineName): void {
  wrapKernel("Mod", engine, ({ inputs: { a, b } }, own) => {
    if (a!.dtype !== "float32") return undefined;
    return () => {
      const left = tf.where(tf.less(tf.mul(a!, tf.sign(b!)), 0), b!, a!);
      const isMended = tf.logicalAnd(tf.isInf(b!), tf.isFinite(a!));
      return tf.where(isMended, left, own({ a: a!, b: b! }));
    };
  });
}
