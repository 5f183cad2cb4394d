import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { compile, disposeTree, holdConstant, valueAndGradient } from "saddle/engine/mod.ts";
import { forEachEngine } from "../engines.ts";

forEachEngine("what is held constant has its numbers and no derivative, of any order", () => {
  tf.tidy(() => {
    // f(x) = x^2 c with c = x^3 held: f' = 2 x c, f'' = 2 c, f''' = 0
    const f = (x: tf.Tensor) => tf.mul(tf.square(x), holdConstant(tf.pow(x, 3)));
    const first = tf.grad(f);
    const second = tf.grad((x) => first(x));
    const third = tf.grad((x) => second(x));
    const found = [f, first, second, third].map((g) => g(tf.scalar(2)).dataSync()[0]!);
    // powers are right to some 1e-6
    [32, 32, 16, 0].forEach((expected, i) => assert.ok(Math.abs(found[i]! - expected) < 1e-4));
  });
});

forEachEngine("it holds inside compiled steps", () => {
  const step = compile(
    (state: tf.Tensor, _batch: readonly tf.Tensor[], _: readonly tf.Tensor[]) => {
      const { value, gradient } = valueAndGradient(
        (x: tf.Tensor) => ({ value: tf.mul(x, holdConstant(tf.square(x))), aux: [] }),
        state,
      );
      return { state: gradient, outputs: value };
    },
  );
  const x = tf.tensor1d([3, -2]);
  const { state, outputs } = step(x, [], []);
  assert.deepEqual([...outputs.dataSync()], [27, -8]);
  assert.deepEqual([...state.dataSync()], [9, 4]);
  step.dispose();
  disposeTree([x, state, outputs]);
});
