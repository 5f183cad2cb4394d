/**
 * Products of matrices, convolutions, pooling and resizing, with the same by loops.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs";
import { at, type DType, type Place, placesIn, type Plain, plain, range, total } from "./arrays.ts";
import type { Operation, Operations } from "./operation.ts";

const four = (x: tf.Tensor | undefined) => x as tf.Tensor4D;
const numeric = (dtype: DType): DType => dtype === "bool" ? "int32" : dtype;
/** The number at a place, or 0 beside the array. */
const orZero = (x: Plain, place: Place) =>
  place.every((i, axis) => i >= 0 && i < x.shape[axis]!) ? at(x, place) : 0;

function matMul(transposed: boolean): Operation {
  return {
    inputs: [transposed ? [2, 3, 2] : [2, 2, 3], transposed ? [2, 4, 3] : [2, 3, 4]],
    run: (a, b) => tf.matMul(a!, b!, transposed, transposed),
    right: (a, b) =>
      plain(
        [2, 2, 4],
        numeric(a!.dtype),
        ([n, i, j]) =>
          total(
            range(3).map((k) =>
              transposed
                ? at(a!, [n!, k, i!]) * at(b!, [n!, j!, k])
                : at(a!, [n!, i!, k]) * at(b!, [n!, k, j!])
            ),
          ),
      ),
  };
}

/** Pools windows of 2 x 2, two apart. */
function pooling(
  run: (x: tf.Tensor) => tf.Tensor,
  of: (values: number[]) => number,
  dtype: (dtype: DType) => DType,
): Operation {
  return {
    inputs: [[1, 4, 6, 2]],
    run: (x) => run(x!),
    right: (x) =>
      plain(
        [1, 2, 3, 2],
        dtype(x!.dtype),
        ([n, i, j, c]) =>
          of(placesIn([2, 2]).map(([y, z]) => at(x!, [n!, 2 * i! + y!, 2 * j! + z!, c!]))),
      ),
  };
}

/** Pools windows of 2 x 2 (or 2 x 2 x 2) at every place, over what lies inside the image. */
function poolingToTheBorder(
  axes: 2 | 3,
  run: (x: tf.Tensor) => tf.Tensor,
  of: (values: number[]) => number,
  dtype: (dtype: DType) => DType,
): Operation {
  const shape = axes === 2 ? [1, 3, 3, 1] : [1, 2, 3, 3, 1];
  const isInside = (place: Place) => place.every((i, axis) => i < shape[axis]!);
  return {
    inputs: [shape],
    run: (x) => run(tf.sub(x!, tf.scalar(x!.dtype === "float32" ? 8 : 0, x!.dtype as "float32"))),
    right: (x) =>
      plain(shape, dtype(x!.dtype), (place) => {
        const window = placesIn(axes === 2 ? [1, 2, 2, 1] : [1, 2, 2, 2, 1])
          .map((step) => place.map((i, axis) => i + step[axis]!)).filter(isInside);
        return of(window.map((one) => at(x!, one) - (x!.dtype === "float32" ? 8 : 0)));
      }),
  };
}

/** A resize from 2 x 3 to 4 x 6 by the nearest pixel. */
function nearest(align: boolean, half: boolean): Operation {
  const source = (i: number, from: number, to: number) => {
    const place = half
      ? (i + 0.5) * from / to
      : align
      ? Math.round(i * (from - 1) / (to - 1))
      : i * from / to;
    return Math.min(Math.floor(place), from - 1);
  };
  return {
    inputs: [[1, 2, 3, 2]],
    run: (x) => tf.image.resizeNearestNeighbor(four(x), [4, 6], align, half),
    right: (x) =>
      plain(
        [1, 4, 6, 2],
        x!.dtype,
        ([n, i, j, c]) => at(x!, [n!, source(i!, 2, 4), source(j!, 3, 6), c!]),
      ),
  };
}

/** The same by interpolation. */
function bilinear(align: boolean, half: boolean): Operation {
  const source = (i: number, from: number, to: number): [number, number, number] => {
    const place = half
      ? (i + 0.5) * from / to - 0.5
      : align
      ? i * (from - 1) / (to - 1)
      : i * from / to;
    const [below, above] = [Math.floor(place), Math.ceil(place)];
    return [Math.max(below, 0), Math.min(above, from - 1), place - below];
  };
  return {
    inputs: [[1, 2, 3, 2]],
    run: (x) => tf.image.resizeBilinear(four(x), [4, 6], align, half),
    right: (x) =>
      plain([1, 4, 6, 2], "float32", ([n, i, j, c]) => {
        const [[top, bottom, down], [left, right, across]] = [source(i!, 2, 4), source(j!, 3, 6)];
        const row = (y: number) =>
          at(x!, [n!, y, left, c!]) * (1 - across) + at(x!, [n!, y, right, c!]) * across;
        return row(top) * (1 - down) + row(bottom) * down;
      }),
  };
}

/** Products of matrices and operations on images. */
export const PRODUCTS: Operations = {
  matMul: matMul(false),
  "matMul, both transposed": matMul(true),
  "matMul of many matrices by one": {
    inputs: [[2, 2, 3], [3, 2]],
    run: (a, b) => tf.matMul(a!, b!),
    right: (a, b) =>
      plain(
        [2, 2, 2],
        numeric(a!.dtype),
        ([n, i, j]) => total(range(3).map((k) => at(a!, [n!, i!, k]) * at(b!, [k, j!]))),
      ),
  },
  dot: {
    inputs: [[3], [3]],
    run: (a, b) => tf.dot(a!, b!),
    right: (a, b) =>
      plain([], numeric(a!.dtype), () => total(range(3).map((k) => at(a!, [k]) * at(b!, [k])))),
  },
  einsum: {
    inputs: [[2, 3], [4, 3]],
    run: (a, b) => tf.einsum("ij,kj->ik", a!, b!),
    right: (a, b) =>
      plain(
        [2, 4],
        numeric(a!.dtype),
        ([i, k]) => total(range(3).map((j) => at(a!, [i!, j]) * at(b!, [k!, j]))),
      ),
  },
  conv1d: {
    inputs: [[1, 5, 2], [3, 2, 2]],
    run: (x, w) => tf.conv1d(x as tf.Tensor3D, w as tf.Tensor3D, 1, "valid"),
    right: (x, w) =>
      plain([1, 3, 2], "float32", ([n, i, f]) =>
        total(
          placesIn([3, 2]).map(([k, c]) => at(x!, [n!, i! + k!, c!]) * at(w!, [k!, c!, f!])),
        )),
  },
  conv2d: {
    inputs: [[1, 5, 5, 2], [3, 3, 2, 2]],
    run: (x, w) => tf.conv2d(four(x), four(w), 2, "same"),
    right: (x, w) =>
      plain(
        [1, 3, 3, 2],
        "float32",
        ([n, i, j, f]) =>
          total(
            placesIn([3, 3, 2]).map(([y, z, c]) =>
              orZero(x!, [n!, 2 * i! + y! - 1, 2 * j! + z! - 1, c!]) * at(w!, [y!, z!, c!, f!])
            ),
          ),
      ),
  },
  conv2dTranspose: {
    inputs: [[1, 2, 2, 2], [2, 2, 1, 2]],
    run: (x, w) => tf.conv2dTranspose(four(x), four(w), [1, 4, 4, 1], 2, "valid"),
    right: (x, w) =>
      plain(
        [1, 4, 4, 1],
        "float32",
        ([n, i, j]) =>
          total(
            range(2).map((c) => at(x!, [n!, i! >> 1, j! >> 1, c]) * at(w!, [i! & 1, j! & 1, 0, c])),
          ),
      ),
  },
  conv3d: {
    inputs: [[1, 3, 3, 3, 1], [2, 2, 2, 1, 1]],
    run: (x, w) => tf.conv3d(x as tf.Tensor5D, w as tf.Tensor5D, 1, "valid"),
    right: (x, w) =>
      plain(
        [1, 2, 2, 2, 1],
        "float32",
        ([n, i, j, k]) =>
          total(
            placesIn([2, 2, 2]).map(([a, b, c]) =>
              at(x!, [n!, i! + a!, j! + b!, k! + c!, 0]) * at(w!, [a!, b!, c!, 0, 0])
            ),
          ),
      ),
  },
  depthwiseConv2d: {
    inputs: [[1, 4, 4, 2], [2, 2, 2, 1]],
    run: (x, w) => tf.depthwiseConv2d(four(x), four(w), 1, "valid"),
    right: (x, w) =>
      plain(
        [1, 3, 3, 2],
        "float32",
        ([n, i, j, c]) =>
          total(
            placesIn([2, 2]).map(([y, z]) =>
              at(x!, [n!, i! + y!, j! + z!, c!]) * at(w!, [y!, z!, c!, 0])
            ),
          ),
      ),
  },
  dilation2d: {
    inputs: [[1, 4, 4, 1], [2, 2, 1]],
    run: (x, w) => tf.dilation2d(four(x), w as tf.Tensor3D, 1, "valid"),
    right: (x, w) =>
      plain(
        [1, 3, 3, 1],
        numeric(x!.dtype),
        ([n, i, j]) =>
          Math.max(
            ...placesIn([2, 2]).map(([y, z]) =>
              at(x!, [n!, i! + y!, j! + z!, 0]) + at(w!, [y!, z!, 0])
            ),
          ),
      ),
  },
  avgPool: pooling(
    (x) => tf.avgPool(four(x), 2, 2, "valid"),
    (values) => total(values) / values.length,
    () => "float32",
  ),
  maxPool: pooling(
    (x) => tf.maxPool(four(x), 2, 2, "valid"),
    (values) => Math.max(...values),
    numeric,
  ),
  avgPool3d: {
    inputs: [[1, 2, 2, 2, 2]],
    run: (x) => tf.avgPool3d(x as tf.Tensor5D, 2, 2, "valid"),
    right: (x) =>
      plain(
        [1, 1, 1, 1, 2],
        "float32",
        (place) =>
          total(placesIn([2, 2, 2]).map(([a, b, c]) => at(x!, [0, a!, b!, c!, place[4]!]))) / 8,
      ),
  },
  maxPool3d: {
    inputs: [[1, 2, 2, 2, 2]],
    run: (x) => tf.maxPool3d(x as tf.Tensor5D, 2, 2, "valid"),
    right: (x) =>
      plain(
        [1, 1, 1, 1, 2],
        "float32",
        (place) =>
          Math.max(...placesIn([2, 2, 2]).map(([a, b, c]) => at(x!, [0, a!, b!, c!, place[4]!]))),
      ),
  },
  "maxPool to the border": poolingToTheBorder(
    2,
    (x) => tf.maxPool(four(x), 2, 1, "same"),
    (values) => Math.max(...values),
    numeric,
  ),
  "avgPool to the border": poolingToTheBorder(
    2,
    (x) => tf.avgPool(four(x), 2, 1, "same"),
    (values) => total(values) / values.length,
    () => "float32",
  ),
  "maxPool3d to the border": poolingToTheBorder(
    3,
    (x) => tf.maxPool3d(x as tf.Tensor5D, 2, 1, "same"),
    (values) => Math.max(...values),
    () => "float32",
  ),
  "avgPool3d to the border": poolingToTheBorder(
    3,
    (x) => tf.avgPool3d(x as tf.Tensor5D, 2, 1, "same"),
    (values) => total(values) / values.length,
    () => "float32",
  ),
  "resizeNearestNeighbor": nearest(false, false),
  "resizeNearestNeighbor, corners aligned": nearest(true, false),
  "resizeNearestNeighbor, half pixels": nearest(false, true),
  "resizeBilinear": bilinear(false, false),
  "resizeBilinear, corners aligned": bilinear(true, false),
  "resizeBilinear, half pixels": bilinear(false, true),
  flipLeftRight: {
    inputs: [[1, 2, 3, 1]],
    run: (x) => tf.image.flipLeftRight(four(x)),
    right: (x) => plain([1, 2, 3, 1], x!.dtype, ([n, i, j, c]) => at(x!, [n!, i!, 2 - j!, c!])),
  },
  grayscaleToRGB: {
    inputs: [[2, 3, 1]],
    run: (x) => tf.image.grayscaleToRGB(x as tf.Tensor3D),
    right: (x) => plain([2, 3, 3], x!.dtype, ([i, j]) => at(x!, [i!, j!, 0])),
  },
  cropAndResize: {
    inputs: [
      [1, 3, 3, 1],
      { shape: [1, 4], dtype: "float32", values: [0, 0, 0.5, 0.5] },
      { shape: [1], dtype: "int32", values: [0] },
    ],
    run: (x, boxes, which) =>
      tf.image.cropAndResize(four(x), boxes as tf.Tensor2D, which as tf.Tensor1D, [2, 2]),
    right: (x) => plain([1, 2, 2, 1], "float32", ([, i, j]) => at(x!, [0, i!, j!, 0])),
  },
  localResponseNormalization: {
    inputs: [[1, 1, 2, 4]],
    run: (x) => tf.localResponseNormalization(four(x), 1, 1, 0.5, 0.75),
    right: (x) =>
      plain([1, 1, 2, 4], "float32", ([n, i, j, c]) => {
        const squares = range(3).map((k) => orZero(x!, [n!, i!, j!, c! + k - 1]) ** 2);
        return at(x!, [n!, i!, j!, c!]) / (1 + 0.5 * total(squares)) ** 0.75;
      }),
  },
  batchNorm: {
    inputs: [[3, 2], [2], { shape: [2], dtype: "float32", values: [0.5, 2] }],
    run: (x, mean, variance) => tf.batchNorm(x!, mean as tf.Tensor1D, variance as tf.Tensor1D),
    right: (x, mean, variance) =>
      plain(
        [3, 2],
        "float32",
        (p) => (at(x!, p) - at(mean!, [p[1]!])) / Math.sqrt(at(variance!, [p[1]!]) + 0.001),
      ),
  },
};
