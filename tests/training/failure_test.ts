import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import type { Constraint } from "saddle/constraints/mod.ts";
import { type Dataset, ring } from "saddle/datasets/mod.ts";
import { start } from "saddle/engine/mod.ts";
import { wasserstein } from "saddle/losses/mod.ts";
import { linear } from "saddle/models/mod.ts";
import { type Run, sgd, train, type TrainOptions } from "saddle/training/mod.ts";
import { forEachEngine } from "../engines.ts";
import { type DiracOptions, pathOf, trainDirac } from "./dirac.ts";
import { SMALL } from "./small.ts";

/** Players of one layer, which XLA compiles quickly. */
const PLAIN: TrainOptions = {
  ...SMALL,
  generator: linear({ inputs: 2, outputs: 2 }),
  critic: linear({ inputs: 2, outputs: 1 }),
  constraints: [],
};

const GAME: DiracOptions = {
  loss: wasserstein(),
  start: [1, 0.5],
  rate: [0.1, 0.2, 0.3],
  steps: 6,
  every: 3,
  runs: 3,
};

/** One column of one run. */
function column({ history }: Run, name: string, run: number): (number | null)[] {
  const rows = history.toRecords() as Record<string, number | null>[];
  return rows.filter((row) => row["run"] === run).map((row) => row[name]!);
}

forEachEngine("a run that diverges is frozen by itself, the others as if alone", async () => {
  // the second run's critic gets the slope -1e9 in its first step, a generator's loss of 1e9
  const run = await trainDirac({ ...GAME, rate: [0.1, 1e9, 0.3] });
  assert.deepEqual(run.status, [
    { run: 0, outcome: "finished", step: 6 },
    { run: 1, outcome: "diverged", step: 0 },
    { run: 2, outcome: "finished", step: 6 },
  ]);
  const without = await trainDirac(GAME);
  for (const r of [0, 2]) {
    assert.deepEqual(pathOf(run, r), pathOf(without, r));
    assert.deepEqual(column(run, "criticLoss", r), column(without, "criticLoss", r));
  }
  assert.deepEqual(pathOf(run, 1), { theta: [1, 1, 1], psi: [0.5, 0.5, 0.5] });
  for (const name of ["criticLoss", "penalty", "generatorLoss"]) {
    assert.deepEqual(column(run, name, 1), new Array(6).fill(null));
  }
});

forEachEngine("a run fails in the step in which a loss first passes the limit", async () => {
  // beyond a rate of 2 the alternating Wasserstein game grows: at 3 its losses do 47-fold a step
  const options = { ...GAME, rate: 3, runs: 1, steps: 12, every: 12 };
  const whole = await trainDirac({ ...options, divergence: Infinity });
  assert.equal(whole.status[0]!.outcome, "finished");
  const sizes = ["criticLoss", "penalty", "generatorLoss"].map((name) => column(whole, name, 0));
  const expected = 7;
  const divergence = Math.max(...sizes.map((losses) => Math.abs(losses[expected]!))) * 0.999;
  const run = await trainDirac({ ...options, divergence });
  assert.deepEqual(run.status, [{ run: 0, outcome: "diverged", step: expected }]);
  const kept = column(whole, "criticLoss", 0).slice(0, expected);
  assert.deepEqual(column(run, "criticLoss", 0), [...kept, ...new Array(12 - expected).fill(null)]);
});

forEachEngine("a run whose parameters leave the range of numbers keeps those before", async () => {
  // the critic's slope is about -1e30 and theta about -1e60 after the first step; losses may be that large
  const run = await trainDirac({ ...GAME, rate: [0.1, 1e30, 0.3], divergence: Infinity });
  assert.deepEqual(run.status[1], { run: 1, outcome: "not finite", step: 0 });
  assert.deepEqual(pathOf(run, 1), { theta: [1, 1, 1], psi: [0.5, 0.5, 0.5] });
  assert.equal(run.status[2]!.outcome, "finished");
});

/** The ring, but the batch of one run and step, counted from 0, is NaN. Batches come run by run. */
function spoiled(step: number, run: number, runs: number): Dataset {
  let calls = -1; // the first call is a look before anything is trained
  return {
    ...ring(),
    sample(random, n) {
      const points = ring().sample(random, n);
      return calls++ === step * runs + run ? points.fill(NaN) : points;
    },
  };
}

forEachEngine("a run that meets NaN is frozen with its reason and step", async () => {
  let told: Readonly<Record<string, number>> = {};
  const options = {
    ...PLAIN,
    runs: 3,
    steps: 6,
    every: 2,
    metrics: { first: (points: Float32Array) => points[0]! },
  };
  const whole = await train(options);
  const run = await train({
    ...options,
    dataset: spoiled(2, 1, 3),
    onProgress: ({ metrics }) => void (told = metrics),
  });
  assert.deepEqual(run.status.map(({ outcome }) => outcome), [
    "finished",
    "not finite",
    "finished",
  ]);
  assert.deepEqual(run.status[1], { run: 1, outcome: "not finite", step: 2 });
  // the history is there up to its last good step, the snapshot stays what it was after it
  const losses = column(run, "criticLoss", 1);
  assert.deepEqual(losses.slice(0, 2), column(whole, "criticLoss", 1).slice(0, 2));
  assert.deepEqual(losses.slice(2), [null, null, null, null]);
  const points = run.snapshots.map(({ samples }) => samples.slice(10, 20));
  assert.deepEqual(points.slice(2), [points[1], points[1]]);
  // metrics are missing from then on, and medians are those of the others
  const first = (of: Run) => [...of.metrics.getColumn("first")] as (number | null)[];
  const expected = first(whole).map((x, i) => i % 3 === 1 && i >= 6 ? null : x);
  assert.deepEqual(first(run), expected);
  assert.equal(told["first"], expected[9]! / 2 + expected[11]! / 2);
  for (const r of [0, 2]) {
    assert.deepEqual(column(run, "criticLoss", r), column(whole, "criticLoss", r));
  }
});

forEachEngine("a gradient that is not finite fails a run whose loss is", async () => {
  const root: Constraint = {
    name: "a root at zero",
    numbers: {},
    // its value is 0, its slope infinite times 0
    penalty: ({ critic, real }) => tf.sqrt(tf.mul(0, tf.mean(critic(real), [1, 2]))),
  };
  const run = await train({ ...PLAIN, constraints: [root], steps: 2, every: 1 });
  assert.deepEqual(run.status, [{ run: 0, outcome: "not finite", step: 0 }]);
  assert.deepEqual(run.snapshots[2]!.samples, run.snapshots[0]!.samples);
});

Deno.test("an infinite metric is kept as it is, a missing one is null", async () => {
  await start({ engine: "wasm" });
  const metrics = { far: () => Infinity, none: () => NaN };
  const run = await train({ ...SMALL, runs: 2, steps: 1, metrics, metricSize: 4 });
  const { far, none } = run.metrics.toRecords().at(-1)!;
  assert.deepEqual([far, none], [Infinity, null]);
});

Deno.test("points that are not finite have no metrics, and stop nobody", async () => {
  await start({ engine: "wasm" });
  let step = 0;
  // the points are finite numbers only while the generator is looked at the first time
  const generator = {
    ...SMALL.generator,
    apply: (...[variables, x, phase]: Parameters<typeof SMALL.generator.apply>) => {
      const result = SMALL.generator.apply(variables, x, phase);
      const spoil = phase === "evaluate" && step > 0;
      return spoil ? { ...result, y: tf.div(result.y, 0) } : result;
    },
  };
  const { status, metrics } = await train({
    ...SMALL,
    generator,
    steps: 1,
    metrics: {
      size: (points) => {
        assert.ok(points.every(Number.isFinite));
        return points.length;
      },
    },
    metricSize: 4,
    onProgress: (progress) => void (step = progress.step + 1),
  });
  assert.equal(status[0]!.outcome, "finished");
  assert.deepEqual([...metrics.getColumn("size")], [8, null]);
});

Deno.test("when every run has failed the training still ends with what there was", async () => {
  await start({ engine: "wasm" });
  const told: Readonly<Record<string, number>>[] = [];
  const run = await train({
    ...SMALL,
    optimiser: sgd({ rate: 1e30 }),
    steps: 4,
    every: 2,
    metrics: { first: (points) => points[0]! },
    onProgress: ({ metrics }) => void told.push(metrics),
  });
  assert.equal(run.status[0]!.outcome === "finished", false);
  assert.equal(run.snapshots.length, 3);
  assert.equal(run.history.height, 4);
  assert.ok(Number.isNaN(told.at(-1)!["critic loss"]));
});

forEachEngine("a metric that throws later is named, and costs its own numbers alone", async () => {
  const { warn } = console, warnings: string[] = [];
  let looks = 0;
  const metrics = {
    fragile: () => {
      if (++looks > 2) throw new Error("no modes are left.");
      return 1;
    },
    toString: ([x]: Float32Array) => x!,
  };
  console.warn = (line: string) => warnings.push(line);
  try {
    const { metrics: rows, status } = await train({ ...SMALL, metrics });
    const plain = await train({ ...SMALL, metrics: { toString: metrics.toString } });
    assert.equal(status[0]!.outcome, "finished");
    assert.deepEqual(rows.getColumn("fragile").toArray(), [1, 1, null]);
    assert.deepEqual(
      rows.getColumn("toString").toArray(),
      plain.metrics.getColumn("toString").toArray(),
    );
  } finally {
    console.warn = warn;
  }
  assert.deepEqual(warnings, [
    'The metric "fragile" failed at step 8: no modes are left; where it fails its numbers are ' +
    "missing. Said once.",
  ]);
}, { engines: ["wasm"] });

forEachEngine("a metric that throws at the first look ends the training by its name", async () => {
  const broken = () => {
    throw new Error("not so.");
  };
  await assert.rejects(
    train({ ...SMALL, metrics: { broken } }),
    /^RangeError: The metric "broken" failed at step 0: not so\.$/,
  );
}, { engines: ["wasm"] });

forEachEngine("whatever a metric throws or gives later on, the run is kept", async () => {
  const without: object = Object.create(null);
  const later: Readonly<Record<string, [act: () => unknown, said: RegExp]>> = {
    undefined: [() => undefined, /"undefined" gives a number .* is undefined; where/],
    text: [() => "0.5", /"text" gives a number .* is String; where/],
    list: [
      () => [1],
      /"list" gives a number or a record of numbers at once, but \[1\] came; where/,
    ],
    bare: [() => ({ x: without }), /"bare" gives a number .* its "x" is \{\}; where/],
    column: [() => ({ step: 1 }), /"column" gives "step", a name that is taken; where/],
    symbol: [() => thrown(Symbol("s")), /"symbol" failed at step 4: Symbol\(s\); where/],
    object: [() => thrown(without), /"object" failed at step 4: \{\}; where/],
    silent: [() => thrown(new TypeError()), /"silent" failed at step 4: TypeError; where/],
  };
  const metrics = Object.fromEntries(
    Object.entries(later).map(([name, [act]]) => {
      let looks = 0;
      return [name, () => (looks++ === 0 ? 1 : act()) as number];
    }),
  );
  const { warn } = console, warnings: string[] = [];
  console.warn = (line: string) => warnings.push(line);
  try {
    const { status, metrics: rows } = await train({
      ...SMALL,
      runs: 1,
      steps: 8,
      every: 4,
      metrics,
    });
    assert.equal(status[0]!.outcome, "finished");
    for (const name of Object.keys(later)) {
      assert.deepEqual(rows.getColumn(name).toArray(), [1, null, null], name);
    }
  } finally {
    console.warn = warn;
  }
  for (const [i, [, said]] of Object.values(later).entries()) assert.match(warnings[i]!, said);
  assert.equal(warnings.length, Object.keys(later).length);
}, { engines: ["wasm"] });

function thrown(value: unknown): never {
  throw value;
}
