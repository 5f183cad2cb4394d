import * as tf from "@tensorflow/tfjs";

/** The gradient of one kernel, in the form TensorFlow.js registers. */
type Gradient = Omit<tf.GradConfig, "kernelName">;
type Attributes = Readonly<Record<string, unknown>>;

/**
 * Makes derivatives of every order right, which TensorFlow.js 4.22 does not: a penalty on a
 * critic's gradient differentiates a gradient, unrolling differentiates that again.
 *
 * TensorFlow.js gives the gradients of tanh, sigmoid, exp, softmax and others a copy of
 * the *output*, and records that copy before the operation itself. The second pass therefore does
 * not see the copy as a function of the input: second derivatives lack a term, without an error
 * when another path leads to the input (tfjs issue 3252). Here the operation is recorded first. The
 * gradients of elu, pooling, resizing and convolution, which have no gradient at all, get one.
 * Comparisons and steps, flat almost everywhere, are constants to a derivative. It is done once,
 * for the whole process; {@linkcode start} does it.
 *
 * Still without a second derivative, and an error: softmaxCrossEntropy, prod, cumprod, maxPool,
 * stridedSlice, gatherND, topk, einsum, conv3d, convolutions with dilation.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import * as tf from "@tensorflow/tfjs";
 * import { repairGradients, start } from "saddle/engine/mod.ts";
 *
 * await start({ engine: "cpu" });
 * repairGradients();
 * const second = tf.grad((x) => tf.grad((x) => tf.tanh(x))(x));
 * const [t] = tf.tanh(0.5).dataSync();
 * const [got] = second(tf.scalar(0.5)).dataSync(); // -2 tanh (1 - tanh^2)
 * assert.ok(Math.abs(got! + 2 * t! * (1 - t! ** 2)) < 1e-6);
 * ```
 */
export function repairGradients(): void {
  if (repaired) return;
  repaired = true;
  mendRecording();
  for (const [kernelName, gradient] of Object.entries(GRADIENTS)) {
    if (tf.getGradient(kernelName)) tf.unregisterGradient(kernelName);
    tf.registerGradient({ kernelName, ...gradient });
  }
}

/**
 * Operations whose derivative is zero wherever there is one. A tape with them in would carry that
 * zero on, through products of whole matrices where a ReLU is differentiated twice; XLA cannot drop
 * these, because zero times infinity is none.
 */
const FLAT: ReadonlySet<unknown> = new Set([
  "Step",
  "Sign",
  "Floor",
  "Ceil",
  "Round",
  "Greater",
  "GreaterEqual",
  "Less",
  "LessEqual",
  "Equal",
  "NotEqual",
  "LogicalAnd",
  "LogicalOr",
  "LogicalNot",
]);

let repaired = false;

/** An operation that TensorFlow.js recorded, with the copies it keeps for the gradient. */
interface TapeNode {
  inputs: Readonly<Record<string, tf.Tensor>>;
  readonly outputs: readonly tf.Tensor[];
  readonly saved: readonly tf.Tensor[];
  gradient?: unknown;
}

/** The part of TensorFlow.js's engine that records. */
interface Taping {
  addTapeNode(...node: unknown[]): void;
  readonly state: { readonly activeTape: TapeNode[] };
}

/**
 * Leaves out what is flat, and puts every other recorded operation in front of the copies that were
 * made of its outputs. A copy of anything else that was computed inside it (by `customGrad`) cannot
 * be differentiated: that becomes an error where it was a silent zero.
 */
function mendRecording(): void {
  const recorder = tf.engine() as unknown as Taping;
  const { addTapeNode } = recorder;
  recorder.addTapeNode = (...node) => {
    const [kernelName, , , , saved] = node as [string, unknown, unknown, unknown, tf.Tensor[]];
    if (FLAT.has(kernelName)) return saved.forEach((copy) => copy.dispose());
    addTapeNode.apply(recorder, node);
    const tape = recorder.state.activeTape;
    const added = tape.pop()!;
    const known = new Set([...Object.values(added.inputs), ...added.outputs]);
    let place = tape.length;
    while (place > 0 && added.saved.includes(tape[place - 1]!.outputs[0]!)) {
      const copy = tape[--place]!;
      if (Object.values(copy.inputs).every((original) => known.has(original))) continue;
      copy.inputs = added.inputs;
      delete copy.gradient;
    }
    tape.splice(place, 0, added);
  };
}

/** An operation of one input `x` whose derivative is a function of `x`. */
function unary(slope: (x: tf.Tensor, attributes: Attributes) => tf.Tensor): Gradient {
  return {
    inputsToSave: ["x"],
    gradFunc: (dy, [x], attributes) => ({
      x: () => tf.mul(one(dy), slope(x!, attributes as Attributes)),
    }),
  };
}

const GRADIENTS: Readonly<Record<string, Gradient>> = {
  Elu: unary((x) => tf.exp(tf.neg(tf.relu(tf.neg(x))))),
  LeakyRelu: unary((x, attributes) => tf.step(x, attributes["alpha"] as number)),
  SquaredDifference: {
    inputsToSave: ["a", "b"],
    gradFunc: (dy, [a, b]) => {
      const slope = () => tf.mul(one(dy), tf.mul(2, tf.sub(a!, b!)));
      return { a: () => sumTo(slope(), a!.shape), b: () => sumTo(tf.neg(slope()), b!.shape) };
    },
  },
  AvgPool: {
    inputsToSave: ["x"],
    gradFunc: (dy, [x], attributes) => {
      const { filterSize, strides, pad } = attributes as unknown as Pooling;
      refuseCutWindows(x as tf.Tensor4D, filterSize, strides, pad);
      return { x: () => kernel("AvgPoolGrad", { dy: one(dy), input: x! }, attributes) };
    },
  },
  AvgPoolGrad: {
    inputsToSave: ["dy", "input"],
    gradFunc: (ddx, [, input], attributes) => {
      const { filterSize, strides, pad } = attributes as unknown as Pooling;
      return {
        dy: () => tf.avgPool(one(ddx) as tf.Tensor4D, filterSize, strides, pad),
        input: () => tf.zerosLike(input!),
      };
    },
  },
  ResizeNearestNeighborGrad: resized((x, size, align) =>
    tf.image.resizeNearestNeighbor(x, size, align)
  ),
  ResizeBilinearGrad: resized((x, size, align) => tf.image.resizeBilinear(x, size, align)),
  Conv2DBackpropFilter: {
    inputsToSave: ["x", "dy"],
    gradFunc: (ddw, [x, dy], attributes) => {
      const { strides, pad } = attributes as unknown as Convolution;
      const filter = one(ddw) as tf.Tensor4D;
      const image = x as tf.Tensor4D;
      return {
        x: () => tf.conv2dTranspose(dy as tf.Tensor4D, filter, image.shape, strides, pad),
        dy: () => tf.conv2d(image, filter, strides, pad),
      };
    },
  },
};

type Pad = "valid" | "same" | number;
type Size = [number, number];
interface Pooling {
  readonly filterSize: Size;
  readonly strides: Size;
  readonly pad: Pad;
}
interface Convolution {
  readonly strides: Size;
  readonly pad: Pad;
}

/**
 * Where a window of a pooling reaches beyond the border, TensorFlow.js's own engines divide the
 * gradient by the size of the whole window, although the mean was taken over the part inside.
 */
function refuseCutWindows(x: tf.Tensor4D, filterSize: Size, strides: Size, pad: Pad): void {
  const { padInfo } = tf.backend_util.computePool2DInfo(x.shape, filterSize, strides, 1, pad);
  if (Math.max(padInfo.top, padInfo.bottom, padInfo.left, padInfo.right) === 0) return;
  throw new RangeError(
    `avgPool has no gradient where windows reach beyond the border: [${filterSize}] in steps of ` +
      `[${strides}] over an image of shape [${x.shape}] with padding "${pad}". Pad the image first.`,
  );
}

/** Runs a kernel that has no operation of its own. */
function kernel(
  name: string,
  inputs: Record<string, tf.Tensor>,
  attributes: unknown,
): tf.Tensor {
  return tf.engine().runKernel(name, inputs, attributes as tf.NamedAttrMap);
}

/** A kernel that resizes the gradient of a resized image back; linear in `dy`. */
function resized(
  resize: (x: tf.Tensor4D, size: Size, align: boolean) => tf.Tensor4D,
): Gradient {
  return {
    inputsToSave: ["dy", "images"],
    gradFunc: (ddx, [dy, images], attributes) => ({
      dy: () => {
        const [, height, width] = (dy as tf.Tensor4D).shape;
        const align = Boolean(attributes["alignCorners"]);
        return resize(one(ddx) as tf.Tensor4D, [height, width], align);
      },
      images: () => tf.zerosLike(images!),
    }),
  };
}

/** Kernels with one output get one gradient. */
function one(dy: tf.Tensor | tf.Tensor[]): tf.Tensor {
  return Array.isArray(dy) ? dy[0]! : dy;
}

/** Sums `x` over the axes along which `shape` was broadcast to it. */
function sumTo(x: tf.Tensor, shape: readonly number[]): tf.Tensor {
  const extra = x.shape.length - shape.length;
  const axes = x.shape.flatMap((length, axis) =>
    axis < extra || (shape[axis - extra] === 1 && length !== 1) ? [axis] : []
  );
  return tf.reshape(axes.length === 0 ? x : tf.sum(x, axes), [...shape]);
}
