import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { enginesHere, forEachEngine } from "../engines.ts";
import { checkDerivatives, type CheckOptions, type Function } from "./derivatives.ts";

type Case = CheckOptions & { readonly f: Function };

const four = (x: tf.Tensor | undefined) => x as tf.Tensor4D;
const five = (x: tf.Tensor | undefined) => x as tf.Tensor5D;
const one = (x: tf.Tensor | undefined) => x as tf.Tensor1D;
const places = (...values: number[]) => tf.tensor1d(values, "int32");

/** Functions of one number that have no test of their closed form. */
const FUNCTIONS: Readonly<Record<string, Case>> = Object.fromEntries(
  Object.entries({
    acos: (x: tf.Tensor) => tf.acos(tf.mul(x, 0.4)),
    acosh: (x: tf.Tensor) => tf.acosh(tf.add(x, 3)),
    asin: (x: tf.Tensor) => tf.asin(tf.mul(x, 0.4)),
    asinh: tf.asinh,
    atan: tf.atan,
    atanh: (x: tf.Tensor) => tf.atanh(tf.mul(x, 0.4)),
    cosh: tf.cosh,
    erf: tf.erf,
    sinh: tf.sinh,
    tan: (x: tf.Tensor) => tf.tan(tf.mul(x, 0.4)),
    "cast to its own type": (x: tf.Tensor) => tf.exp(tf.cast(x, "float32")),
    "clone": (x: tf.Tensor) => tf.exp(tf.clone(x)),
    "ones and zeros like it": (x: tf.Tensor) => tf.add(tf.mul(x, tf.onesLike(x)), tf.zerosLike(x)),
    "rounded up, down and to the nearest": (x: tf.Tensor) => {
      const whole = tf.addN([tf.ceil(tf.mul(x, 0.1)), tf.floor(tf.mul(x, 0.1)), tf.round(x)]);
      return tf.mul(x, whole);
    },
    "divided and rounded down": (x: tf.Tensor) => tf.mul(x, tf.floorDiv(x, tf.scalar(10))),
  }).map(([name, f]) => [name, { f: (x: tf.Tensor) => f(x), shapes: [[5]] }]),
);

/** Pairs of which one is broadcast to the other, with products of matrices. */
const BROADCAST: Readonly<Record<string, Case>> = {
  "matMul of many matrices by one": {
    f: (a, b) => tf.tanh(tf.matMul(a!, b!)),
    shapes: [[2, 3, 2], [2, 2]],
  },
  "matMul of one matrix by many": {
    f: (a, b) => tf.tanh(tf.matMul(a!, b!)),
    shapes: [[1, 3, 2], [3, 2, 2]],
  },
  "matMul of one matrix by many, both transposed": {
    f: (a, b) => tf.tanh(tf.matMul(a!, b!, true, true)),
    shapes: [[2, 3], [3, 2, 2]],
  },
  "dot": { f: (a, b) => tf.exp(tf.dot(a!, b!)), shapes: [[3], [3]] },
  "outerProduct": { f: (a, b) => tf.exp(tf.outerProduct(one(a), one(b))), shapes: [[3], [2]] },
  "maximum": { f: (a, b) => tf.maximum(tf.square(a!), tf.mul(b!, 1.1)), shapes: [[2, 3], [2, 1]] },
  "minimum": { f: (a, b) => tf.minimum(tf.square(a!), tf.mul(b!, 1.1)), shapes: [[2, 3], [3]] },
  "pow": { f: (a, b) => tf.pow(a!, b!), shapes: [[2, 3], [3]], positive: true },
  "atan2": { f: (a, b) => tf.atan2(a!, b!), shapes: [[2, 3], [1, 3]] },
  "mod": {
    f: (a, b) => tf.mod(tf.add(tf.square(a!), 0.1), tf.add(tf.square(b!), 3)),
    shapes: [[2, 3], [3]],
  },
  "divNoNan": { f: (a, b) => tf.divNoNan(a!, b!), shapes: [[2, 3], [3]] },
  "squaredDifference": { f: (a, b) => tf.squaredDifference(tf.exp(a!), b!), shapes: [[2, 3], [3]] },
  "prelu": { f: (x, a) => tf.prelu(x!, tf.square(a!)), shapes: [[3, 2], [3, 1]] },
  "where": {
    f: (a, b) => tf.where(tf.tensor2d([[1], [0]], [2, 1], "bool"), tf.exp(a!), tf.square(b!)),
    shapes: [[2, 3], [1, 3]],
  },
  "batchNorm without scale and offset": {
    f: (x, mean, v) => tf.batchNorm(tf.exp(x!), one(mean), one(tf.square(v!))),
    shapes: [[4, 2], [2], [2]],
  },
  "batchNorm with both": {
    f: (x, mean, v, scale, offset) =>
      tf.batchNorm(tf.exp(x!), one(mean), one(tf.square(v!)), one(offset), one(scale)),
    shapes: [[4, 2], [2], [2], [2], [2]],
  },
  "batchNorm of images with an offset": {
    f: (x, mean, v, offset) =>
      tf.batchNorm(four(tf.exp(x!)), one(mean), one(tf.square(v!)), one(offset)),
    shapes: [[1, 2, 2, 2], [2], [2], [2]],
  },
};

/** Whole numbers and truth values that are made of floats, which are constants to a derivative. */
const ROUNDED: Readonly<Record<string, Case>> = Object.fromEntries(
  Object.entries({
    "cast to whole numbers": (x: tf.Tensor) => tf.cast(tf.mul(x, 2), "int32"),
    "cast to truth values": (x: tf.Tensor) => tf.cast(tf.relu(x), "bool"),
    "sum of whole numbers": (x: tf.Tensor) => tf.sum(tf.cast(tf.mul(x, 2), "int32")),
    "place of the largest": (x: tf.Tensor) => tf.argMax(x),
    "row of the smallest": (x: tf.Tensor) => tf.oneHot(tf.argMin(x), 5),
    "number at the place of the largest": (x: tf.Tensor) => tf.gather(x, tf.argMax(x)),
    "function of a place": (x: tf.Tensor) => tf.softplus(tf.argMax(x)),
    "whether finite": (x: tf.Tensor) => tf.isFinite(x),
    "places among bounds": (x: tf.Tensor) => tf.lowerBound(tf.tensor1d([-1, 0, 1]), x),
    "counts": (x: tf.Tensor) => {
      const places = tf.cast(tf.abs(tf.mul(x, 2)), "int32") as tf.Tensor1D;
      return tf.bincount(places, tf.tensor1d([]), 5);
    },
  }).map(([name, f]) => {
    const times = (x: tf.Tensor | undefined) => tf.mul(tf.exp(x!), tf.cast(f(x!), "float32"));
    return [`times ${name}`, { f: times, shapes: [[5]] }];
  }),
);

/** Functions that have gradients of their own, of tensors that were computed. */
const COMPOSED: Readonly<Record<string, Case>> = {
  "logSigmoid": { f: (x) => tf.logSigmoid(tf.mul(x!, 2)), shapes: [[5]] },
  "logSigmoid in a scope": { f: (x) => tf.tidy(() => tf.logSigmoid(tf.square(x!))), shapes: [[5]] },
  "logSoftmax": { f: (x) => tf.square(tf.logSoftmax(tf.exp(x!))), shapes: [[2, 3]] },
  "logSumExp": { f: (x) => tf.logSumExp(tf.square(x!), 1), shapes: [[2, 3]] },
  "softmaxCrossEntropy": {
    f: (x) => tf.losses.softmaxCrossEntropy(tf.tensor2d([[0, 1, 0], [1, 0, 0]]), tf.square(x!)),
    shapes: [[2, 3]],
  },
  "softmaxCrossEntropy of labels that are computed too, and smoothed": {
    f: (x, y) => tf.losses.softmaxCrossEntropy(tf.softmax(x!), tf.exp(y!), undefined, 0.1),
    shapes: [[2, 3], [2, 3]],
  },
  "softmaxCrossEntropy of labels that do not sum to 1": {
    f: (x, y) => tf.losses.softmaxCrossEntropy(tf.square(x!), y!),
    shapes: [[2, 3], [2, 3]],
  },
  "sigmoidCrossEntropy of labels that are computed too": {
    f: (x, y) => tf.losses.sigmoidCrossEntropy(tf.sigmoid(x!), tf.exp(y!)),
    shapes: [[5], [5]],
  },
  "a gradient of one's own that uses its input": {
    f: (x) =>
      tf.customGrad((y) => ({
        value: tf.square(y as tf.Tensor),
        gradFunc: (dy) => tf.mul(dy as tf.Tensor, tf.mul(2, y as tf.Tensor)),
      }))(tf.exp(x!)),
    shapes: [[5]],
  },
};

/** Padding and resizing, and whatever else moves numbers in more than one way. */
const MOVING: Readonly<Record<string, Case>> = {
  "mirrorPad, reflect": {
    f: (x) => tf.exp(tf.mirrorPad(x!, [[2, 1], [1, 2]], "reflect")),
    shapes: [[3, 4]],
  },
  "mirrorPad, symmetric": {
    f: (x) => tf.exp(tf.mirrorPad(x!, [[2, 0], [0, 3]], "symmetric")),
    shapes: [[3, 4]],
  },
  ...resizes(),
  "cumsum from the end of the first axis": {
    f: (x) => tf.exp(tf.cumsum(x!, 0, true, true)),
    shapes: [[3, 2]],
  },
  "cumsum of the last axis as -1": { f: (x) => tf.exp(tf.cumsum(x!, -1)), shapes: [[3, 2]] },
  "gather of the last axis as -1": {
    f: (x) => tf.exp(tf.gather(x!, places(2, 0, 2), -1)),
    shapes: [[2, 3]],
  },
  "gather of many places": {
    f: (x) => tf.exp(tf.gather(x!, tf.tensor2d([[2, 0], [1, 1]], [2, 2], "int32"), 1)),
    shapes: [[2, 3]],
  },
  "unsortedSegmentSum": {
    f: (x) => tf.exp(tf.unsortedSegmentSum(x!, places(1, -1, 0), 2)),
    shapes: [[3, 2]],
  },
  "spaceToBatchND": {
    f: (x) => tf.exp(tf.spaceToBatchND(x!, [2, 2], [[0, 0], [1, 1]])),
    shapes: [[1, 2, 2, 1]],
  },
  "batchToSpaceND": {
    f: (x) => tf.exp(tf.batchToSpaceND(x!, [2, 2], [[0, 0], [0, 1]])),
    shapes: [[4, 1, 2, 1]],
  },
  "tile of five axes": {
    f: (x) => tf.exp(tf.tile(x!, [2, 1, 1, 1, 2])),
    shapes: [[1, 2, 1, 1, 2]],
  },
  "unstack of one part": { f: (x) => tf.exp(tf.unstack(x!)[0]!), shapes: [[1, 2]] },
  "split in one part": { f: (x) => tf.exp(tf.split(x!, 1, 1)[0]!), shapes: [[2, 2]] },
  "bandPart": { f: (x) => tf.exp(tf.linalg.bandPart(x!, 1, 0)), shapes: [[3, 3]] },
  "max over two axes, kept": {
    f: (x) => tf.exp(tf.max(x!, [0, 2], true)),
    shapes: [[2, 2, 3]],
  },
  "mean over two axes": { f: (x) => tf.exp(tf.mean(x!, [0, 2])), shapes: [[2, 2, 3]] },
  "avgPool of windows that overlap": {
    f: (x) => tf.avgPool(four(tf.exp(x!)), 2, 1, "valid"),
    shapes: [[1, 3, 3, 1]],
  },
};

/** Every way to place pixels, larger and smaller, of images that are not square. */
function resizes(): Record<string, Case> {
  const { resizeBilinear, resizeNearestNeighbor } = tf.image;
  const cases: Record<string, Case> = {};
  for (const [name, resize] of Object.entries({ resizeBilinear, resizeNearestNeighbor })) {
    for (
      const [how, align, half] of [
        ["by corners", false, false],
        ["with corners aligned", true, false],
        ["by centres", false, true],
      ] as const
    ) {
      for (const [from, to] of [[[2, 3], [5, 4]], [[4, 5], [2, 3]]] as const) {
        cases[`${name} from ${from} to ${to}, ${how}`] = {
          f: (x) => resize(four(tf.exp(x!)), [...to], align, half),
          shapes: [[1, ...from, 2]],
        };
      }
    }
  }
  return cases;
}

/** What has a first derivative, and an error for the second. */
const FIRST_ONLY: Readonly<Record<string, Case>> = {
  "prod of all": { f: (x) => tf.prod(x!), shapes: [[4]] },
  "prod over the last axis as -1": { f: (x) => tf.prod(x!, [-1]), shapes: [[2, 3]] },
  "prod over axes in any order": { f: (x) => tf.prod(x!, [2, -3]), shapes: [[2, 2, 2]] },
  "prod over the first axis": { f: (x) => tf.prod(x!, 0, true), shapes: [[2, 3]] },
  "localResponseNormalization": {
    f: (x) => tf.localResponseNormalization(four(x), 1, 1, 0.5, 0.75),
    shapes: [[1, 1, 2, 4]],
  },
  "maxPool of windows that overlap": {
    f: (x) => tf.maxPool(four(x), 2, 1, "valid"),
    shapes: [[1, 3, 3, 1]],
  },
  "maxPool to the border": {
    f: (x) => tf.maxPool(four(x), 2, 1, "same"),
    shapes: [[1, 3, 3, 1]],
  },
  "maxPool3d": { f: (x) => tf.maxPool3d(five(x), 2, 2, "valid"), shapes: [[1, 2, 2, 4, 1]] },
  "maxPool3d to the border": {
    f: (x) => tf.maxPool3d(five(tf.sub(x!, 4)), 2, 1, "same"),
    shapes: [[1, 2, 2, 3, 1]],
  },
  "avgPool3d": {
    f: (x) => tf.avgPool3d(five(tf.exp(x!)), 2, 2, "valid"),
    shapes: [[1, 2, 2, 4, 1]],
  },
  "conv3d": {
    f: (x, w) => tf.conv3d(five(tf.exp(x!)), five(w), 1, "valid"),
    shapes: [[1, 2, 3, 3, 1], [2, 2, 2, 1, 1]],
  },
  "depthwiseConv2d of stride 2": {
    f: (x, w) => tf.tanh(tf.depthwiseConv2d(four(x), four(w), 2, "same")),
    shapes: [[1, 4, 4, 2], [3, 3, 2, 2]],
  },
  "dilation2d": {
    f: (x, w) => tf.dilation2d(four(x), w as tf.Tensor3D, 1, "valid"),
    shapes: [[1, 4, 4, 1], [2, 2, 1]],
  },
};

/** What has no derivative at all: an error that says so. */
const NONE: Readonly<Record<string, Case>> = {
  "avgPool3d whose windows reach beyond the border": {
    f: (x) => tf.avgPool3d(five(x), 2, 1, "same"),
    shapes: [[1, 2, 2, 3, 1]],
  },
  "scatterND": {
    f: (x) => tf.scatterND(tf.tensor2d([[1], [0]], [2, 1], "int32"), tf.exp(x!), [3]),
    shapes: [[2]],
  },
  "diag": { f: (x) => tf.diag(tf.exp(x!)), shapes: [[3]] },
  "einsum": { f: (a, b) => tf.einsum("ij,kj->ik", a!, b!), shapes: [[2, 3], [2, 3]] },
  "flipLeftRight": {
    f: (x) => tf.image.flipLeftRight(four(tf.exp(x!))),
    shapes: [[1, 2, 2, 1]],
  },
};

const ALL = { ...FUNCTIONS, ...BROADCAST, ...ROUNDED, ...COMPOSED, ...MOVING };

// differences of WebGPU's asin, which is right to six digits, are right to two
for (const [name, { f, ...options }] of Object.entries(ALL)) {
  forEachEngine(
    `${name} has the derivatives of its differences`,
    () => checkDerivatives(f, options),
    { engines: enginesHere().filter((engine) => engine !== "webgpu" || name !== "asin") },
  );
}

for (const [name, { f, ...options }] of Object.entries(FIRST_ONLY)) {
  forEachEngine(`${name} has a first derivative, and an error for the second`, () => {
    checkDerivatives(f, { ...options, orders: 1 });
    refuses(() => checkDerivatives((...xs) => tf.square(f(...xs)), options));
  });
}

for (const [name, { f, ...options }] of Object.entries(NONE)) {
  forEachEngine(`${name} has no derivative: an error, not a number`, () => {
    refuses(() => checkDerivatives(f, { ...options, orders: 1 }));
  });
}

/** An error that is no wrong number. */
function refuses(check: () => void): void {
  assert.throws(check, (error: Error) => {
    assert.ok(!(error instanceof assert.AssertionError), error.message);
    return true;
  });
}

const slopes = (f: (x: tf.Tensor) => tf.Tensor) => [...f(tf.tensor1d([-2, 3])).dataSync()];

forEachEngine("the slope of what is flat is 0, by TensorFlow.js's own functions too", () => {
  tf.tidy(() => {
    assert.deepEqual(slopes(tf.grad(tf.grad(tf.relu))), [0, 0]);
    assert.deepEqual(slopes(tf.grad((x) => tf.step(x))), [0, 0]);
    assert.deepEqual(slopes(tf.grad((x) => tf.sign(tf.mul(x, 3)))), [0, 0]);
    assert.deepEqual(slopes(tf.grad((x) => tf.floorDiv(x, 2))), [0, 0]);
    assert.deepEqual(slopes(tf.grad((x) => x)), [1, 1]);
    const [left, right] = tf.grads((a, b) => tf.mul(b, tf.step(a)))([tf.scalar(2), tf.scalar(5)]);
    assert.deepEqual([left, right].map((x) => x!.dataSync()[0]), [0, 1]);
  });
});

forEachEngine("a derivative by what a function does not use stays an error", () => {
  tf.tidy(() => {
    const other = tf.scalar(3);
    assert.throws(() => tf.grad(() => tf.square(other))(tf.scalar(2)), /Cannot compute gradient/);
    assert.deepEqual(slopes(tf.grad(tf.square)), [-4, 6]); // what failed has left nothing behind
  });
});

forEachEngine("mirrored padding sends back what it took: 1, 3, 1", () => {
  const slope = tf.tidy(() =>
    tf.grad((x) => tf.mirrorPad(x, [[1, 1]], "reflect"))(tf.ones([3])).dataSync()
  );
  assert.deepEqual([...slope], [1, 3, 1]);
}, { engines: enginesHere() });
