import * as tf from "@tensorflow/tfjs";

/** The gradient of one kernel, in the form TensorFlow.js registers. */
type Gradient = Omit<tf.GradConfig, "kernelName">;
type Attributes = Readonly<Record<string, unknown>>;

/**
 * Replaces the gradients of TensorFlow.js 4.22 that are wrong or missing when they are
 * differentiated again, as every penalty on a critic's gradient does.
 *
 * TensorFlow.js keeps the *output* of tanh, sigmoid, exp, elu, softmax, max and min for their
 * gradients, as a copy that the second pass does not see as a function of the input: second
 * derivatives lack a term, without an error when another path leads to the input (tfjs issue 3252).
 * Comparisons and the gradients of pooling, resizing and convolution have no gradient at all. Here
 * each is written with differentiable operations on the *input*, so derivatives of every order are
 * right. Registered once, for the whole process; {@linkcode start} does it.
 *
 * Still without a second derivative: prod, cumprod, logSoftmax, softmaxCrossEntropy, maxPool,
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
  for (const [kernelName, gradient] of Object.entries(GRADIENTS)) {
    if (tf.getGradient(kernelName)) tf.unregisterGradient(kernelName);
    tf.registerGradient({ kernelName, ...gradient });
  }
}

let repaired = false;

/** An operation of one input `x` whose derivative is a function of `x`. */
function unary(slope: (x: tf.Tensor, attributes: Attributes) => tf.Tensor): Gradient {
  return {
    inputsToSave: ["x"],
    gradFunc: (dy, [x], attributes) => ({
      x: () => tf.mul(one(dy), slope(x!, attributes as Attributes)),
    }),
  };
}

/** A comparison: flat almost everywhere. */
function flat(...names: string[]): Gradient {
  return {
    inputsToSave: names,
    gradFunc: (_, saved) =>
      Object.fromEntries(names.map((name, i) => [name, () => tf.zeros(saved[i]!.shape)])),
  };
}

const GRADIENTS: Readonly<Record<string, Gradient>> = {
  Tanh: unary((x) => tf.sub(1, tf.square(tf.tanh(x)))),
  Sigmoid: unary((x) => tf.mul(tf.sigmoid(x), tf.sigmoid(tf.neg(x)))),
  Exp: unary((x) => tf.exp(x)),
  Elu: unary((x) => tf.exp(tf.neg(tf.relu(tf.neg(x))))),
  LeakyRelu: unary((x, attributes) => tf.step(x, attributes["alpha"] as number)),
  Softmax: {
    inputsToSave: ["logits"],
    gradFunc: (dy, [logits], attributes) => ({
      logits: () => {
        const axis = attributes["dim"] as number;
        const y = tf.softmax(logits!, axis);
        const weighted = tf.mul(one(dy), y);
        return tf.sub(weighted, tf.mul(tf.sum(weighted, axis, true), y));
      },
    }),
  },
  Max: extreme((x, axes) => tf.max(x, axes, true)),
  Min: extreme((x, axes) => tf.min(x, axes, true)),
  Pow: {
    inputsToSave: ["a", "b"],
    gradFunc: (dy, [base, exponent]) => {
      const [a, b] = [base!, exponent!];
      return {
        a: () => sumTo(tf.mul(one(dy), tf.mul(b, tf.pow(a, tf.sub(b, 1)))), a.shape),
        b: () => {
          const positive = tf.greater(a, 0);
          const logarithm = tf.log(tf.where(positive, a, tf.onesLike(a)));
          return sumTo(tf.mul(one(dy), tf.mul(tf.pow(a, b), logarithm)), b.shape);
        },
      };
    },
  },
  Greater: flat("a", "b"),
  GreaterEqual: flat("a", "b"),
  Less: flat("a", "b"),
  LessEqual: flat("a", "b"),
  Equal: flat("a", "b"),
  NotEqual: flat("a", "b"),
  LogicalAnd: flat("a", "b"),
  LogicalOr: flat("a", "b"),
  LogicalNot: flat("x"),
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

/** Max and min: the gradient goes to every input that equals the extreme. */
function extreme(reduce: (x: tf.Tensor, axes: number[]) => tf.Tensor): Gradient {
  return {
    inputsToSave: ["x"],
    gradFunc: (dy, [saved], attributes) => ({
      x: () => {
        const x = saved!;
        const axes = tf.util.parseAxisParam(attributes["reductionIndices"] as number[], x.shape);
        const kept = x.shape.map((length, axis) => axes.includes(axis) ? 1 : length);
        const mask = tf.cast(tf.equal(x, reduce(x, axes)), "float32");
        return tf.mul(tf.reshape(one(dy), kept), mask);
      },
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
