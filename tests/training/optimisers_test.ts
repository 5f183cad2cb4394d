import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { disposeTree, leaves, type Tree } from "saddle/engine/mod.ts";
import { stream } from "saddle/random/mod.ts";
import { adam, annealed, type Optimiser, optimistic, rmsprop, sgd } from "saddle/training/mod.ts";
import { forEachEngine } from "../engines.ts";

const STEPS = 20;
const RUNS = 2;
/** Two parameters of each run, `[runs, 2, 3]` and `[runs, 1, 3]`. */
const SHAPES = [[RUNS, 2, 3], [RUNS, 1, 3]];
const START = SHAPES.map((shape, i) =>
  stream(1, i, "init").normal(new Float32Array(sizeOf(shape)))
);

/** The gradient of a step: of sizes from 1e-3 to 1e3, as those of critics are. */
function gradientAt(step: number): Float32Array[] {
  return SHAPES.map((shape, i) => {
    const random = stream(2, 100 * step + i, "data");
    const gradient = random.normal(new Float32Array(sizeOf(shape)));
    return gradient.map((x, j) => x * 10 ** (j % 7 - 3));
  });
}

/** A rule in double precision for one number; `t` counts from 1. */
type Rule = () => (x: number, g: number, t: number) => number;

/** The numbers of each run after the steps by the library. */
function trained({ init, numbers, update }: Optimiser): Float32Array[] {
  const tensors = (values: readonly Float32Array[]) =>
    values.map((value, i) => tf.tensor(value, SHAPES[i]));
  const constants = Object.fromEntries(
    Object.entries(numbers).map(([name, value]) => [
      name,
      tf.tensor1d(typeof value === "number" ? [value, value] : [...value]),
    ]),
  );
  let params: Tree = tensors(START);
  let memory = init(params);
  for (let step = 0; step < STEPS; step++) {
    const gradient = tensors(gradientAt(step));
    const next = update(gradient, memory, params, constants);
    [params, memory] = [next.params, next.memory];
  }
  return leaves(params).map((leaf) => leaf.dataSync<"float32">().slice());
}

/** The same by a rule of its own for each run. */
function expected(rules: readonly Rule[]): Float64Array[] {
  return START.map((values, leaf) =>
    Float64Array.from(values, (start, i) => {
      const rule = rules[i < values.length / RUNS ? 0 : 1]!();
      let x = start;
      for (let step = 0; step < STEPS; step++) x = rule(x, gradientAt(step)[leaf]![i]!, step + 1);
      return x;
    })
  );
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

/** A rate, or the rate of step t. */
type Rate = number | ((t: number) => number);
const at = (rate: Rate, t: number) => typeof rate === "number" ? rate : rate(t);

const plain = (rate: Rate): Rule => () => (x, g, t) => x - at(rate, t) * g;

/** Kingma and Ba 2015, algorithm 1, written as there. */
const plainAdam = (rate: Rate, beta1: number, beta2: number, epsilon: number): Rule => () => {
  let [m, v] = [0, 0];
  return (x, g, t) => {
    m = beta1 * m + (1 - beta1) * g;
    v = beta2 * v + (1 - beta2) * g * g;
    const [mean, square] = [m / (1 - beta1 ** t), v / (1 - beta2 ** t)];
    return x - at(rate, t) * mean / (Math.sqrt(square) + epsilon);
  };
};

/** As documented for torch.optim.Adam with weight_decay: a share of the parameter joins its gradient. */
const plainDecay = (adam: Rule, share: number): Rule => () => {
  const rule = adam();
  return (x, g, t) => rule(x, g + share * x, t);
};

/** As documented for torch.optim.RMSprop, without centring and momentum. */
const plainRmsprop = (rate: number, decay: number, epsilon: number): Rule => () => {
  let v = 0;
  return (x, g) => {
    v = decay * v + (1 - decay) * g * g;
    return x - rate * g / (Math.sqrt(v) + epsilon);
  };
};

/** The rates of steps after the last. */
const NONE = new Array<number>(STEPS).fill(0);

const CASES: readonly (readonly [string, () => Optimiser, readonly [Rule, Rule]])[] = [
  ["SGD", () => sgd(), [plain(0.01), plain(0.01)]],
  ["SGD with a rate for each run", () => sgd({ rate: [0.1, 0] }), [plain(0.1), plain(0)]],
  ["Adam", () => adam(), [plainAdam(1e-3, 0.9, 0.999, 1e-8), plainAdam(1e-3, 0.9, 0.999, 1e-8)]],
  [
    "Adam with numbers for each run",
    () => adam({ rate: [0.1, 0.02], beta1: [0, 0.5], beta2: [0.9, 0.99], epsilon: [1e-8, 0.1] }),
    [plainAdam(0.1, 0, 0.9, 1e-8), plainAdam(0.02, 0.5, 0.99, 0.1)],
  ],
  [
    "Adam with a weight decay for each run",
    () => adam({ rate: 0.1, beta1: 0.5, weightDecay: [0, 0.3] }),
    [
      plainAdam(0.1, 0.5, 0.999, 1e-8),
      plainDecay(plainAdam(0.1, 0.5, 0.999, 1e-8), 0.3),
    ],
  ],
  [
    "Adam that decays weights, annealed",
    () => annealed(adam({ rate: 0.1, weightDecay: 2.5e-2 }), { over: 40 }),
    [0, 1].map(() =>
      plainDecay(plainAdam((t) => 0.1 * (1 - (t - 1) / 40), 0.9, 0.999, 1e-8), 2.5e-2)
    ) as [Rule, Rule],
  ],
  ["RMSProp", () => rmsprop(), [plainRmsprop(1e-3, 0.99, 1e-8), plainRmsprop(1e-3, 0.99, 1e-8)]],
  [
    "RMSProp with numbers for each run",
    () => rmsprop({ rate: [0.1, 0.02], decay: [0.5, 0.9], epsilon: [1e-8, 0.1] }),
    [plainRmsprop(0.1, 0.5, 1e-8), plainRmsprop(0.02, 0.9, 0.1)],
  ],
  [
    "SGD that is annealed to 0 in 8 steps, or after 5 to a fifth",
    () => annealed(sgd({ rate: 0.1 }), { over: [8, 12], after: [0, 5], to: [0, 0.2] }),
    [
      plain((t) => 0.1 * [8, 7, 6, 5, 4, 3, 2, 1].map((left) => left / 8).concat(NONE)[t - 1]!),
      plain((t) => 0.1 * Math.max(0.2, Math.min(1, 1 - (t - 1 - 5) / 12))),
    ],
  ],
  [
    "Adam that is annealed by epochs of 4 steps",
    () => annealed(adam({ rate: [0.1, 0.02] }), { over: 20, hold: 4 }),
    [0.1, 0.02].map((rate) =>
      plainAdam((t) => rate * (1 - 4 * Math.floor((t - 1) / 4) / 20), 0.9, 0.999, 1e-8)
    ) as [Rule, Rule],
  ],
];

for (const [name, make, rules] of CASES) {
  forEachEngine(`${name} moves as its formula does in double precision`, () => {
    const found = tf.tidy(() => trained(make()));
    expected(rules).forEach((values, leaf) => {
      values.forEach((value, i) => {
        // single precision: 20 roundings of numbers as large as the path is long; betas are rounded
        // too (0.999 by 1e-8, which is 1e-5 of 1 - 0.999)
        const path = Math.abs(value - START[leaf]![i]!) + Math.abs(value) + 0.01;
        const off = Math.abs(found[leaf]![i]! - value);
        assert.ok(off < 1e-5 * path, `expected ${value}, got ${found[leaf]![i]}`);
      });
    });
  });
}

forEachEngine("an optimiser keeps its memory with the parameters, not with itself", () => {
  tf.tidy(() => {
    const rule = adam({ rate: 0.1 });
    const constants = { rate: [0.1], beta1: [0.9], beta2: [0.999], epsilon: [1e-8] };
    const numbers = Object.fromEntries(
      Object.entries(constants).map(([name, value]) => [name, tf.tensor1d(value)]),
    );
    const params = [tf.tensor([[1, 2]])];
    const once = () => leaves(rule.update(params, rule.init(params), params, numbers).params);
    assert.deepEqual([...once()[0]!.dataSync()], [...once()[0]!.dataSync()]);
  });
});

forEachEngine("parameters without a gradient stay where they are", () => {
  for (const rule of [sgd(), adam(), rmsprop()]) {
    const params = [tf.tensor([[1, -2]])];
    const numbers = Object.fromEntries(
      Object.entries(rule.numbers).map(([name, value]) => [name, tf.tensor1d([value as number])]),
    );
    const after = tf.tidy(() => {
      const next = rule.update([tf.zeros([1, 2])], rule.init(params), params, numbers);
      return [...leaves(next.params)[0]!.dataSync()];
    });
    assert.deepEqual(after, [1, -2]);
    disposeTree(params);
    disposeTree(numbers);
  }
});

Deno.test("without a weight decay Adam's step has no such number, so that nothing of it changes", () => {
  for (const options of [{}, { weightDecay: 0 }, { weightDecay: [0, 0] }]) {
    assert.deepEqual(Object.keys(adam(options).numbers), ["rate", "beta1", "beta2", "epsilon"]);
  }
  for (const decaying of [adam({ weightDecay: 1e-4 }), optimistic(adam({ weightDecay: 1e-4 }))]) {
    assert.equal(decaying.numbers["weightDecay"], 1e-4);
    assert.deepEqual(decaying.absent, { weightDecay: 0 });
  }
});

Deno.test("optimisers refuse numbers outside their range, and misspelt options", () => {
  const wrong: readonly (readonly [() => Optimiser, RegExp])[] = [
    [
      () => sgd({ rate: -1 }),
      /sgd's rate is a number of at least 0, or one for each run, but -1 came/,
    ],
    [() => sgd({ rate: NaN }), /but NaN came/],
    [() => sgd({ lr: 0.1 } as object), /sgd has no option "lr". Known options: rate/],
    [() => adam({ rate: Infinity }), /adam's rate/],
    [() => adam({ beta1: 1 }), /adam's beta1 is a number of at least 0 and below 1, .* but 1 came/],
    [() => adam({ beta2: [0.9, -0.1] }), /adam's beta2/],
    [() => adam({ epsilon: 0 }), /adam's epsilon is a number above 0/],
    [
      () => adam({ betas: [0, 0.9] } as object),
      /Known options: rate, beta1, beta2, epsilon, weightDecay/,
    ],
    [
      () => adam({ weightDecay: -1 }),
      /adam's weightDecay is a number of at least 0, .* but -1 came/,
    ],
    [() => adam({ weightDecay: [0, NaN] }), /adam's weightDecay/],
    [() => rmsprop({ decay: 1 }), /rmsprop's decay/],
    [() => rmsprop({ epsilon: -1 }), /rmsprop's epsilon/],
    [() => rmsprop({ alpha: 0.9 } as object), /Known options: rate, decay, epsilon/],
  ];
  for (const [make, message] of wrong) assert.throws(make, { name: "RangeError", message });
  assert.throws(() => sgd({ rate: "0.1" as never }), {
    name: "TypeError",
    message: /but "0.1" came/,
  });
  assert.throws(() => adam(0.01 as never), {
    name: "TypeError",
    message: /adam takes options \{ rate, beta1, beta2, epsilon, weightDecay \}, but 0.01 came/,
  });
});
