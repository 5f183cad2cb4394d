import * as tf from "@tensorflow/tfjs";
import { hasMoreAxes, isOf, lendFor } from "./lent_kernels.ts";
import { wrapKernel } from "./kernels.ts";

/**
 * Gives TensorFlow.js's WebAssembly engine kernels that it lacks and that gradients need, made of
 * those it has: the gradient of a convolution by its filter (tfjs issue 8474). Others are done in
 * plain JavaScript, where its own are wrong.
 */
export function registerWasmKernels(): void {
  if (tf.getKernel("Conv2DBackpropFilter", "wasm")) return;
  lendFor("wasm", FLOATS_ONLY, isOf(["int32", "bool"]));
  lendFor("wasm", WITHOUT_BOOL, isOf(["bool"]));
  lendFor("wasm", OF_SIX_AXES, hasMoreAxes(6));
  lendFor("wasm", WRONG, () => true);
  mendCast();
  wrapKernel("Prelu", "wasm", ({ inputs: { x, alpha } }) => () => {
    // the kernel takes one slope a channel only
    return tf.where(tf.greaterEqual(x!, 0), x!, tf.mul(x!, alpha!));
  });
  tf.registerKernel({
    kernelName: "Conv2DBackpropFilter",
    backendName: "wasm",
    kernelFunc: ({ inputs, attrs }) =>
      filterGradient(
        inputs["x"] as tf.Tensor4D,
        inputs["dy"] as tf.Tensor4D,
        attrs as unknown as FilterAttributes,
      ),
  });
}

/** Kernels that WebAssembly has for floats alone, or that take whole numbers for floats. */
const FLOATS_ONLY = [
  "FloorDiv",
  "Pow",
  "BatchMatMul",
  "MaxPool",
  "ResizeNearestNeighbor",
  "StridedSlice",
  "ClipByValue",
];

/** Kernels that print a complaint and leave what was in memory where tensors have more axes. */
const OF_SIX_AXES = ["Add", "Sub", "Multiply", "RealDiv", "SquaredDifference", "Prelu", "PadV2"];

/**
 * Log1p takes the logarithm of 1 + x, which is 1 for a small x. Maxima of volumes are at least 0 at
 * a border, and so are those to which gradients of maxima are sent. Dilations take no number that
 * is smaller than the smallest positive one. Counts print a complaint of negative numbers, and go
 * on.
 */
const WRONG = [
  "Log1p",
  "MaxPool3D",
  "MaxPoolGrad",
  "MaxPool3DGrad",
  "Dilation2D",
  "Dilation2DBackpropInput",
  "Dilation2DBackpropFilter",
  "Bincount",
  "DenseBincount",
];

/** Kernels that take truth values for numbers of four bytes. */
const WITHOUT_BOOL = ["Reverse", "Select"];

/** The memory of tensors in WebAssembly. */
interface WasmMemory {
  makeOutput(shape: readonly number[], dtype: tf.DataType): tf.TensorInfo;
  typedArrayFromHeap(x: tf.TensorInfo): tf.TypedArray;
}

/** Truth values are whether numbers are not 0; TensorFlow.js takes the lowest eight bits. */
function mendCast(): void {
  const own = tf.getKernel("Cast", "wasm");
  tf.unregisterKernel("Cast", "wasm");
  tf.registerKernel({
    ...own,
    kernelFunc: (call) => {
      const x = call.inputs["x"] as tf.TensorInfo;
      if (call.attrs!["dtype"] !== "bool" || x.dtype === "bool") return own.kernelFunc(call);
      const memory = call.backend as unknown as WasmMemory;
      const made = memory.makeOutput(x.shape, "bool");
      const [from, to] = [x, made].map((one) => memory.typedArrayFromHeap(one));
      for (let i = 0; i < to!.length; i++) to![i] = Number(from![i] !== 0);
      return made;
    },
  });
}

interface FilterAttributes {
  readonly strides: [number, number] | number;
  readonly pad: "valid" | "same" | number;
  readonly dataFormat: "NHWC" | "NCHW";
  readonly dimRoundingMode?: "floor" | "round" | "ceil";
  readonly filterShape: [number, number, number, number];
}

/** One product of matrices for every tap of the filter: the pixels under it times the gradient. */
function filterGradient(
  x: tf.Tensor4D,
  dy: tf.Tensor4D,
  { strides, pad, dataFormat, dimRoundingMode, filterShape }: FilterAttributes,
): tf.Tensor {
  if (dataFormat === "NCHW") {
    throw new RangeError(
      "On WebAssembly, the gradient of a convolution takes images as NHWC only.",
    );
  }
  const { padInfo, strideHeight, strideWidth, outHeight, outWidth } = tf.backend_util
    .computeConv2DInfo(x.shape, filterShape, strides, 1, pad, dimRoundingMode);
  const [height, width, channels, filters] = filterShape;
  return tf.tidy(() => {
    const { top, bottom, left, right } = padInfo;
    const padded = tf.pad(x, [[0, 0], [top, bottom], [left, right], [0, 0]]);
    const places = x.shape[0] * outHeight * outWidth;
    const gradient = tf.reshape(dy, [places, filters]);
    const taps: tf.Tensor[] = [];
    for (let i = 0; i < height; i++) {
      for (let j = 0; j < width; j++) {
        const end = [i + (outHeight - 1) * strideHeight + 1, j + (outWidth - 1) * strideWidth + 1];
        const under = tf.stridedSlice(
          padded,
          [0, i, j, 0],
          [x.shape[0], end[0]!, end[1]!, channels],
          [1, strideHeight, strideWidth, 1],
        );
        taps.push(tf.matMul(tf.reshape(under, [places, channels]), gradient, true, false));
      }
    }
    return tf.reshape(tf.stack(taps), filterShape);
  });
}
