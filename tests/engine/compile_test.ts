import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import {
  BrokenRule,
  compile,
  type EngineName,
  leaves,
  start,
  type Step,
  type StepResult,
  tensorCounts,
  type Tree,
  valueAndGradient,
} from "saddle/engine/mod.ts";
import { enginesHere, forEachEngine } from "../engines.ts";
import { type None, none, valuesOf } from "./values_of.ts";
import { batchOf, constantsOf, startOf, wganGpStep } from "./wgan_gp_step.ts";

function assertClose(got: number[], expected: number[], tolerance: number, what: string): void {
  assert.equal(got.length, expected.length);
  got.forEach((x, i) => {
    assert.ok(
      Math.abs(x - expected[i]!) <= tolerance * (1 + Math.abs(expected[i]!)),
      `${what}: number ${i} is ${x}, expected ${expected[i]} within ${tolerance}`,
    );
  });
}

/** Row `i` of every leaf. */
function rowOf<T extends Record<string, tf.Tensor>>(block: T, i: number): T {
  return Object.fromEntries(
    Object.entries(block).map((
      [key, leaf],
    ) => [key, tf.reshape(tf.slice(leaf, [i], [1]), leaf.shape.slice(1))]),
  ) as T;
}

/** A step of one tensor, for tests of single behaviours. */
type Scalar = Step<{ x: tf.Tensor }, tf.Tensor, None, tf.Tensor>;
const scalarStep = (f: (x: tf.Tensor, b: tf.Tensor) => tf.Tensor): Scalar => (state, b) => ({
  state: { x: f(state.x, b) },
  outputs: state.x,
});

const native = enginesHere().filter((name): name is EngineName => name === "tensorflow");

forEachEngine("a compiled step computes what its operations compute one by one", () => {
  tf.tidy(() => {
    const [start, batch] = [startOf(2), batchOf([], 2, 16)];
    const constants = constantsOf([0.05, 0.1], [10, 1]);
    const eager = wganGpStep(start, batch, constants);
    for (const xla of [true, false]) {
      const step = compile(wganGpStep, { xla });
      const got = step(start, batch, constants);
      // XLA sums in another order and fuses: a few roundings of numbers of size 1 to 10
      const what = `xla: ${xla}`;
      assertClose(valuesOf(got.outputs), valuesOf(eager.outputs), 1e-5, what);
      assertClose(valuesOf(got.state), valuesOf(eager.state), 1e-5, what);
      step.dispose();
    }
  });
});

forEachEngine("ten compiled steps in one call stay near ten steps done one by one", () => {
  tf.tidy(() => {
    const [start, blocks] = [startOf(2), batchOf([10], 2, 16)];
    const constants = constantsOf([0.01, 0.02], [10, 1]);
    let state = start;
    const losses: number[][] = [];
    for (let i = 0; i < 10; i++) {
      const result = wganGpStep(state, rowOf(blocks, i), constants);
      state = result.state;
      losses.push(valuesOf(result.outputs.critic));
    }
    for (const xla of [true, false]) {
      const step = compile(wganGpStep, { steps: 10, xla });
      const got = step(start, blocks, constants);
      assert.deepEqual(got.outputs.critic.shape, [10, 2]);
      // roundings of 1e-7 grow with the steps; nothing here has a kink that could flip
      assertClose(valuesOf(got.outputs.critic), losses.flat(), 1e-4, `losses, xla: ${xla}`);
      assertClose(valuesOf(got.state), valuesOf(state), 1e-4, `state, xla: ${xla}`);
      step.dispose();
    }
  });
});

forEachEngine("a call of k steps equals k calls of one step, bit for bit", () => {
  tf.tidy(() => {
    const constants = constantsOf([0.05, 0.1], [10, 1]);
    const blocks = batchOf([7], 2, 16);
    for (const xla of [true, false]) {
      const single = compile(wganGpStep, { xla });
      const several = compile(wganGpStep, { steps: 7, xla });
      let state = startOf(2);
      const losses: number[][] = [];
      for (let i = 0; i < 7; i++) {
        const result = single(state, rowOf(blocks, i), constants);
        state = result.state;
        losses.push(valuesOf(result.outputs.generator));
      }
      const got = several(startOf(2), blocks, constants);
      assert.deepEqual(valuesOf(got.outputs.generator), losses.flat());
      assert.deepEqual(valuesOf(got.state), valuesOf(state));
      single.dispose();
      several.dispose();
    }
  });
});

forEachEngine("a last short block is as many steps as it has rows", () => {
  tf.tidy(() => {
    const step = compile(scalarStep((x, b) => tf.add(tf.mul(x, 2), b)), { steps: 4 });
    const call = (x: tf.Tensor, rows: number[]) => step({ x }, tf.tensor1d(rows), none);
    const first = call(tf.scalar(0), [1, 2, 3, 4]);
    const last = call(first.state.x, [5, 6]);
    assert.deepEqual(valuesOf(first.outputs), [0, 1, 4, 11]);
    assert.deepEqual(valuesOf(last.outputs), [26, 57]);
    assert.deepEqual(valuesOf(last.state), [120]);
    assert.equal(step.report.traces, 2);
    assert.deepEqual(valuesOf(call(last.state.x, [7]).state), [247]);
    step.dispose();
  });
});

forEachEngine("other shapes or types trace again, the same ones do not", () => {
  tf.tidy(() => {
    let called = 0;
    const step = compile(scalarStep((x, b) => {
      called++;
      return tf.add(x, tf.sum(b));
    }));
    const call = (x: tf.Tensor, b: tf.Tensor) => valuesOf(step({ x }, b, none).state);
    assert.deepEqual(call(tf.scalar(1), tf.ones([2])), [3]);
    const perTrace = called;
    assert.deepEqual(call(tf.scalar(2), tf.ones([2])), [4]);
    assert.equal(called, perTrace);
    assert.equal(step.report.traces, 1);
    assert.deepEqual(call(tf.zeros([2]), tf.ones([3])), [3, 3]);
    assert.equal(step.report.traces, 2);
    assert.deepEqual(
      call(tf.tensor1d([1, 2], "int32"), tf.ones([3], "int32")),
      [4, 5],
    );
    assert.equal(step.report.traces, 3);
    step.dispose();
  });
});

forEachEngine("what passes through unchanged is a tensor of its own", () => {
  for (const steps of [undefined, 2]) {
    const step = compile(
      (state: { x: tf.Tensor; fixed: tf.Tensor }, b: tf.Tensor, c: { k: tf.Tensor }) => ({
        state,
        outputs: { b, k: c.k, x: state.x, again: state.x },
      }),
      steps === undefined ? {} : { steps },
    );
    const given = { x: tf.scalar(1), fixed: tf.tensor1d([2, 3]) };
    const [batch, k] = [tf.tensor1d([4, 5]), tf.scalar(6)];
    const result = step(given, batch, { k });
    tf.dispose([...leaves(given), batch, k]);
    assert.deepEqual(valuesOf(result.state), [1, 2, 3]);
    const twice = (x: number) => steps === undefined ? [x] : [x, x];
    assert.deepEqual(valuesOf(result.outputs), [4, 5, ...twice(6), ...twice(1), ...twice(1)]);
    for (const leaf of leaves(result as unknown as Tree)) leaf.dispose(); // each exactly once
    step.dispose();
  }
});

forEachEngine("numbers of tensors and native handles do not grow with the calls", () => {
  for (const steps of [undefined, 3]) {
    const step = compile(
      scalarStep((x, b) =>
        valueAndGradient((x: tf.Tensor) => ({ value: tf.tanh(tf.mul(x, b)), aux: { x } }), x)
          .gradient
      ),
      steps === undefined ? {} : { steps },
    );
    let state: { x: tf.Tensor } = { x: tf.scalar(1) };
    let counts = tensorCounts();
    for (let call = 1; call <= 1000; call++) {
      const batch = steps === undefined ? tf.scalar(1) : tf.ones([steps]);
      const result = step(state, batch, none);
      tf.dispose([batch, state.x, result.outputs]);
      state = result.state;
      if (call === 10) counts = tensorCounts();
    }
    assert.deepEqual(tensorCounts(), counts);
    state.x.dispose();
    step.dispose();
  }
});

/** A step of a state of many small tensors, the k-th of which grows by k + 1. */
const growing: Step<readonly tf.Tensor[], tf.Tensor, None, tf.Tensor> = (state, b) => ({
  state: state.map((x, k) => tf.add(x, tf.mul(b, k + 1))),
  outputs: tf.sum(state[0]!),
});
const manySmall = () => [3, 1, 2, 3, 2, 1].map((rows, k) => tf.fill([rows, 2], 10 * k));
const firsts = (state: readonly tf.Tensor[]) => state.map((x) => valuesOf(x)[0]);

forEachEngine(
  "many small tensors of a state may be read, changed, swapped and freed one by one",
  () => {
    const before = tensorCounts();
    const step = compile(growing);
    const b = tf.scalar(1);
    tf.tidy(() => {
      const next = (state: readonly tf.Tensor[]) => step(state, b, none).state;
      const [start, twice] = [manySmall(), manySmall()];
      const once = next(start);
      tf.dispose(start);
      assert.deepEqual(firsts(next(next(once))), [3, 16, 29, 42, 55, 68]);
      assert.deepEqual(firsts(once), [1, 12, 23, 34, 45, 56]); // the caller's, and as it was
      const swapped = [once[3]!, once[5]!, once[2]!, once[0]!, once[4]!, once[1]!];
      assert.deepEqual(firsts(next(swapped)), [35, 58, 26, 5, 50, 18]);
      const other = next(twice);
      assert.deepEqual(firsts(next([...once.slice(0, 3), ...other.slice(3)])), [
        2,
        14,
        26,
        38,
        50,
        62,
      ]);
      const changed = [...once.slice(0, 5), tf.neg(once[5]!)];
      assert.deepEqual(firsts(next(changed)), [2, 14, 26, 38, 50, -50]);
      tf.dispose(once.slice(1));
      assert.deepEqual(valuesOf(tf.square(once[0]!)), Array(6).fill(1));
      const last = next(other);
      step.dispose(); // what it returned outlives it
      tf.dispose(last.slice(2, 4));
      assert.deepEqual(firsts([...last.slice(0, 2), ...last.slice(4)]), [2, 14, 50, 62]);
    });
    b.dispose();
    assert.deepEqual(tensorCounts(), before);
  },
);

forEachEngine("many small tensors go from call to call as one, unless that is not wanted", () => {
  for (const packState of [true, false]) {
    const step = compile(growing, { packState });
    const before = tensorCounts();
    const state = manySmall();
    const b = tf.scalar(1);
    const result = step(state, b, none);
    tf.dispose([...state, b, result.outputs]);
    const { tensors, handles } = tensorCounts();
    assert.equal(tensors - before.tensors, 6);
    // the returned pack, and the one that was made of the first arguments
    assert.equal(handles - before.handles, packState ? 2 : 6);
    step.dispose();
    assert.equal(tensorCounts().handles - before.handles, packState ? 1 : 6);
    assert.deepEqual(firsts(result.state), [1, 12, 23, 34, 45, 56]);
    tf.dispose([...result.state]);
    assert.deepEqual(tensorCounts(), before);
  }
}, { engines: native });

forEachEngine("two hundred traces in one process release what they took", () => {
  const chain = (x: tf.Tensor, first: number) => {
    for (let k = 0; k < 50; k++) x = tf.tanh(tf.add(x, first + k));
    return x;
  };
  const trace = (i: number) => {
    const step = compile(scalarStep((x) => chain(x, i)), { xla: false });
    tf.tidy(() => {
      const x = tf.ones([16, 16]);
      for (let call = 0; call < 2; call++) step({ x }, x, none);
    });
    step.dispose();
  };
  for (let i = 0; i < 20; i++) trace(i);
  const before = { ...tensorCounts(), bytes: Deno.memoryUsage().rss };
  for (let i = 0; i < 200; i++) trace(i);
  const { tensors, handles } = tensorCounts();
  assert.deepEqual([tensors, handles], [before.tensors, before.handles]);
  // without dispose() they would keep some 150 MB; garbage and the allocator's slack come to 20
  const grown = (Deno.memoryUsage().rss - before.bytes) / 2 ** 20;
  assert.ok(grown < 70, `resident memory grew by ${grown} MB`);
}, { engines: native });

forEachEngine("two compiled steps share nothing", () => {
  tf.tidy(() => {
    const step = scalarStep((x, b) => tf.add(x, b));
    const [one, other] = [compile(step), compile(step)];
    const two = compile(scalarStep((x, b) => tf.sub(x, b)));
    const call = (compiled: typeof one, x: number) =>
      valuesOf(compiled({ x: tf.scalar(x) }, tf.scalar(1), none).state);
    assert.deepEqual([call(one, 1), call(two, 1), call(other, 5)], [[2], [0], [6]]);
    one.dispose();
    assert.deepEqual([call(two, 1), call(other, 5)], [[0], [6]]);
    assert.deepEqual(call(one, 3), [4]); // traced again
    for (const compiled of [one, other, two]) compiled.dispose();
  });
});

forEachEngine("steps that differ in a constant, a wire or an attribute are different steps", () => {
  const functions: readonly ((x: tf.Tensor, b: tf.Tensor) => tf.Tensor)[] = [
    (x) => tf.div(1, tf.mul(tf.zerosLike(x), 1)),
    (x) => tf.div(1, tf.mul(tf.zerosLike(x), -1)), // minus infinity
    (x, b) => tf.sub(x, b),
    (x, b) => tf.sub(b, x),
    (x) => tf.leakyRelu(tf.neg(x), 0.25),
    (x) => tf.leakyRelu(tf.neg(x), 0.5),
    (x) => tf.mul(x, tf.sum(tf.reshape(tf.tensor1d([1, 2, 3, 4]), [2, 2]), 0).slice([0], [1])),
    (x) => tf.mul(x, tf.sum(tf.reshape(tf.tensor1d([1, 2, 3, 4]), [2, 2]), 1).slice([0], [1])),
  ];
  const expected = [Infinity, -Infinity, -3, 3, -0.5, -1, 8, 6];
  for (const dispose of [false, true]) { // all at once, then one after the other
    tf.tidy(() => {
      const steps = functions.map((f) => {
        const step = compile(scalarStep((x, b) => tf.reshape(f(x, b), [])));
        const { state } = step({ x: tf.scalar(2) }, tf.scalar(5), none);
        if (dispose) step.dispose();
        return { step, x: valuesOf(state)[0] };
      });
      assert.deepEqual(steps.map(({ x }) => x), expected);
      steps.forEach(({ step }, i) => { // again: what they left is still their own
        const { state } = step({ x: tf.scalar(2) }, tf.scalar(5), none);
        assert.deepEqual(valuesOf(state), [expected[i]]);
        step.dispose();
      });
    });
  }
});

Deno.test({
  name: "a compiled step runs on the engine that runs, also after a switch and back",
  sanitizeResources: false,
  sanitizeOps: false,
  async fn() {
    const step = compile(scalarStep((x, b) => tf.add(x, b)));
    const here = enginesHere();
    for (const engine of [here[0]!, here.at(-1)!, here[0]!]) {
      await start({ engine });
      tf.tidy(() => {
        assert.deepEqual(valuesOf(step({ x: tf.scalar(1) }, tf.scalar(2), none).state), [3]);
        assert.equal(step.report.mode, engine === "tensorflow" ? "xla" : "recorded");
      });
    }
    step.dispose();
  },
});

forEachEngine("state, batch, constants and outputs may be empty", () => {
  tf.tidy(() => {
    const count = compile(
      (state: { n: tf.Tensor }, _: None, __: None) => ({
        state: { n: tf.add(state.n, 1) },
        outputs: [] as tf.Tensor[],
      }),
      { steps: 5 },
    );
    assert.deepEqual(valuesOf(count({ n: tf.scalar(0) }, none, none).state), [5]);
    const pure = compile((_: None, b: tf.Tensor, __: None) => ({
      state: none,
      outputs: tf.exp(b),
    }));
    assert.deepEqual(valuesOf(pure(none, tf.zeros([2]), none).outputs), [1, 1]);
    count.dispose();
    pure.dispose();
  });
});

forEachEngine("state and batch may hold whole numbers and truth values", () => {
  type Mixed = { count: tf.Tensor; odd: tf.Tensor; sum: tf.Tensor };
  const step: Step<Mixed, { i: tf.Tensor; use: tf.Tensor }, None, Mixed> = (state, { i, use }) => {
    const next = {
      count: tf.add(state.count, i),
      odd: tf.logicalNot(state.odd),
      sum: tf.where(use, tf.add(state.sum, tf.cast(i, "float32")), state.sum),
    };
    return { state: next, outputs: next };
  };
  tf.tidy(() => {
    const start = {
      count: tf.scalar(0, "int32"),
      odd: tf.scalar(false, "bool"),
      sum: tf.scalar(0),
    };
    const compiled = compile(step, { steps: 3 });
    const { state, outputs } = compiled(start, {
      i: tf.tensor1d([1, 2, 4], "int32"),
      use: tf.tensor1d([true, false, true], "bool"),
    }, none);
    assert.deepEqual(leaves(state).map((leaf) => leaf.dtype), ["int32", "bool", "float32"]);
    assert.deepEqual(valuesOf(state), [7, 1, 5]);
    assert.deepEqual(valuesOf(outputs), [1, 3, 7, 1, 0, 1, 1, 1, 5]);
    compiled.dispose();
  });
});

/** Steps that use what is harder to trace, each as a function of a 2 x 3 tensor. */
const HARDER: Readonly<Record<string, (x: tf.Tensor) => tf.Tensor>> = {
  "concat, stack and addN": (x) =>
    tf.addN([
      tf.concat([x, tf.exp(x)], 1),
      tf.reshape(tf.stack([x, tf.neg(x)], 1), [2, 6]),
      tf.ones([2, 6]),
    ]),
  "split and unstack": (x) => {
    const [left, middle, right] = tf.split(x, 3, 1);
    const [upper, lower] = tf.unstack(x, 0);
    return tf.concat([
      tf.reshape(tf.mul(left!, right!), [2]),
      tf.mul(upper!, lower!),
      tf.reshape(middle!, [2]),
    ]);
  },
  "gather with numbers made inside": (x) => tf.gather(x, tf.tensor1d([1, 0, 1, 1], "int32")),
  "tidy in tidy": (x) => tf.tidy(() => tf.mul(tf.tidy(() => tf.exp(tf.neg(x))), tf.tidy(() => x))),
  "constants of every type": (x) =>
    tf.where(
      tf.tensor2d([[true, false, true], [false, true, false]], [2, 3], "bool"),
      tf.mul(x, tf.cast(tf.tensor1d([1, 2, 3], "int32"), "float32")),
      tf.fill([2, 3], -1),
    ),
  "moments over a batch": (x) => {
    const { mean, variance } = tf.moments(x, 0, true);
    return tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, 1e-3)));
  },
  "a power iteration": (x) => {
    let v = tf.ones([3, 1]);
    for (let i = 0; i < 3; i++) {
      const u = tf.matMul(x, v);
      v = tf.matMul(x, tf.div(u, tf.norm(u)), true);
    }
    return tf.norm(v);
  },
  "a third derivative": (x) => {
    type Fn = (x: tf.Tensor) => tf.Tensor;
    const derivative = (f: Fn): Fn => (x) =>
      valueAndGradient((x: tf.Tensor) => ({ value: f(x), aux: [] }), x).gradient;
    return derivative(derivative(derivative((x) => tf.tanh(tf.mul(x, tf.sigmoid(x))))))(x);
  },
  "a gradient through gather": (x) =>
    valueAndGradient((x: tf.Tensor) => ({
      value: tf.exp(tf.gather(x, tf.tensor1d([1, 1, 0], "int32"))),
      aux: [],
    }), x).gradient,
  "pictures: convolution, its transpose, pooling and resizing": (x) => {
    const image = tf.reshape(tf.tile(x, [2, 2]), [1, 4, 6, 1]) as tf.Tensor4D;
    return valueAndGradient((w: tf.Tensor) => {
      const y = tf.conv2d(image, w as tf.Tensor4D, 2, "same");
      const z = tf.conv2dTranspose(tf.tanh(y), w as tf.Tensor4D, [1, 4, 6, 1], 2, "same");
      const pooled = tf.avgPool(z as tf.Tensor4D, 2, 2, "valid");
      return { value: tf.image.resizeNearestNeighbor(pooled, [4, 6]), aux: [] };
    }, tf.ones([3, 3, 1, 2])).gradient;
  },
};

for (const [name, f] of Object.entries(HARDER)) {
  forEachEngine(`a step may use ${name}`, () => {
    tf.tidy(() => {
      const x = tf.tensor2d([[0.5, -1, 2], [1.5, 0.25, -0.75]]);
      const expected = valuesOf(f(x));
      for (const xla of [true, false]) {
        for (const steps of [undefined, 2]) {
          const step = compile(
            (state: { x: tf.Tensor }, _: tf.Tensor, __: None) => ({ state, outputs: f(state.x) }),
            { xla, ...(steps === undefined ? {} : { steps }) },
          );
          const { outputs } = step({ x }, tf.zeros([steps ?? 1]), none);
          const twice = steps === undefined ? expected : [...expected, ...expected];
          assertClose(valuesOf(outputs), twice, 2e-5, `xla: ${xla}, steps: ${steps}`);
          assert.equal(step.report.refusal, "");
          step.dispose();
        }
      }
    });
  });
}

for (const steps of [undefined, 2]) {
  const how = steps === undefined ? "a plain step" : "a loop";
  forEachEngine(`what XLA refuses in ${how} runs as a plain graph, and the report says why`, () => {
    tf.tidy(() => {
      const boxes = () => tf.tensor2d([[0, 0, 1, 1]]);
      const crop = (x: tf.Tensor) =>
        tf.image.cropAndResize(x as tf.Tensor4D, boxes(), tf.tensor1d([0], "int32"), [2, 2]);
      const step = compile(
        (state: { x: tf.Tensor }, _: tf.Tensor, __: None) => ({ state, outputs: crop(state.x) }),
        steps === undefined ? {} : { steps },
      );
      const x = tf.reshape(tf.range(0, 16), [1, 4, 4, 1]);
      for (let call = 0; call < 2; call++) {
        const { outputs, state } = step({ x }, tf.zeros([2]), none);
        const corners = [0, 3, 12, 15]; // the corners of the picture
        assert.deepEqual(
          valuesOf(outputs),
          steps === undefined ? corners : [...corners, ...corners],
        );
        assert.deepEqual(valuesOf(state), valuesOf(x));
      }
      assert.equal(step.report.mode, "graph");
      assert.match(step.report.refusal, /CropAndResize/);
      assert.ok(!step.report.refusal.includes("\n"));
      step.dispose();
    });
  }, { engines: native });
}

/** Asserts that a call breaks a rule, that the error says which, and where in this file. */
function assertBroken(rule: RegExp, body: () => unknown): void {
  assert.throws(body, (error: unknown) => {
    assert.ok(error instanceof BrokenRule, String(error));
    assert.match(error.message, rule);
    assert.match(error.message, /Broken at .*compile_test\.ts:\d+/);
    return true;
  });
}

/** Calls a step of one tensor once, plain and as a loop, and frees everything. */
function callBoth(
  f: (x: tf.Tensor, b: tf.Tensor) => tf.Tensor,
  check: (call: () => unknown) => void,
) {
  for (const steps of [undefined, 2]) {
    const step = compile(scalarStep(f), steps === undefined ? {} : { steps });
    tf.tidy(() => check(() => step({ x: tf.scalar(1) }, tf.zeros([2]), none)));
    step.dispose();
  }
}

forEachEngine("a tensor captured from outside is an error", () => {
  tf.tidy(() => {
    const rule = /may only use tensors that are its arguments.*shape \[2,2\]/;
    const onHost = tf.ones([2, 2]);
    callBoth((x) => tf.add(x, tf.sum(onHost)), (call) => assertBroken(rule, call));
    const onDevice = tf.mul(tf.ones([2, 2]), 3);
    callBoth((x) => tf.add(x, tf.sum(onDevice)), (call) => assertBroken(rule, call));
    callBoth((x) => tf.addN([x, tf.sum(tf.concat([onDevice, onHost]))]), (call) => {
      assertBroken(rule, call);
    });
    const variable = tf.variable(tf.ones([2, 2]));
    callBoth((x) => tf.add(x, tf.sum(variable)), (call) => assertBroken(rule, call));
    variable.dispose();
    assert.deepEqual(valuesOf(onHost), [1, 1, 1, 1]); // as good as before
  });
});

forEachEngine("a captured tensor returned as it is is an error", () => {
  tf.tidy(() => {
    const outside = tf.mul(tf.scalar(1), 3);
    callBoth(() => outside, (call) => assertBroken(/may only use tensors/, call));
  });
});

forEachEngine("reading a value inside is an error", () => {
  callBoth((x) => tf.add(x, x.dataSync()[0]!), (call) => assertBroken(/may not read/, call));
  callBoth((x) => tf.add(x, tf.exp(x).arraySync() as number), (call) => {
    assertBroken(/may not read/, call);
  });
  callBoth((x) => {
    x.print();
    return x;
  }, (call) => assertBroken(/may not read/, call));
});

forEachEngine("a random number drawn on the host is an error, with a seed too", () => {
  const draws: Record<string, (x: tf.Tensor) => tf.Tensor> = {
    "Math.random": (x) => tf.mul(x, Math.random()),
    "randomNormal": () => tf.randomNormal([]),
    "seeded randomNormal": () => tf.randomNormal([], 0, 1, "float32", 7),
    "seeded randomUniform": () => tf.randomUniform([], 0, 1, "float32", 7),
    "seeded randomStandardNormal": () => tf.randomStandardNormal([], "float32", 7),
    "seeded truncatedNormal": () => tf.truncatedNormal([], 0, 1, "float32", 7),
    "seeded randomGamma": () => tf.randomGamma([], 1, 1, "float32", 7),
    "seeded dropout": (x) => tf.dropout(x, 0.5, [], 7),
    "a seeded initialiser": (x) =>
      tf.mul(x, tf.sum(tf.initializers.glorotNormal({ seed: 7 }).apply([2, 2]))),
  };
  for (const [name, draw] of Object.entries(draws)) {
    callBoth(draw, (call) => {
      assertBroken(/random numbers must come in with the batch/, call);
      assert.ok(Math.random() < 1, `${name}: drawing works again afterwards`);
      assert.equal(tf.randomNormal([2], 0, 1, "float32", 7).size, 2);
    });
  }
});

forEachEngine("a compiled step inside a compiled step is an error", () => {
  const inner = compile(scalarStep((x) => tf.exp(x)));
  callBoth(
    (x, b) => inner({ x }, b, none).state.x,
    (call) => assertBroken(/may not call another/, call),
  );
  inner.dispose();
});

forEachEngine("a shape that depends on values is an error", () => {
  callBoth((x) => tf.sum(tf.unique(tf.stack([x, x])).values), (call) => {
    assertBroken(/shapes may not depend on values.*Unique/, call);
  });
}, { engines: native });

forEachEngine("a state that comes back with another shape, type or form is an error", () => {
  callBoth((x) => tf.stack([x, x]), (call) => {
    assert.throws(call, {
      name: "RangeError",
      message: /"x" was float32 \[\], but came back as float32 \[2\]/,
    });
  });
  callBoth((x) => tf.cast(x, "int32"), (call) => {
    assert.throws(call, { name: "RangeError", message: /came back as int32 \[\]/ });
  });
  const step = compile(
    ((state: { x: tf.Tensor }) => ({
      state: { y: state.x },
      outputs: [],
    })) as unknown as Step<{ x: tf.Tensor }, tf.Tensor, None, []>,
  );
  tf.tidy(() => {
    assert.throws(() => step({ x: tf.scalar(1) }, tf.scalar(1), none), {
      name: "RangeError",
      message: /of the form it was given: \(x\), but \(y\) came/,
    });
  });
});

forEachEngine("blocks that do not fit are errors before anything runs", () => {
  let called = 0;
  const step = compile((state: { x: tf.Tensor }, _: { a: tf.Tensor; b: tf.Tensor }, __: None) => {
    called++;
    return { state, outputs: [] };
  }, { steps: 3 });
  tf.tidy(() => {
    const x = tf.scalar(1);
    assert.throws(() => step({ x }, { a: tf.zeros([3, 2]), b: tf.zeros([2]) }, none), {
      name: "RangeError",
      message: /"a" has shape \[3,2\] and "b" has shape \[2\]/,
    });
    assert.throws(() => step({ x }, { a: tf.zeros([4]), b: tf.zeros([4]) }, none), {
      name: "RangeError",
      message: /for up to 3 steps a call, but "a" has shape \[4\]: 4 steps/,
    });
    assert.throws(() => step({ x }, { a: tf.zeros([0]), b: tf.zeros([0]) }, none), {
      name: "RangeError",
      message: /for up to 3 steps a call, but "a" has shape \[0\]: 0 steps/,
    });
    assert.throws(() => step({ x }, { a: tf.scalar(0), b: tf.zeros([3]) }, none), {
      name: "RangeError",
      message: /has the steps in front, but "a" has shape \[\]/,
    });
    assert.equal(called, 0);
  });
  for (const steps of [0, -1, 1.5, NaN]) {
    assert.throws(() => compile(scalarStep((x) => x), { steps }), {
      name: "RangeError",
      message: `compile's steps is a whole number of at least 1, but ${steps} came.`,
    });
  }
});

forEachEngine("a step that throws leaves nothing behind and may be called again", () => {
  let fail = true;
  for (const steps of [undefined, 3]) {
    fail = true;
    const step = compile(
      scalarStep((x) =>
        valueAndGradient((x: tf.Tensor) => {
          const y = tf.exp(tf.square(x));
          if (fail) throw new Error("not today");
          return { value: y, aux: { y } };
        }, x).gradient
      ),
      steps === undefined ? {} : { steps },
    );
    const [x, batch] = [tf.scalar(0), tf.zeros([3])];
    const before = tensorCounts();
    assert.throws(() => step({ x }, batch, none), /not today/);
    assert.deepEqual(tensorCounts(), before);
    fail = false;
    const result: StepResult<{ x: tf.Tensor }, tf.Tensor> = step({ x }, batch, none);
    assert.deepEqual(valuesOf(result.state), [0]);
    tf.dispose([x, batch, result.state.x, result.outputs]);
    step.dispose();
  }
});

forEachEngine(
  "what fails in a queued call shows where it is read, and later calls run again",
  () => {
    tf.tidy(() => {
      const pick: Step<None, tf.Tensor, tf.Tensor, tf.Tensor> = (state, place, from) => ({
        state,
        outputs: tf.gather(from, place),
      });
      const compiled = compile(pick, { xla: false }); // XLA takes the nearest place there is
      const from = tf.tensor1d([1, 2, 3]);
      const picked = (place: number) => compiled(none, tf.scalar(place, "int32"), from).outputs;
      assert.deepEqual(valuesOf(picked(0)), [1]);
      const bad = picked(7);
      assert.throws(() => bad.dataSync(), /TensorFlow, reading a tensor: .*indices = 7/s);
      assert.deepEqual(valuesOf(picked(2)), [3]);
      for (let i = 0; i < 40; i++) picked(1); // more than may wait, and never read
      assert.deepEqual(valuesOf(picked(0)), [1]);
      picked(9); // never read: the step is freed all the same
      compiled.dispose();
      // the first call traces again, the second is queued behind nothing that failed
      assert.deepEqual([picked(2), picked(1)].map((x) => valuesOf(x)), [[3], [2]]);
      compiled.dispose();
    });
  },
  { engines: ["tensorflow"] },
);
