import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import {
  compile,
  type EngineName,
  leaves,
  type Step,
  tensorCounts,
  type Tree,
  valueAndGradient,
} from "saddle/engine/mod.ts";
import { runEagerly } from "saddle/engine/eager.ts";
import type { AnyStep } from "saddle/engine/step.ts";
import { enginesHere, forEachEngine } from "../engines.ts";
import { type None, none, valuesOf } from "./values_of.ts";
import { batchOf, constantsOf, startOf, wganGpStep } from "./wgan_gp_step.ts";

/** Engines that record, because they have no graphs. */
const engines = enginesHere().filter((engine) => engine !== "tensorflow");

function forEachRecorder(name: string, body: (engine: EngineName) => void): void {
  forEachEngine(name, body, { engines });
}

/** Counts how often a kernel of an engine runs during `body`. */
function uses(kernelName: string, engine: EngineName, body: () => void): number {
  const own = tf.getKernel(kernelName, engine);
  let count = 0;
  const counting: tf.KernelConfig = {
    ...own,
    kernelFunc: (call) => {
      count++;
      return own.kernelFunc(call);
    },
  };
  const put = (kernel: tf.KernelConfig) => {
    tf.unregisterKernel(kernelName, engine);
    tf.registerKernel(kernel);
  };
  put(counting);
  try {
    body();
  } finally {
    put(own);
  }
  return count;
}

type Pair = { readonly a: tf.Tensor; readonly b: tf.Tensor };

forEachRecorder("a recorded training gives the numbers of the step, to the last bit", () => {
  tf.tidy(() => {
    const compiled = compile(wganGpStep);
    const constants = constantsOf([0.1, 0.2], [1, 2]);
    let [state, plain] = [startOf(2), startOf(2)] as Tree[];
    for (let i = 0; i < 4; i++) {
      const batch = batchOf([], 2, 8, i + 1);
      const got = compiled(state as ReturnType<typeof startOf>, batch, constants);
      const args = { state: plain!, batch, constants } as Tree;
      const right = runEagerly(wganGpStep as unknown as AnyStep, args, leaves(args), undefined);
      assert.deepEqual(valuesOf(got.outputs), valuesOf(right.outputs));
      assert.deepEqual(valuesOf(got.state), valuesOf(right.state));
      [state, plain] = [got.state, right.state];
    }
    assert.equal(compiled.report.mode, "recorded");
    compiled.dispose();
  });
});

forEachRecorder("what leads to no result, or was computed before, is not repeated", (engine) => {
  const step: Step<Pair, None, None, tf.Tensor> = ({ a, b }) => {
    tf.exp(b); // for nothing
    const [once, again] = [tf.exp(a), tf.exp(a)];
    return { state: { a: tf.add(a, 1), b }, outputs: tf.mul(once, again) };
  };
  tf.tidy(() => {
    let compiled = compile(step);
    let { state } = compiled({ a: tf.scalar(0), b: tf.scalar(5) }, none, none);
    compiled.dispose();
    let outputs: tf.Tensor | undefined;
    const count = uses("Exp", engine, () => {
      compiled = compile(step);
      state = compiled(state, none, none).state; // three, as it is written
      ({ state, outputs } = compiled(state, none, none));
    });
    assert.equal(count, 3 + 1);
    assert.deepEqual(valuesOf(state), [3, 5]);
    assert.ok(Math.abs(outputs!.dataSync()[0]! - Math.exp(4)) < 1e-3);
    compiled.dispose();
  });
});

forEachRecorder("what is made of constants alone is computed once", (engine) => {
  const compiled = compile(({ a, b }: Pair) => ({
    state: { a: tf.add(a, tf.exp(tf.fill([2], 0))), b },
    outputs: tf.ones([2]),
  }));
  tf.tidy(() => {
    const count = uses("Exp", engine, () => {
      let state: Pair = { a: tf.zeros([2]), b: tf.scalar(1) };
      for (let i = 0; i < 3; i++) {
        const result = compiled(state, none, none);
        assert.deepEqual(valuesOf(result.outputs), [1, 1]);
        state = result.state;
      }
      assert.deepEqual(valuesOf(state), [3, 3, 1]);
    });
    assert.equal(count, 1);
    compiled.dispose();
  });
});

forEachRecorder("arguments that share their memory may part later", () => {
  const compiled = compile(({ a, b }: Pair) => ({
    state: { a: tf.mul(a, 2), b: tf.mul(b, 3) },
    outputs: tf.sub(b, a),
  }));
  tf.tidy(() => {
    const one = tf.scalar(1);
    const first = compiled({ a: one, b: one }, none, none);
    assert.deepEqual(valuesOf(first.outputs, first.state), [0, 2, 3]);
    assert.deepEqual([compiled.report.mode, compiled.report.refusal], [
      "eager",
      "two arguments share their memory",
    ]);
    const second = compiled(first.state, none, none);
    assert.deepEqual(valuesOf(second.outputs, second.state), [1, 4, 9]);
    const third = compiled(second.state, none, none);
    assert.deepEqual(valuesOf(third.outputs, third.state), [5, 8, 27]);
    assert.deepEqual([compiled.report.mode, compiled.report.refusal], ["recorded", ""]);
    const shared = compiled({ a: one, b: one }, none, none);
    assert.deepEqual(valuesOf(shared.outputs, shared.state), [0, 2, 3]);
    compiled.dispose();
  });
});

forEachRecorder(
  "every result is its own, also one that came in, a constant, or twice the same",
  () => {
    const compiled = compile(({ a, b }: Pair) => {
      const sum = tf.add(a, b);
      const reshaped = tf.reshape(sum, [1, 1]);
      return { state: { a, b: sum }, outputs: [sum, reshaped, a, tf.scalar(7)] };
    });
    const before = tensorCounts();
    let state: Pair = { a: tf.scalar(1), b: tf.scalar(2) };
    for (let i = 0; i < 3; i++) {
      const result = compiled(state, none, none);
      for (const leaf of leaves(state)) leaf.dispose();
      const [sum, reshaped, same, seven] = result.outputs as tf.Tensor[];
      sum!.dispose();
      assert.deepEqual(reshaped!.shape, [1, 1]);
      assert.deepEqual(valuesOf(reshaped!, same!, seven!, result.state), [3 + i, 1, 7, 1, 3 + i]);
      for (const leaf of [reshaped!, same!, seven!]) leaf.dispose();
      state = result.state;
    }
    for (const leaf of leaves(state)) leaf.dispose();
    compiled.dispose();
    assert.deepEqual(tensorCounts(), before);
  },
);

forEachRecorder("repeating leaves nothing behind, also where gradients are taken", () => {
  const step = (state: Pair) => {
    const { value, gradient } = valueAndGradient(
      ({ a, b }: Pair) => ({ value: tf.sum(tf.tanh(tf.mul(a, tf.exp(b)))), aux: [] }),
      state,
    );
    return { state: gradient, outputs: value };
  };
  const compiled = compile(step);
  const turn = (state: Pair) => {
    const result = compiled(state, none, none);
    for (const leaf of [...leaves(state), result.outputs]) leaf.dispose();
    return result.state;
  };
  let state = turn({ a: tf.tensor1d([1, 2]), b: tf.tensor1d([0.1, 0.2]) });
  const before = tensorCounts();
  for (let i = 0; i < 5; i++) state = turn(state);
  assert.deepEqual(tensorCounts(), before);
  for (const leaf of leaves(state)) leaf.dispose();
  compiled.dispose();
});

forEachRecorder("a kernel that fails frees what the others have made", (engine) => {
  const compiled = compile(({ a, b }: Pair) => ({
    state: { a: tf.exp(tf.mul(a, b)), b: tf.cos(tf.add(a, b)) },
    outputs: [],
  }));
  const state: Pair = { a: tf.scalar(1), b: tf.scalar(2) };
  const own = tf.getKernel("Cos", engine);
  let broken = false;
  tf.unregisterKernel("Cos", engine);
  tf.registerKernel({
    ...own,
    kernelFunc: (call) => {
      if (broken) throw new Error("out of memory");
      return own.kernelFunc(call);
    },
  });
  try {
    for (const leaf of leaves(compiled(state, none, none).state)) leaf.dispose();
    const before = tensorCounts();
    broken = true;
    assert.throws(() => compiled(state, none, none), /out of memory/);
    assert.deepEqual(tensorCounts(), before);
    broken = false;
    const { state: after } = compiled(state, none, none);
    const right = [Math.exp(2), Math.cos(3)];
    valuesOf(after).forEach((x, i) =>
      assert.ok(Math.abs(x - right[i]!) < 1e-4 * Math.abs(right[i]!))
    );
    for (const leaf of leaves(after)) leaf.dispose();
  } finally {
    tf.unregisterKernel("Cos", engine);
    tf.registerKernel(own);
    for (const leaf of leaves(state)) leaf.dispose();
    compiled.dispose();
  }
});

forEachRecorder("infinite attributes are told from each other", () => {
  const compiled = compile(({ a, b }: Pair) => ({
    state: { a: tf.clipByValue(a, -Infinity, 1), b: tf.clipByValue(a, 1, Infinity) },
    outputs: b,
  }));
  tf.tidy(() => {
    for (const x of [-3, 3]) {
      const { state } = compiled({ a: tf.scalar(x), b: tf.scalar(0) }, none, none);
      assert.deepEqual(valuesOf(state), [Math.min(x, 1), Math.max(x, 1)]);
    }
    compiled.dispose();
  });
});
