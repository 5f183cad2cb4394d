import * as tf from "@tensorflow/tfjs";
import { mendComposed } from "./composed.ts";

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
 * Comparisons, steps and what makes whole numbers of floats, flat almost everywhere, are constants
 * to a derivative. It is done once, for the whole process; {@linkcode start} does it.
 *
 * So do products and extremes of tensors that are broadcast, mirrored padding, resizing by the
 * centres of pixels, batch normalisation without a scale, the power 0 at 0. A function that is flat
 * everywhere has the slope 0.
 *
 * Still without a derivative, and an error: stridedSlice, gatherND, scatterND, topk, einsum,
 * cumprod, depthToSpace, diag, convolutions with dilation, and means of windows that reach beyond
 * the border. Without a second one: prod, maxPool, dilation2d,
 * localResponseNormalization, depthwise convolutions and all of volumes.
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
  mendComposed();
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
  "FloorDiv",
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

/** Tensors by name; those that were left out are undefined. */
type Inputs = Readonly<Record<string, tf.Tensor | undefined>>;

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
  getTensorsForGradient(
    kernelName: string,
    inputs: object,
    outputs: tf.Tensor[],
  ): (tf.Tensor | undefined)[];
  gradients(
    f: () => tf.Tensor,
    xs: readonly tf.Tensor[],
    dy?: tf.Tensor,
    allowNoGradients?: boolean,
  ): { readonly value: tf.Tensor; readonly grads: (tf.Tensor | undefined)[] };
  readonly state: { readonly activeTape: TapeNode[] };
}

/**
 * Leaves out what is flat, and puts every other recorded operation in front of the copies that were
 * made of its outputs. A copy of anything else that was computed inside it (by `customGrad`) cannot
 * be differentiated: that becomes an error where it was a silent zero. Inputs that an operation was
 * called without are left out too.
 */
function mendRecording(): void {
  const recorder = tf.engine() as unknown as Taping;
  const { addTapeNode, getTensorsForGradient } = recorder;
  const used = zeroWhereFlat(recorder);
  recorder.getTensorsForGradient = (...node) =>
    getTensorsForGradient.apply(recorder, node).filter((tensor) => tensor !== undefined);
  recorder.addTapeNode = (...node) => {
    const [kernelName, inputs, outputs, , saved] = node as Recorded;
    for (const input of Object.values(inputs)) if (input) used.add(input.id);
    if (FLAT.has(kernelName) || isRounding(inputs, outputs)) {
      return saved.forEach((copy) => copy.dispose());
    }
    if (Object.values(inputs).includes(undefined)) {
      node[1] = Object.fromEntries(Object.entries(inputs).filter(([, input]) => input));
    }
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

/** What TensorFlow.js records of an operation. */
type Recorded = [string, Inputs, readonly tf.Tensor[], unknown, readonly tf.Tensor[]];

/**
 * Whether whole numbers or truth values are made of floats: a cast, the place of a maximum. A small
 * change changes none of them.
 */
function isRounding(inputs: Inputs, outputs: readonly tf.Tensor[]): boolean {
  return outputs.every(({ dtype }) => dtype !== "float32") &&
    Object.values(inputs).some((input) => input?.dtype === "float32");
}

/**
 * Makes zero of the derivative by a tensor that was used, but by nothing that has a slope, as in
 * `tf.grad(tf.grad(tf.relu))`. A derivative by one that was not used at all stays the error that it
 * is.
 *
 * @returns The numbers of the tensors that were used, to be added to.
 */
function zeroWhereFlat(recorder: Taping): Set<number> {
  const used = new Set<number>();
  const { gradients } = recorder;
  let depth = 0;
  recorder.gradients = (f, xs, dy, allowNone) => {
    depth++;
    try {
      const { value, grads } = gradients.call(recorder, f, xs, dy, true);
      if (allowNone) return { value, grads };
      const orZero = (grad: tf.Tensor | undefined, i: number) =>
        grad ?? (used.has(xs[i]!.id) ? tf.zerosLike(xs[i]!) : undefined);
      return { value, grads: grads.map(orZero) };
    } finally {
      if (--depth === 0) used.clear();
    }
  };
  return used;
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

/** TensorFlow.js's own, which knows up to four axes. */
const TILE = tf.getGradient("Tile");

/** TensorFlow.js's own, which takes no axes counted from the end. */
const PROD = tf.getGradient("Prod");

/** TensorFlow.js's own, whose slope of the power 0 is NaN at 0. */
const POW = tf.getGradient("Pow");

const GRADIENTS: Readonly<Record<string, Gradient>> = {
  Elu: unary((x) => tf.exp(tf.neg(tf.relu(tf.neg(x))))),
  LeakyRelu: unary((x, attributes) => tf.step(x, attributes["alpha"] as number)),
  Pow: {
    inputsToSave: ["a", "b"],
    outputsToSave: [true],
    gradFunc: (dy, saved, attributes) => {
      const [base, exponent] = saved as [tf.Tensor, tf.Tensor];
      const slope = () => {
        const times = tf.cast(exponent, "float32");
        // 0 times the power -1 of 0 would be NaN
        const isFlat = tf.logicalAnd(tf.equal(base, 0), tf.equal(times, 0));
        const less = tf.where(isFlat, 1, tf.sub(times, 1));
        return tf.mul(times, tf.pow(base, less));
      };
      return {
        ...POW.gradFunc(dy, saved, attributes),
        a: () => sumTo(tf.mul(one(dy), slope()), base.shape),
      };
    },
  },
  Prod: {
    ...PROD,
    gradFunc: (dy, saved, attributes) => {
      const axis = tf.util.parseAxisParam(attributes["axis"] as number[], saved[0]!.shape);
      return PROD.gradFunc(dy, saved, { ...attributes, axis: axis.sort((a, b) => a - b) });
    },
  },
  SquaredDifference: {
    inputsToSave: ["a", "b"],
    gradFunc: (dy, [a, b]) => {
      const slope = () => tf.mul(one(dy), tf.mul(2, tf.sub(a!, b!)));
      return { a: () => sumTo(slope(), a!.shape), b: () => sumTo(tf.neg(slope()), b!.shape) };
    },
  },
  Maximum: chosen((a, b) => tf.greaterEqual(a, b), (a, b) => tf.less(a, b)),
  Minimum: chosen((a, b) => tf.lessEqual(a, b), (a, b) => tf.greater(a, b)),
  Cumsum: {
    inputsToSave: ["x"],
    gradFunc: (dy, [x], attributes) => {
      const { axis, exclusive, reverse } = attributes as unknown as Running;
      const place = axis < 0 ? axis + x!.rank : axis;
      return { x: () => tf.cumsum(one(dy), place, exclusive, !reverse) };
    },
  },
  Tile: {
    inputsToSave: ["x"],
    gradFunc: (dy, saved, attributes) => {
      const [x] = saved;
      if (x!.rank <= 4) return TILE.gradFunc(dy, saved, attributes);
      const reps = attributes["reps"] as number[];
      return { x: () => reps.reduce((sum, times, axis) => untiled(sum, times, axis), one(dy)) };
    },
  },
  // a single part does not come as a list
  Unpack: {
    gradFunc: (dy, _, attributes) => ({
      value: () => tf.stack([dy].flat(), attributes["axis"] as number),
    }),
  },
  SplitV: {
    gradFunc: (dy, _, attributes) => ({
      x: () => tf.concat([dy].flat(), attributes["axis"] as number),
    }),
  },
  AvgPool3D: {
    inputsToSave: ["x"],
    gradFunc: (dy, [x], attributes) => {
      const { filterSize, strides, pad } = attributes as unknown as Pooling;
      const { padInfo } = tf.backend_util.computePool3DInfo(
        x!.shape as [number, number, number, number, number],
        filterSize as unknown as number,
        strides as unknown as number,
        1,
        pad,
      );
      if (Object.values(padInfo).some((beside) => typeof beside === "number" && beside > 0)) {
        throw cutWindows("avgPool3d", x!, filterSize, strides, pad);
      }
      return { x: () => kernel("AvgPool3DGrad", { dy: one(dy), input: x! }, attributes) };
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
  ResizeNearestNeighbor: resizing("ResizeNearestNeighborGrad", nearestPixel),
  ResizeBilinear: resizing("ResizeBilinearGrad", nearPixels),
  ResizeNearestNeighborGrad: resized((x, size, align) =>
    tf.image.resizeNearestNeighbor(x, size, align)
  ),
  ResizeBilinearGrad: resized((x, size, align) => tf.image.resizeBilinear(x, size, align)),
  BatchMatMul: {
    inputsToSave: ["a", "b"],
    gradFunc: (dy, [a, b], attributes) => {
      const { transposeA, transposeB } = attributes as unknown as Product;
      const back = one(dy);
      return {
        a: () =>
          summedTo(
            transposeA
              ? tf.matMul(b!, back, transposeB, true)
              : tf.matMul(back, b!, false, !transposeB),
            a!.shape,
          ),
        b: () =>
          summedTo(
            transposeB
              ? tf.matMul(back, a!, true, transposeA)
              : tf.matMul(a!, back, !transposeA, false),
            b!.shape,
          ),
      };
    },
  },
  FusedBatchNorm: {
    inputsToSave: ["x", "mean", "variance", "scale"],
    gradFunc: (dy, [x, mean, variance, scale], attributes) => {
      const back = one(dy);
      const root = () => tf.rsqrt(tf.add(variance!, attributes["varianceEpsilon"] as number));
      const scaled = () => scale ? tf.mul(back, scale) : back;
      const centred = () => tf.sub(x!, mean!);
      return {
        x: () => tf.mul(scaled(), root()),
        mean: () => sumTo(tf.neg(tf.mul(scaled(), root())), mean!.shape),
        variance: () => {
          const slope = tf.mul(-0.5, tf.pow(root(), 3));
          return sumTo(tf.mul(tf.mul(scaled(), centred()), slope), variance!.shape);
        },
        scale: () => sumTo(tf.mul(back, tf.mul(centred(), root())), scale!.shape),
        offset: () => sumTo(back, mean!.shape),
      };
    },
  },
  MirrorPad: {
    gradFunc: (dy, _, attributes) => {
      const { paddings, mode } = attributes as unknown as MirrorPadding;
      const fold = (x: tf.Tensor, beside: readonly [number, number], axis: number) =>
        folded(x, beside, axis, mode === "reflect" ? 1 : 0);
      return { x: () => paddings.reduce(fold, one(dy)) };
    },
  },
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
  throw cutWindows("avgPool", x, filterSize, strides, pad);
}

function cutWindows(
  name: string,
  x: tf.Tensor,
  filterSize: Size,
  strides: Size,
  pad: Pad,
): RangeError {
  return new RangeError(
    `${name} has no gradient where windows reach beyond the border: [${filterSize}] in steps of ` +
      `[${strides}] over an image of shape [${x.shape}] with padding "${pad}". Pad the image first.`,
  );
}

/** An operation of two inputs that gives one of them at each place. */
function chosen(
  isA: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor,
  isB: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor,
): Gradient {
  return {
    inputsToSave: ["a", "b"],
    gradFunc: (dy, [a, b]) => {
      const part = (is: typeof isA) => tf.mul(one(dy), tf.cast(is(a!, b!), "float32"));
      return { a: () => summedTo(part(isA), a!.shape), b: () => summedTo(part(isB), b!.shape) };
    },
  };
}

/** The sum of the `times` parts of an axis. */
function untiled(x: tf.Tensor, times: number, axis: number): tf.Tensor {
  if (times === 1) return x;
  const before = tf.util.sizeFromShape(x.shape.slice(0, axis));
  const shape = x.shape.with(axis, x.shape[axis]! / times);
  return tf.reshape(tf.sum(tf.reshape(x, [before, times, -1]), 1), shape);
}

/** How the kernel of `tf.cumsum` is called. */
interface Running {
  readonly axis: number;
  readonly exclusive: boolean;
  readonly reverse: boolean;
}

/** How the kernel of `tf.matMul` is called. */
interface Product {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/** How the kernel of `tf.mirrorPad` is called. */
interface MirrorPadding {
  readonly paddings: readonly (readonly [number, number])[];
  readonly mode: "reflect" | "symmetric";
}

/**
 * Adds what lies beside the middle of an axis back to where it was mirrored from; `edge` is 1 where
 * the outermost numbers of the middle were not repeated.
 */
function folded(
  x: tf.Tensor,
  [before, after]: readonly [number, number],
  axis: number,
  edge: number,
): tf.Tensor {
  const length = x.shape[axis]! - before - after;
  const part = (from: number, size: number) => {
    const at = x.shape.map((_, i) => i === axis ? from : 0);
    return tf.slice(x, at, x.shape.map((all, i) => i === axis ? size : all));
  };
  const back = (from: number, size: number, to: number) => {
    const zeros = x.shape.map((_, i): [number, number] =>
      i === axis ? [to, length - size - to] : [0, 0]
    );
    return tf.pad(tf.reverse(part(from, size), axis), zeros);
  };
  const middle = part(before, length);
  const mirrored = [
    ...before > 0 ? [back(0, before, edge)] : [],
    ...after > 0 ? [back(before + length, after, length - after - edge)] : [],
  ];
  return mirrored.reduce((sum, side) => tf.add(sum, side), middle);
}

/** How a kernel that resizes images is called. */
interface Resizing {
  readonly alignCorners: boolean;
  readonly halfPixelCenters: boolean;
}

/** The pixels of a row that a pixel of the resized row is made of, with their weights. */
type Sources = (
  place: number,
  length: number,
) => readonly (readonly [pixel: number, part: number])[];

/**
 * The gradient of a resize. Where pixels are taken by their centres, TensorFlow.js's own engines
 * send it back as if they were taken by their corners, and its plain JavaScript takes heights for
 * widths; there it is a product with the matrix of the resize.
 */
function resizing(gradient: string, sources: Sources): Gradient {
  return {
    inputsToSave: ["images"],
    gradFunc: (dy, [images], attributes) => {
      const how = attributes as unknown as Resizing;
      const turns = gradient === "ResizeBilinearGrad" && tf.getBackend() === "cpu";
      const mends = how.halfPixelCenters || turns;
      const back = () =>
        mends
          ? resizedBack(one(dy), images!.shape, how, sources)
          : kernel(gradient, { dy: one(dy), images: images! }, attributes);
      return { images: back };
    },
  };
}

function nearestPixel(place: number, length: number) {
  return [[Math.min(Math.floor(place + 0.5), length - 1), 1]] as const;
}

function nearPixels(place: number, length: number) {
  const below = Math.floor(place);
  const above = place - below;
  return [[Math.max(below, 0), 1 - above], [Math.min(below + 1, length - 1), above]] as const;
}

function resizedBack(
  dy: tf.Tensor,
  shape: readonly number[],
  how: Resizing,
  sources: Sources,
): tf.Tensor {
  const [batch, height, width, channels] = shape as [number, number, number, number];
  const [, tall, wide] = dy.shape as [number, number, number];
  const down = resizeMatrix(height, tall, how, sources);
  const across = resizeMatrix(width, wide, how, sources);
  const rows = tf.matMul(down, tf.reshape(dy, [batch, tall, wide * channels]));
  const turned = tf.matMul(across, tf.reshape(rows, [batch * height, wide, channels]));
  return tf.reshape(turned, [batch, height, width, channels]);
}

/**
 * The matrix `[from, to]` that sends each of `to` pixels back to the `from` that it was made of.
 */
function resizeMatrix(
  from: number,
  to: number,
  { alignCorners, halfPixelCenters }: Resizing,
  sources: Sources,
): tf.Tensor {
  const matrix = tf.util.makeZerosTypedArray(from * to, "float32");
  const step = alignCorners && to > 1 ? (from - 1) / (to - 1) : from / to;
  const shift = halfPixelCenters ? 0.5 : 0;
  for (let i = 0; i < to; i++) {
    for (const [pixel, part] of sources((i + shift) * step - shift, from)) {
      matrix[pixel * to + i]! += part;
    }
  }
  return tf.tensor2d(matrix, [from, to]);
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

/** The same for gradients of products, which are of the right shape as a rule. */
function summedTo(x: tf.Tensor, shape: readonly number[]): tf.Tensor {
  return `${x.shape}` === `${shape}` ? x : sumTo(x, shape);
}

/** Sums `x` over the axes along which `shape` was broadcast to it. */
function sumTo(x: tf.Tensor, shape: readonly number[]): tf.Tensor {
  const extra = x.shape.length - shape.length;
  const axes = x.shape.flatMap((length, axis) =>
    axis < extra || (shape[axis - extra] === 1 && length !== 1) ? [axis] : []
  );
  return tf.reshape(axes.length === 0 ? x : tf.sum(x, axes), [...shape]);
}
