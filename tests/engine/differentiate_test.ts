import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { leaves, tensorCounts, type Tree, valueAndGradient } from "saddle/engine/mod.ts";
import { forEachEngine } from "../engines.ts";

const numbers = (tensor: tf.Tensor) => [...tensor.dataSync()];

forEachEngine("value, gradient and what else was returned come together", () => {
  tf.tidy(() => {
    const params = { a: tf.tensor1d([1, 2]), list: [tf.tensor1d([3, 4])] };
    const { value, gradient, aux } = valueAndGradient(({ a, list }: typeof params) => {
      const product = tf.mul(a, list[0]!);
      return { value: tf.square(product), aux: { product, twice: [tf.mul(product, 2)] } };
    }, params);
    assert.deepEqual(numbers(value), [9, 64]);
    assert.deepEqual(numbers(gradient.a), [2 * 3 * 3, 2 * 8 * 4]); // 2 (a b) b
    assert.deepEqual(numbers(gradient.list[0]!), [2 * 3 * 1, 2 * 8 * 2]);
    assert.deepEqual(numbers(aux.product), [3, 8]);
    assert.deepEqual(numbers(aux.twice[0]!), [6, 16]);
  });
});

forEachEngine("a parameter that the value does not depend on has gradient zero", () => {
  tf.tidy(() => {
    const params = { used: tf.scalar(3), unused: tf.ones([2, 2]) };
    const { gradient } = valueAndGradient(
      ({ used }: typeof params) => ({ value: tf.square(used), aux: [] }),
      params,
    );
    assert.deepEqual(numbers(gradient.used), [6]);
    assert.deepEqual(gradient.unused.shape, [2, 2]);
    assert.deepEqual(numbers(gradient.unused), [0, 0, 0, 0]);
    const constant = valueAndGradient(() => ({ value: tf.scalar(1), aux: [] }), params);
    assert.deepEqual(numbers(constant.gradient.used), [0]);
  });
});

forEachEngine("one value a run gives every run the gradient of its own", () => {
  tf.tidy(() => {
    // runs with different parameters, each as if it were alone
    const x = tf.tensor2d([[1, 2], [3, 4], [5, 6]], [3, 2]);
    const f = (x: tf.Tensor) => ({ value: tf.sum(tf.pow(x, 3), 1), aux: [] });
    const together = valueAndGradient(f, x);
    assert.deepEqual(together.value.shape, [3]);
    for (let run = 0; run < 3; run++) {
      const alone = valueAndGradient(f, tf.slice(x, [run, 0], [1, 2]));
      assert.deepEqual(
        numbers(tf.slice(together.gradient, [run, 0], [1, 2])),
        numbers(alone.gradient),
      );
    }
  });
});

forEachEngine("gradients nest, with parameters of the outer one inside the inner one", () => {
  tf.tidy(() => {
    // D(x) = w x^3 gives the penalty |dD/dx|^2 = 9 w^2 x^4, whose slope is 18 w x^4
    const { value, gradient, aux } = valueAndGradient((w: tf.Tensor) => {
      const inner = valueAndGradient(
        (x: tf.Tensor) => ({ value: tf.mul(w, tf.pow(x, 3)), aux: { w } }),
        tf.scalar(2),
      );
      return { value: tf.square(inner.gradient), aux: { score: inner.value, w: inner.aux.w } };
    }, tf.scalar(0.5));
    assert.deepEqual(numbers(value), [36]);
    assert.deepEqual(numbers(gradient), [144]);
    assert.deepEqual(numbers(aux.score), [4]);
    assert.deepEqual(numbers(aux.w), [0.5]);
  });
});

forEachEngine("the inner value and what it returned besides are differentiated too", () => {
  tf.tidy(() => {
    // value + aux + gradient = w x^2 + w^2 + 2 w x at x = 3: slope 9 + 2 w + 6
    const { gradient } = valueAndGradient((w: tf.Tensor) => {
      const inner = valueAndGradient(
        (x: tf.Tensor) => ({ value: tf.mul(w, tf.square(x)), aux: tf.square(w) }),
        tf.scalar(3),
      );
      return { value: tf.addN([inner.value, inner.aux, inner.gradient]), aux: [] };
    }, tf.scalar(2));
    assert.deepEqual(numbers(gradient), [19]);
  });
});

forEachEngine("a step of descent inside can be differentiated, as unrolling does", () => {
  tf.tidy(() => {
    // psi' = psi + h d/dpsi (theta psi - psi^3 / 3) = psi + h (theta - psi^2), three times
    const unrolled = (theta: number, steps: number) => {
      let [psi, slope] = [0.5, 0];
      for (let i = 0; i < steps; i++) {
        slope = slope + 0.1 * (1 - 2 * psi * slope);
        psi = psi + 0.1 * (theta - psi * psi);
      }
      return { psi, slope };
    };
    const { value, gradient } = valueAndGradient((theta: tf.Tensor) => {
      let psi: tf.Tensor = tf.scalar(0.5);
      for (let i = 0; i < 3; i++) {
        const { gradient } = valueAndGradient(
          (psi: tf.Tensor) => ({
            value: tf.sub(tf.mul(theta, psi), tf.div(tf.pow(psi, 3), 3)),
            aux: [],
          }),
          psi,
        );
        psi = tf.add(psi, tf.mul(gradient, 0.1));
      }
      return { value: psi, aux: [] };
    }, tf.scalar(2));
    const expected = unrolled(2, 3);
    assert.ok(Math.abs(numbers(value)[0]! - expected.psi) < 1e-6);
    assert.ok(Math.abs(numbers(gradient)[0]! - expected.slope) < 1e-6);
  });
});

forEachEngine("the scope around owns the results, and nothing else stays", () => {
  const params = { a: tf.scalar(1), b: tf.ones([3]) };
  const outside = tf.scalar(7);
  const kept = tf.keep(tf.scalar(8));
  const f = ({ a, b }: typeof params) => {
    const y = tf.tanh(tf.mul(a, b));
    return { value: y, aux: { y, a, outside, kept } };
  };
  const before = tensorCounts().tensors;
  tf.tidy(() => {
    const { aux } = valueAndGradient(f, params);
    assert.deepEqual([aux.a, aux.outside, aux.kept].flatMap(numbers), [1, 7, 8]);
  });
  assert.equal(tensorCounts().tensors, before);
  // what came in from outside is still its owner's
  assert.deepEqual([...leaves(params), outside, kept].flatMap(numbers), [1, 1, 1, 1, 7, 8]);
  const results = tf.tidy(() => {
    const { value, gradient, aux } = valueAndGradient(f, params);
    return [value, ...leaves(gradient), ...leaves(aux as Tree)];
  });
  assert.equal(tensorCounts().tensors, before + 7);
  for (const tensor of results) tensor.dispose();
  tf.dispose([...leaves(params), outside, kept]);
});

forEachEngine("a function that throws leaves no tensors and no open recording behind", () => {
  const x = tf.scalar(1);
  const before = tensorCounts().tensors;
  const failing = (depth: number) => (x: tf.Tensor): { value: tf.Tensor; aux: [] } => {
    const y = tf.exp(tf.square(x));
    if (depth === 0) throw new Error("not today");
    const inner = valueAndGradient(failing(depth - 1), x);
    return { value: tf.add(inner.gradient, y), aux: [] };
  };
  for (const depth of [0, 1, 2]) {
    tf.tidy(() => assert.throws(() => valueAndGradient(failing(depth), x), /not today/));
    assert.equal(tensorCounts().tensors, before);
  }
  // no gradient known: the error comes from the way back
  tf.tidy(() => {
    assert.throws(
      () =>
        valueAndGradient((x: tf.Tensor) => ({ value: tf.cumprod(x), aux: { x } }), tf.ones([3])),
      /Cumprod/,
    );
  });
  assert.equal(tensorCounts().tensors, before);
  tf.tidy(() => {
    const square = (x: tf.Tensor) => ({ value: tf.square(x), aux: [] });
    assert.deepEqual(numbers(valueAndGradient(square, x).gradient), [2]);
  });
  x.dispose();
});
