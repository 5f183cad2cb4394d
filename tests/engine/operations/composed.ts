/**
 * Operations that TensorFlow.js makes of others, axes counted from the end, and numbers at the
 * edges.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs";
import {
  at,
  type DType,
  map,
  mean,
  numeric,
  placesIn,
  type Plain,
  plain,
  range,
  reduce,
  reshaped,
  total,
} from "./arrays.ts";
import { BINARY, combined, FLOATS } from "./elementwise.ts";
import type { Operation, Operations } from "./operation.ts";

const four = (x: tf.Tensor | undefined) => x as tf.Tensor4D;
const floats = (shape: number[], values: number[]): Plain => ({ shape, dtype: "float32", values });
const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

/** A loss: the mean over all places of `each`, of labels and predictions. */
function loss(
  run: (labels: tf.Tensor, predictions: tf.Tensor) => tf.Tensor,
  each: (label: number, prediction: number) => number,
): Operation {
  return {
    inputs: [{ shape: [2, 3], dtype: "float32", values: [0, 1, 1, 0, 1, 0] }, [2, 3]],
    run: (labels, predictions) => run(labels!, predictions!),
    right: (labels, predictions) => {
      const { values } = combined(labels!, predictions!, "float32", each);
      return reshaped(floats([1], [mean(values)]), []);
    },
  };
}

const LOSSES: Operations = {
  absoluteDifference: loss((a, b) => tf.losses.absoluteDifference(a, b), (a, b) => Math.abs(a - b)),
  hingeLoss: loss((a, b) => tf.losses.hingeLoss(a, b), (a, b) => Math.max(0, 1 - (2 * a - 1) * b)),
  huberLoss: loss((a, b) => tf.losses.huberLoss(a, b) as tf.Tensor, (a, b) => {
    const off = Math.abs(a - b);
    return off < 1 ? off * off / 2 : off - 0.5;
  }),
  meanSquaredError: loss((a, b) => tf.losses.meanSquaredError(a, b), (a, b) => (a - b) ** 2),
  sigmoidCrossEntropy: loss(
    (a, b) => tf.losses.sigmoidCrossEntropy(a, b),
    (a, b) => softplus(b) - a * b,
  ),
  logLoss: loss(
    (a, b) => tf.losses.logLoss(a, tf.sigmoid(tf.cast(b, "float32"))),
    (a, b) => {
      const p = 1 / (1 + Math.exp(-b));
      return -a * Math.log(p + 1e-7) - (1 - a) * Math.log(1 - p + 1e-7);
    },
  ),
  cosineDistance: {
    inputs: [[2, 3], [2, 3]],
    run: (a, b) => tf.losses.cosineDistance(a!, b!, 1),
    right: (a, b) =>
      floats([], [
        1 - total(placesIn([2, 3]).map((place) => at(a!, place) * at(b!, place))) / 2,
      ]),
  },
  softmaxCrossEntropy: {
    inputs: [floats([2, 3], [0, 1, 0, 1, 0, 0]), [2, 3]],
    run: (labels, logits) => tf.losses.softmaxCrossEntropy(labels!, logits!),
    right: (labels, logits) => {
      const row = (i: number) => range(3).map((j) => at(logits!, [i, j]));
      const each = range(2).map((i) =>
        total(
          range(3).map((j) =>
            at(labels!, [i, j]) * (Math.log(total(row(i).map(Math.exp))) - row(i)[j]!)
          ),
        )
      );
      return floats([], [mean(each)]);
    },
  },
};

const IMAGES: Operations = {
  rgbToGrayscale: {
    inputs: [[2, 2, 3]],
    run: (x) => tf.image.rgbToGrayscale(x as tf.Tensor3D),
    right: (x) =>
      plain([2, 2, 1], x!.dtype, ([i, j]) => {
        const light = [0.2989, 0.587, 0.114];
        const grey = total(range(3).map((c) => light[c]! * at(x!, [i!, j!, c])));
        return x!.dtype === "float32"
          ? grey
          : x!.dtype === "bool"
          ? Number(grey !== 0)
          : Math.trunc(grey);
      }),
  },
  rotateWithOffset: {
    inputs: [[1, 3, 3, 1]],
    run: (x) => tf.image.rotateWithOffset(four(x), Math.PI),
    // a half turn about the pixel to the lower right of the middle: what comes from outside is 0
    right: (x) =>
      plain([1, 3, 3, 1], "float32", ([, i, j]) => {
        const [y, z] = [3 - i!, 3 - j!];
        return y < 3 && z < 3 ? at(x!, [0, y, z, 0]) : 0;
      }),
  },
  "image.nonMaxSuppression": {
    inputs: [floats([3, 4], [0, 0, 1, 1, 0, 0, 1, 0.9, 2, 2, 3, 3]), floats([3], [0.5, 0.9, 0.3])],
    run: (boxes, scores) =>
      tf.image.nonMaxSuppression(boxes as tf.Tensor2D, scores as tf.Tensor1D, 3, 0.5),
    right: () => ({ shape: [2], dtype: "int32", values: [1, 2] }),
  },
  "image.threshold": {
    inputs: [[2, 2, 1]],
    run: (x) => tf.image.threshold(x as tf.Tensor3D, "binary", false, 1 / 255),
    right: (x) => map(x!, "int32", (value) => value > 1 ? 255 : 0),
  },
  "transform, shifted": {
    inputs: [[1, 3, 3, 1], floats([1, 8], [1, 0, 1, 0, 1, 0, 0, 0])],
    run: (x, transforms) => tf.image.transform(four(x), transforms as tf.Tensor2D),
    right: (x) =>
      plain([1, 3, 3, 1], "float32", ([, i, j]) => j! + 1 < 3 ? at(x!, [0, i!, j! + 1, 0]) : 0),
  },
  separableConv2d: {
    inputs: [[1, 3, 3, 2], [2, 2, 2, 1], [1, 1, 2, 2]],
    run: (x, depth, point) => tf.separableConv2d(four(x), four(depth), four(point), 1, "valid"),
    right: (x, depth, point) =>
      plain(
        [1, 2, 2, 2],
        "float32",
        ([n, i, j, f]) =>
          total(
            placesIn([2, 2, 2]).map(([y, z, c]) =>
              at(x!, [n!, i! + y!, j! + z!, c!]) * at(depth!, [y!, z!, c!, 0]) *
              at(point!, [0, 0, c!, f!])
            ),
          ),
      ),
  },
  conv3dTranspose: {
    inputs: [[1, 1, 1, 1, 1], [2, 2, 2, 1, 1]],
    run: (x, w) =>
      tf.conv3dTranspose(x as tf.Tensor5D, w as tf.Tensor5D, [1, 2, 2, 2, 1], 1, "valid"),
    right: (x, w) =>
      plain(
        [1, 2, 2, 2, 1],
        "float32",
        ([, i, j, k]) => at(x!, [0, 0, 0, 0, 0]) * at(w!, [i!, j!, k!, 0, 0]),
      ),
  },
  "pool of windows that are dilated": {
    inputs: [[1, 4, 4, 1]],
    run: (x) => tf.pool(four(x), [2, 2], "avg", "valid", [2, 2]),
    right: (x) =>
      plain(
        [1, 2, 2, 1],
        "float32",
        ([, i, j]) =>
          mean(placesIn([2, 2]).map(([y, z]) => at(x!, [0, i! + 2 * y!, j! + 2 * z!, 0]))),
      ),
  },
};

const FUSED: Operations = {
  "fused.matMul": {
    inputs: [[2, 3], [3, 2], [2]],
    run: (a, b, bias) => tf.fused.matMul({ a: a!, b: b!, bias: bias!, activation: "relu" }),
    right: (a, b, bias) =>
      plain([2, 2], numeric(a!.dtype), ([i, j]) => {
        const sum = total(range(3).map((k) => at(a!, [i!, k]) * at(b!, [k, j!])));
        return Math.max(0, sum + at(bias!, [j!]));
      }),
  },
  "fused.depthwiseConv2d": {
    inputs: [[1, 3, 3, 2], [2, 2, 2, 1], [2]],
    run: (x, filter, bias) =>
      tf.fused.depthwiseConv2d({
        x: four(x),
        filter: four(filter),
        bias: bias!,
        strides: 1,
        pad: "valid",
        activation: "relu",
      }),
    right: (x, w, bias) =>
      plain([1, 2, 2, 2], "float32", ([n, i, j, c]) => {
        const sum = total(
          placesIn([2, 2]).map(([y, z]) =>
            at(x!, [n!, i! + y!, j! + z!, c!]) * at(w!, [y!, z!, c!, 0])
          ),
        );
        return Math.max(0, sum + at(bias!, [c!]));
      }),
  },
  "fused.conv2d": {
    inputs: [[1, 3, 3, 2], [2, 2, 2, 2], [2]],
    run: (x, filter, bias) =>
      tf.fused.conv2d({
        x: four(x),
        filter: four(filter),
        bias: bias!,
        strides: 1,
        pad: "valid",
        activation: "relu6",
      }),
    right: (x, w, bias) =>
      plain([1, 2, 2, 2], "float32", ([n, i, j, f]) => {
        const sum = total(
          placesIn([2, 2, 2]).map(([y, z, c]) =>
            at(x!, [n!, i! + y!, j! + z!, c!]) * at(w!, [y!, z!, c!, f!])
          ),
        );
        return Math.min(Math.max(0, sum + at(bias!, [f!])), 6);
      }),
  },
};

const one = (x: tf.Tensor | undefined) => x as tf.Tensor1D;
const MASK: Plain = { shape: [3], dtype: "bool", values: [1, 0, 1] };

const OTHERS: Operations = {
  booleanMaskAsync: {
    inputs: [[3, 2], MASK],
    run: (x, mask) => tf.booleanMaskAsync(x!, mask!),
    right: (x) => plain([2, 2], x!.dtype, ([i, j]) => at(x!, [2 * i!, j!])),
  },
  whereAsync: {
    inputs: [[5]],
    run: (x) => tf.whereAsync(x!),
    right: (x) => {
      const found = range(5).filter((i) => x!.values[i] !== 0);
      return { shape: [found.length, 1], dtype: "int32", values: found };
    },
  },
  movingAverage: {
    inputs: [[3], [3]],
    run: (v, x) => tf.movingAverage(v!, x!, 0.5, 1, false),
    right: (v, x) => combined(v!, x!, "float32", (a, b) => a + (b - a) * 0.5),
  },
  "linalg.gramSchmidt": {
    inputs: [floats([2, 2], [3, 4, 1, 2])],
    run: (x) => tf.linalg.gramSchmidt(x as tf.Tensor2D),
    right: () => floats([2, 2], [0.6, 0.8, -0.8, 0.6]),
  },
  "linalg.qr, the product of both": {
    inputs: [floats([2, 2], [3, 1, 4, 2])],
    run: (x) => tf.matMul(...tf.linalg.qr(x!) as [tf.Tensor, tf.Tensor]),
    right: (x) => x!,
  },
  "losses.computeWeightedLoss": {
    inputs: [[2, 3], floats([2, 1], [0, 2])],
    run: (x, weights) => tf.losses.computeWeightedLoss(x!, weights!),
    right: (x) => floats([], [2 * total(range(3).map((j) => at(x!, [1, j]))) / 3]),
  },
  "signal.hammingWindow": {
    inputs: [],
    run: () => tf.signal.hammingWindow(4),
    right: () => floats([4], range(4).map((i) => 0.54 - 0.46 * Math.cos(2 * Math.PI * i / 4))),
  },
  "signal.hannWindow": {
    inputs: [],
    run: () => tf.signal.hannWindow(4),
    right: () => floats([4], range(4).map((i) => 0.5 - 0.5 * Math.cos(2 * Math.PI * i / 4))),
  },
  "eye": {
    inputs: [],
    run: () => tf.eye(2, 3),
    right: () => floats([2, 3], [1, 0, 0, 0, 1, 0]),
  },
  "broadcastArgs": {
    inputs: [
      { shape: [3], dtype: "int32", values: [2, 1, 3] },
      { shape: [2], dtype: "int32", values: [4, 1] },
    ],
    run: (a, b) => tf.broadcastArgs(a!, b!),
    right: () => ({ shape: [3], dtype: "int32", values: [2, 4, 3] }),
  },
  "sparse.sparseSegmentSum": {
    inputs: [
      [3, 2],
      { shape: [3], dtype: "int32", values: [2, 0, 1] },
      { shape: [3], dtype: "int32", values: [0, 0, 1] },
    ],
    run: (x, indices, ids) => tf.sparse.sparseSegmentSum(x!, one(indices), one(ids)),
    right: (x) =>
      plain(
        [2, 2],
        numeric(x!.dtype),
        ([i, j]) => i === 0 ? at(x!, [2, j!]) + at(x!, [0, j!]) : at(x!, [1, j!]),
      ),
  },
  "signal.frame": {
    inputs: [[5]],
    run: (x) => tf.signal.frame(x as tf.Tensor1D, 3, 2),
    right: (x) => plain([2, 3], x!.dtype, ([i, j]) => at(x!, [2 * i! + j!])),
  },
  "norm of all": {
    inputs: [[2, 3]],
    run: (x) => tf.norm(x!),
    right: (x) => floats([], [Math.hypot(...x!.values)]),
  },
};

/** The same operation with an axis counted from the end. */
function fromTheEnd(): Operations {
  const along = (x: Plain, dtype: DType, of: (values: number[]) => number) =>
    reduce(x, [1], dtype, of);
  const reducing = (
    run: (x: tf.Tensor) => tf.Tensor,
    of: (values: number[]) => number,
    gives: (dtype: DType) => DType,
  ): Operation => ({
    inputs: [[2, 3]],
    run: (x) => run(x!),
    right: (x) => along(x!, gives(x!.dtype), of),
  });
  return {
    sum: reducing((x) => tf.sum(x, -1), total, numeric),
    mean: reducing((x) => tf.mean(x, -1), mean, () => "float32"),
    max: reducing((x) => tf.max(x, -1), (values) => Math.max(...values), numeric),
    argMax: reducing(
      (x) => tf.argMax(x, -1),
      (values) => values.indexOf(Math.max(...values)),
      () => "int32",
    ),
    concat: {
      inputs: [[2, 1], [2, 2]],
      run: (a, b) => tf.concat([a!, b!], -1),
      right: (a, b) =>
        plain([2, 3], a!.dtype, ([i, j]) => j! < 1 ? at(a!, [i!, 0]) : at(b!, [i!, j! - 1])),
    },
    stack: {
      inputs: [[2], [2]],
      run: (a, b) => tf.stack([a!, b!], -1),
      right: (a, b) => plain([2, 2], a!.dtype, ([i, j]) => at(j === 0 ? a! : b!, [i!])),
    },
    unstack: {
      inputs: [[2, 2]],
      run: (x) => tf.unstack(x!, -1),
      right: (x) => range(2).map((j) => plain([2], x!.dtype, ([i]) => at(x!, [i!, j]))),
    },
    split: {
      inputs: [[2, 4]],
      run: (x) => tf.split(x!, 2, -1),
      right: (x) =>
        range(2).map((k) => plain([2, 2], x!.dtype, ([i, j]) => at(x!, [i!, 2 * k + j!]))),
    },
    gather: {
      inputs: [[2, 3], { shape: [2], dtype: "int32", values: [2, 0] }],
      run: (x, places) => tf.gather(x!, places!, -1),
      right: (x, places) => plain([2, 2], x!.dtype, ([i, j]) => at(x!, [i!, places!.values[j!]!])),
    },
    reverse: {
      inputs: [[2, 3]],
      run: (x) => tf.reverse(x!, -1),
      right: (x) => plain([2, 3], x!.dtype, ([i, j]) => at(x!, [i!, 2 - j!])),
    },
    expandDims: {
      inputs: [[2, 3]],
      run: (x) => tf.expandDims(x!, -1),
      right: (x) => reshaped(x!, [2, 3, 1]),
    },
    cumprod: {
      inputs: [[2, 3]],
      run: (x) => tf.cumprod(x!, -1),
      right: (x) =>
        plain(
          [2, 3],
          numeric(x!.dtype),
          ([i, j]) => range(j! + 1).reduce((product, k) => product * at(x!, [i!, k]), 1),
        ),
    },
  };
}

/** Operations on tensors of seven axes. */
function ofSevenAxes(): Operations {
  const [shape, other] = [[1, 2, 2, 1, 2, 1, 2], [1, 2, 1, 1, 1, 1, 2]];
  const pairs = {
    add: BINARY["add"]!,
    sub: BINARY["sub"]!,
    mul: BINARY["mul"]!,
    less: BINARY["less"]!,
  };
  const binary = Object.entries({ ...pairs, maximum: BINARY["maximum"]! }).map((
    [name, [run, right, gives]],
  ): [string, Operation] => [name, {
    inputs: [shape, other],
    run: (a, b) => run(a!, b!),
    right: (a, b) => combined(a!, b!, gives(a!.dtype), (x, y) => right(x, y, a!.dtype)),
  }]);
  const moved = (
    result: number[],
    run: (x: tf.Tensor) => tf.Tensor,
    from: (place: number[]) => number[],
  ) => ({
    inputs: [shape],
    run: (x: tf.Tensor | undefined) => run(x!),
    right: (x: Plain | undefined) => plain(result, x!.dtype, (place) => at(x!, from([...place]))),
  });
  return {
    ...Object.fromEntries(binary),
    transpose: moved([...shape].reverse(), (x) => tf.transpose(x), (place) => place.reverse()),
    slice: moved(
      [1, 2, 1, 1, 2, 1, 2],
      (x) => tf.slice(x, [0, 0, 1, 0, 0, 0, 0], [-1, -1, 1, -1, -1, -1, -1]),
      (place) => place.with(2, 1),
    ),
    tile: moved(
      [1, 4, 2, 1, 2, 1, 2],
      (x) => tf.tile(x, [1, 2, 1, 1, 1, 1, 1]),
      (place) => place.with(1, place[1]! % 2),
    ),
    reverse: moved(
      shape,
      (x) => tf.reverse(x, [1, 6]),
      (place) => place.with(1, 1 - place[1]!).with(6, 1 - place[6]!),
    ),
    pad: {
      inputs: [shape],
      run: (x) => tf.pad(x!, shape.map((_, axis): [number, number] => [axis === 1 ? 1 : 0, 0])),
      right: (x) =>
        plain(
          shape.with(1, 3),
          x!.dtype,
          (place) => place[1] === 0 ? 0 : at(x!, place.with(1, place[1]! - 1)),
        ),
    },
    sum: {
      inputs: [shape],
      run: (x) => tf.sum(x!, [0, 2, 4, 6]),
      right: (x) => reduce(x!, [0, 2, 4, 6], numeric(x!.dtype), total),
    },
  };
}

/** Functions of floats where they are hard: tiny, large, and in between. */
function atTheEdges(): Operations {
  const hard = [1e-8, -3e-7, 1e-4, -0.01, 0.999, -8, 12, -30, 40, -80].map(Math.fround);
  return Object.fromEntries(
    Object.entries(FLOATS).map(([name, [run, right]]) => [`${name}, tiny to large`, {
      inputs: [floats([hard.length], hard)],
      run: (x) => run(x!),
      right: (x) => map(x!, "float32", right),
    }]),
  );
}

/** Operations that are made of others. */
export const COMPOSED: Operations = {
  ...LOSSES,
  ...IMAGES,
  ...FUSED,
  ...OTHERS,
  ...Object.fromEntries(
    Object.entries(fromTheEnd()).map((
      [name, operation],
    ) => [`${name}, last axis as -1`, operation]),
  ),
  ...Object.fromEntries(
    Object.entries(ofSevenAxes()).map(([name, operation]) => [`${name} of seven axes`, operation]),
  ),
  ...atTheEdges(),
};
