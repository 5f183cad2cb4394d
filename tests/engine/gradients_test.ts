import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { forEachEngine } from "../engines.ts";
import {
  checkDerivatives,
  type CheckOptions,
  elementwiseDerivatives,
  type Function,
} from "./derivatives.ts";

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const tanhs = (x: number) => {
  const t = Math.tanh(x);
  const s = 1 - t * t;
  return [t, s, -2 * t * s, s * (6 * t * t - 2)] as const;
};
const sigmoids = (x: number) => {
  const s = sigmoid(x);
  return [
    s,
    s * (1 - s),
    s * (1 - s) * (1 - 2 * s),
    s * (1 - s) * (1 - 6 * s + 6 * s * s),
  ] as const;
};
/** Derivatives of x f(x) from those of f: x f' + f, x f'' + 2 f', x f''' + 3 f''. */
const timesX = (x: number, [f, f1, f2, f3]: readonly [number, number, number, number]) => [
  x * f1 + f,
  x * f2 + 2 * f1,
  x * f3 + 3 * f2,
];
const SELU = [1.0507009873554805, 1.6732632423543772] as const;

/** Elementwise operations with their first three derivatives in closed form, in double precision. */
const ELEMENTWISE: Readonly<
  Record<string, { f: Function; derivatives: (x: number) => readonly number[]; positive?: true }>
> = {
  "relu": { f: tf.relu, derivatives: (x) => [x > 0 ? 1 : 0, 0, 0] },
  "relu6": { f: tf.relu6, derivatives: (x) => [x > 0 && x < 6 ? 1 : 0, 0, 0] },
  "leakyRelu": {
    f: (x) => tf.leakyRelu(x!, 0.2),
    derivatives: (x) => [x > 0 ? 1 : Math.fround(0.2), 0, 0],
  },
  "tanh": { f: tf.tanh, derivatives: (x) => tanhs(x).slice(1) },
  "sigmoid": { f: tf.sigmoid, derivatives: (x) => sigmoids(x).slice(1) },
  "softplus": { f: tf.softplus, derivatives: (x) => sigmoids(x).slice(0, 3) },
  "logSigmoid": {
    f: tf.logSigmoid,
    derivatives: (x) => [sigmoid(-x), -sigmoids(-x)[1], sigmoids(-x)[2]],
  },
  "elu": { f: tf.elu, derivatives: (x) => x > 0 ? [1, 0, 0] : Array(3).fill(Math.exp(x)) },
  "selu": {
    f: tf.selu,
    derivatives: (x) => x > 0 ? [SELU[0], 0, 0] : Array(3).fill(SELU[0] * SELU[1] * Math.exp(x)),
  },
  "silu": {
    f: (x) => tf.mul(x!, tf.sigmoid(x!)),
    derivatives: (x) => timesX(x, sigmoids(x)),
  },
  "x tanh(x), two paths": {
    f: (x) => tf.mul(x!, tf.tanh(x!)),
    derivatives: (x) => timesX(x, tanhs(x)),
  },
  "exp": { f: tf.exp, derivatives: (x) => Array(3).fill(Math.exp(x)) },
  "expm1": { f: tf.expm1, derivatives: (x) => Array(3).fill(Math.exp(x)) },
  "log": { f: tf.log, derivatives: (x) => [1 / x, -1 / x ** 2, 2 / x ** 3], positive: true },
  "log1p": {
    f: tf.log1p,
    derivatives: (x) => [1 / (1 + x), -1 / (1 + x) ** 2, 2 / (1 + x) ** 3],
    positive: true,
  },
  "sqrt": {
    f: tf.sqrt,
    derivatives: (x) => [0.5 * x ** -0.5, -0.25 * x ** -1.5, 0.375 * x ** -2.5],
    positive: true,
  },
  "rsqrt": {
    f: tf.rsqrt,
    derivatives: (x) => [-0.5 * x ** -1.5, 0.75 * x ** -2.5, -1.875 * x ** -3.5],
    positive: true,
  },
  "square": { f: tf.square, derivatives: (x) => [2 * x, 2, 0] },
  "pow 3": { f: (x) => tf.pow(x!, 3), derivatives: (x) => [3 * x * x, 6 * x, 6] },
  "pow 2.5": {
    f: (x) => tf.pow(x!, 2.5),
    derivatives: (x) => [2.5 * x ** 1.5, 3.75 * x ** 0.5, 1.875 * x ** -0.5],
    positive: true,
  },
  "2 to the power x": {
    f: (x) => tf.pow(2, x!),
    derivatives: (x) => [1, 2, 3].map((k) => Math.LN2 ** k * 2 ** x),
  },
  "reciprocal": {
    f: tf.reciprocal,
    derivatives: (x) => [-1 / x ** 2, 2 / x ** 3, -6 / x ** 4],
  },
  "1 / (1 + x^2)": {
    f: (x) => tf.div(1, tf.add(1, tf.square(x!))),
    derivatives: (x) => {
      const q = 1 + x * x;
      return [-2 * x / q ** 2, (6 * x * x - 2) / q ** 3, 24 * x * (1 - x * x) / q ** 4];
    },
  },
  "abs": { f: tf.abs, derivatives: (x) => [Math.sign(x), 0, 0] },
  "neg": { f: tf.neg, derivatives: () => [-1, 0, 0] },
  "sin": { f: tf.sin, derivatives: (x) => [Math.cos(x), -Math.sin(x), -Math.cos(x)] },
  "cos": { f: tf.cos, derivatives: (x) => [-Math.sin(x), -Math.cos(x), Math.sin(x)] },
  "clipByValue": {
    f: (x) => tf.clipByValue(x!, -1, 0.5),
    derivatives: (x) => [x > -1 && x < 0.5 ? 1 : 0, 0, 0],
  },
  "where on a comparison": {
    f: (x) => tf.where(tf.greater(x!, 0), tf.square(x!), tf.exp(x!)),
    derivatives: (x) => x > 0 ? [2 * x, 2, 0] : Array(3).fill(Math.exp(x)),
  },
  "step times square": {
    f: (x) => tf.mul(tf.step(x!), tf.square(x!)),
    derivatives: (x) => x > 0 ? [2 * x, 2, 0] : [0, 0, 0],
  },
  "cross-entropy of a logit": {
    f: (x) => tf.neg(tf.log(tf.sigmoid(x!))),
    derivatives: (x) => [-sigmoid(-x), sigmoids(-x)[1], -sigmoids(-x)[2]],
  },
};

const POINTS = [-2.7, -1.3, -0.4, 0.2, 0.7, 1.9, 3.1];

for (const [name, { f, derivatives, positive }] of Object.entries(ELEMENTWISE)) {
  forEachEngine(`${name} has the derivatives of its closed form to third order`, () => {
    const points = positive ? POINTS.filter((x) => x > 0) : POINTS;
    const got = elementwiseDerivatives(f, points, 3);
    points.forEach((x, i) => {
      derivatives(Math.fround(x)).forEach((expected, order) => {
        // a few float32 roundings; polynomial approximations of tanh and exp add some more
        assert.ok(
          Math.abs(got[order]![i]! - expected) <= 1e-5 * (1 + Math.abs(expected)),
          `order ${order + 1} at ${x}: expected ${expected}, got ${got[order]![i]}`,
        );
      });
    });
  });
}

type Case = CheckOptions & { readonly f: Function };
const four = (x: tf.Tensor) => x as tf.Tensor4D;

/**
 * An activation after a dense layer, with the run axis in front as in every model: [runs, batch, in]
 * x [runs, in, out] + [runs, 1, out]. Sizes below 6, a quarter of them, shifted by +-1.7 in turn, so
 * that no place comes near a kink at zero.
 */
function activated(activation: (x: tf.Tensor) => tf.Tensor): Case {
  return {
    f: (x, w, b) => {
      const y = tf.add(tf.matMul(x!, w!), b!);
      return activation(tf.add(tf.mul(y, 0.25), tf.tensor1d([1.7, -1.7, 1.7])));
    },
    shapes: [[2, 3, 2], [2, 2, 3], [2, 1, 3]],
    orders: 3,
  };
}

/** Operations on whole tensors, compared with central differences. */
const CASES: Readonly<Record<string, Case>> = {
  "matMul and relu": activated(tf.relu),
  "matMul and leakyRelu": activated((x) => tf.leakyRelu(x, 0.2)),
  "matMul and tanh": activated(tf.tanh),
  "matMul and sigmoid": activated(tf.sigmoid),
  "matMul and softplus": activated(tf.softplus),
  "matMul and elu": activated(tf.elu),
  "matMul and silu": activated((x) => tf.mul(x, tf.sigmoid(x))),
  "matMul and exp": activated(tf.exp),
  "matMul with transposed sides": {
    f: (a, b) => tf.tanh(tf.matMul(a!, b!, true, true)),
    shapes: [[2, 2, 3], [2, 4, 2]],
    orders: 3,
  },
  "mean of squares": { f: (x) => tf.mean(tf.square(x!), [1, 2]), shapes: [[2, 3, 2]], orders: 3 },
  "product, quotient and square root": {
    f: (a, b) => tf.div(tf.mul(a!, tf.sqrt(b!)), tf.add(a!, b!)),
    shapes: [[2, 3], [2, 3]],
    positive: true,
    orders: 3,
  },
  "sum over an axis kept": {
    f: (x) => tf.mul(x!, tf.sum(tf.square(x!), 1, true)),
    shapes: [[3, 4]],
    orders: 3,
  },
  "length of vectors, sqrt(sum of squares + eps)": {
    f: (x) => tf.sqrt(tf.add(tf.sum(tf.square(x!), -1), 1e-12)),
    shapes: [[2, 4, 3]],
    orders: 3,
  },
  "norm": { f: (x) => tf.norm(x!, 2, 1), shapes: [[3, 4]] },
  "broadcast sums, differences and products": {
    f: (a, b) => tf.mul(tf.sub(a!, b!), tf.add(tf.square(a!), b!)),
    shapes: [[2, 3, 2], [2, 1, 2]],
    orders: 3,
  },
  "pow with respect to the exponent": {
    f: (a, b) => tf.pow(a!, b!),
    shapes: [[3, 2], [3, 2]],
    positive: true,
  },
  "squaredDifference": { f: (a, b) => tf.squaredDifference(a!, b!), shapes: [[3, 2], [1, 2]] },
  "max": { f: (x) => tf.square(tf.max(x!, 1)), shapes: [[3, 4]] },
  "min": { f: (x) => tf.square(tf.min(x!, 0)), shapes: [[3, 4]] },
  "maximum": {
    f: (a, b) => tf.maximum(tf.square(a!), tf.mul(b!, 1.1)),
    shapes: [[3, 2], [3, 2]],
  },
  "minimum": {
    f: (a, b) => tf.minimum(tf.square(a!), tf.mul(b!, 1.1)),
    shapes: [[3, 2], [3, 2]],
  },
  "softmax": { f: (x) => tf.softmax(x!), shapes: [[3, 4]], orders: 3 },
  "logSoftmax": { f: (x) => tf.logSoftmax(x!), shapes: [[3, 4]], orders: 3 },
  "logSumExp": { f: (x) => tf.logSumExp(x!, 1), shapes: [[3, 4]], orders: 3 },
  "sigmoidCrossEntropy": {
    f: (x) => tf.losses.sigmoidCrossEntropy(tf.tensor2d([[0, 1, 0], [1, 0, 0]]), x!),
    shapes: [[2, 3]],
  },
  "variance over the batch": {
    f: (x) => tf.moments(x!, 1).variance,
    shapes: [[2, 4, 2]],
    orders: 3,
  },
  "batch normalisation written out": {
    f: (x) => {
      const { mean, variance } = tf.moments(x!, 1, true);
      return tf.mul(tf.sub(x!, mean), tf.rsqrt(tf.add(variance, 1e-3)));
    },
    shapes: [[2, 4, 2]],
  },
  "concat": { f: (a, b) => tf.tanh(tf.concat([a!, b!], 1)), shapes: [[2, 3], [2, 2]] },
  "stack": { f: (a, b) => tf.tanh(tf.stack([a!, b!], 1)), shapes: [[2, 3], [2, 3]] },
  "unstack": {
    f: (x) => tf.mul(tf.unstack(x!, 1)[0]!, tf.exp(tf.unstack(x!, 1)[1]!)),
    shapes: [[3, 2]],
  },
  "split": {
    f: (x) => tf.mul(tf.split(x!, 2, 1)[0]!, tf.exp(tf.split(x!, 2, 1)[1]!)),
    shapes: [[3, 4]],
  },
  "addN": { f: (a, b) => tf.tanh(tf.addN([a!, b!, a!])), shapes: [[2, 3], [2, 3]] },
  "slice": { f: (x) => tf.exp(tf.slice(x!, [1, 0], [2, 2])), shapes: [[3, 4]] },
  "pad": { f: (x) => tf.exp(tf.pad(x!, [[1, 0], [0, 2]])), shapes: [[2, 3]] },
  "reshape": { f: (x) => tf.exp(tf.reshape(x!, [3, 2])), shapes: [[2, 3]] },
  "transpose": { f: (x) => tf.exp(tf.transpose(x!, [0, 2, 1])), shapes: [[2, 3, 2]] },
  "reverse": { f: (x) => tf.exp(tf.reverse(x!, 1)), shapes: [[2, 3]] },
  "tile": { f: (x) => tf.exp(tf.tile(x!, [2, 2])), shapes: [[2, 3]] },
  "broadcastTo": { f: (x) => tf.exp(tf.broadcastTo(x!, [4, 3])), shapes: [[1, 3]] },
  "cumsum": { f: (x) => tf.exp(tf.cumsum(x!, 1)), shapes: [[2, 3]] },
  "gather": {
    f: (x) => tf.exp(tf.gather(x!, tf.tensor1d([2, 0, 2], "int32"))),
    shapes: [[3, 2]],
  },
  "prelu": { f: (x, a) => tf.prelu(x!, tf.square(a!)), shapes: [[3, 2], [1, 2]] },
  "avgPool": {
    f: (x) => tf.avgPool(four(tf.exp(x!)), 2, 2, "valid"),
    shapes: [[1, 4, 4, 1]],
  },
  "resizeNearestNeighbor": {
    f: (x) => tf.image.resizeNearestNeighbor(four(tf.exp(x!)), [4, 4]),
    shapes: [[1, 2, 2, 2]],
  },
  "resizeBilinear": {
    f: (x) => tf.image.resizeBilinear(four(tf.exp(x!)), [4, 4]),
    shapes: [[1, 2, 2, 2]],
  },
  ...convolutions(),
};

function convolutions(): Record<string, Case> {
  const cases: Record<string, Case> = {};
  for (const strides of [1, 2]) {
    for (const pad of ["same", "valid", 1] as const) {
      cases[`conv2d of stride ${strides}, ${pad}, and tanh`] = {
        f: (x, w) => tf.tanh(tf.conv2d(four(x!), four(w!), strides, pad)),
        shapes: [[1, 5, 4, 2], [3, 3, 2, 2]],
      };
      const kernel = strides === 1 ? 3 : 4;
      const sideOf = (length: number) =>
        pad === "same"
          ? length * strides
          : (length - 1) * strides + kernel - 2 * (pad === "valid" ? 0 : pad);
      const size = [3, 2].map(sideOf);
      cases[`conv2dTranspose of stride ${strides}, ${pad}, and tanh`] = {
        f: (x, w) => {
          const [height, width] = size as [number, number];
          return tf.tanh(
            tf.conv2dTranspose(four(x!), four(w!), [1, height, width, 2], strides, pad),
          );
        },
        shapes: [[1, 3, 2, 2], [kernel, kernel, 2, 2]],
      };
    }
  }
  return cases;
}

for (const [name, { f, ...options }] of Object.entries(CASES)) {
  const order = options.orders === 3 ? "third" : "second";
  forEachEngine(`${name} is differentiable to ${order} order`, () => checkDerivatives(f, options));
}

/** What has no right second derivative on some engine: an error on all, never a number. */
const GAPS: Readonly<Record<string, CheckOptions & { f: Function }>> = {
  "prod": { f: (x) => tf.prod(x!, 1), shapes: [[3, 3]] },
  "cumprod": { f: (x) => tf.cumprod(x!, 1), shapes: [[3, 3]] },
  "maxPool": { f: (x) => tf.maxPool(four(x!), 2, 2, "valid"), shapes: [[1, 4, 4, 1]] },
  "avgPool whose windows reach beyond the border": {
    f: (x) => tf.avgPool(four(tf.exp(x!)), 2, 1, "same"),
    shapes: [[1, 3, 3, 2]],
  },
  "stridedSlice": { f: (x) => tf.stridedSlice(x!, [0, 0], [3, 4], [2, 2]), shapes: [[3, 4]] },
  "gatherND": {
    f: (x) => tf.gatherND(tf.exp(x!), tf.tensor2d([[0, 1], [1, 0]], [2, 2], "int32")),
    shapes: [[2, 2]],
  },
  "topk": { f: (x) => tf.topk(tf.exp(x!), 2).values, shapes: [[2, 4]] },
  "convolution with dilation": {
    f: (x, w) => tf.conv2d(four(tf.exp(x!)), four(w!), 1, "valid", "NHWC", 2),
    shapes: [[1, 5, 5, 1], [2, 2, 1, 1]],
  },
  "depthwise convolution": {
    f: (x, w) => tf.tanh(tf.depthwiseConv2d(four(x!), four(w!), 1, "valid")),
    shapes: [[1, 4, 4, 2], [2, 2, 2, 1]],
  },
};

for (const [name, { f, ...options }] of Object.entries(GAPS)) {
  forEachEngine(
    `${name} has no second derivative: an error, not a number`,
    () => {
      assert.throws(() => checkDerivatives(f, options), (error: Error) => {
        assert.ok(!(error instanceof assert.AssertionError), error.message);
        return true;
      });
    },
  );
}

forEachEngine("the slope of a root at zero is infinite, that of a guarded length is zero", () => {
  tf.tidy(() => {
    const zero = tf.zeros([2]);
    const bare = tf.grad((x) => tf.sqrt(tf.sum(tf.square(x))))(zero);
    const guarded = tf.grad((x) => tf.sqrt(tf.add(tf.sum(tf.square(x)), 1e-12)))(zero);
    assert.ok(bare.dataSync().every(Number.isNaN));
    assert.deepEqual([...guarded.dataSync()], [0, 0]);
  });
});
