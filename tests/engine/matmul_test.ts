import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { stream } from "saddle/random/mod.ts";
import { forEachEngine } from "../engines.ts";

/** TensorFlow.js's own kernels mix up pairs of which one side is broadcast along some axes only. */
const ENGINES = { engines: ["tensorflow", "wasm"] } as const;

/** Shapes of both sides before transposing. */
const PAIRS: readonly (readonly [number[], number[]])[] = [
  [[3, 4], [4, 5]],
  [[1, 1], [1, 1]],
  [[7, 3, 4], [7, 4, 5]],
  [[1, 3, 4], [6, 4, 1]],
  [[6, 1, 4], [1, 4, 5]],
  [[2, 1, 3, 4], [2, 5, 4, 2]],
  [[2, 1, 33, 17], [1, 3, 17, 40]],
  [[4, 5], [3, 5, 2]],
];

/** `[..., m, k]` by `[..., k, n]` in double precision, the leading axes broadcast by TensorFlow.js itself. */
function plainProduct(a: tf.Tensor, b: tf.Tensor): { shape: number[]; values: number[] } {
  const outer = tf.broadcast_util.assertAndGetBroadcastShape(
    a.shape.slice(0, -2),
    b.shape.slice(0, -2),
  );
  const [m, k] = a.shape.slice(-2) as [number, number], n = b.shape.at(-1)!;
  const [left, right] = [
    tf.broadcastTo(a, [...outer, m, k]).dataSync(),
    tf.broadcastTo(b, [...outer, k, n]).dataSync(),
  ];
  const count = outer.reduce((product, length) => product * length, 1);
  const values = Array.from({ length: count * m * n }, (_, place) => {
    const [pair, i, j] = [Math.floor(place / (m * n)), Math.floor(place / n) % m, place % n];
    let sum = 0;
    for (let l = 0; l < k; l++) {
      sum += left[(pair * m + i) * k + l]! * right[(pair * k + l) * n + j]!;
    }
    return sum;
  });
  return { shape: [...outer, m, n], values };
}

const swapped = (shape: readonly number[]) => [...shape.slice(0, -2), shape.at(-1)!, shape.at(-2)!];

forEachEngine("products of matrices are right side by side, transposed or not", () => {
  tf.tidy(() => {
    const random = stream(1, 0, "matrices");
    const made = (shape: number[]) =>
      tf.tensor(random.normal(new Float32Array(tf.util.sizeFromShape(shape))), shape);
    for (const [left, right] of PAIRS) {
      const [a, b] = [made(left), made(right)];
      const expected = plainProduct(a, b);
      const [turnedA, turnedB] = [a, b].map((x) => {
        const axes = x.shape.map((_, axis) => axis);
        return tf.transpose(x, swapped(axes));
      }) as [tf.Tensor, tf.Tensor];
      const products = {
        plain: tf.matMul(a, b),
        "left transposed": tf.matMul(turnedA, b, true),
        "right transposed": tf.matMul(a, turnedB, false, true),
        "both transposed": tf.matMul(turnedA, turnedB, true, true),
      };
      for (const [name, product] of Object.entries(products)) {
        const where = `[${left}] by [${right}], ${name}`;
        assert.deepEqual(product.shape, expected.shape, where);
        product.dataSync().forEach((value, i) => {
          const off = Math.abs(value - expected.values[i]!);
          assert.ok(off < 1e-5 * (1 + left.at(-1)!), `${where}: off by ${off}`);
        });
      }
    }
  });
}, ENGINES);

forEachEngine("a matrix that changes is multiplied as it is now", () => {
  // the engine packs the right side of a product, and must not keep what it packed
  for (let i = 0; i < 20; i++) {
    const [a, b] = [tf.ones([2, 1, 3]), tf.fill([2, 3, 2], i)];
    const product = tf.matMul(a, b);
    assert.deepEqual([...product.dataSync()], [3 * i, 3 * i, 3 * i, 3 * i]);
    tf.dispose([a, b, product]);
  }
});

forEachEngine("sizes that do not fit are an error", () => {
  tf.tidy(() => {
    assert.throws(() => tf.matMul(tf.ones([2, 3, 4]), tf.ones([2, 3, 4])), /inner|incompatible/i);
  });
});
