import assert from "node:assert/strict";
import { wasserstein } from "saddle/losses/mod.ts";
import { byRun, generate, simultaneous, train } from "saddle/training/mod.ts";
import { forEachEngine } from "../engines.ts";
import { diracOptions, pathOf } from "./dirac.ts";
import { numbersOf, SMALL } from "./small.ts";

const DECAYS = [0, 0.9];
const ENGINES = { engines: ["tensorflow", "wasm"] } as const;

forEachEngine("what is shown is the running mean of what is trained, each run's own", async () => {
  const options = {
    ...diracOptions({
      loss: wasserstein(),
      start: [1, 0.7],
      rate: 0.2,
      steps: 30,
      runs: 2,
    }),
    metrics: { theta: (points: Float32Array) => points[0]! },
    metricSize: 1,
  };
  const plain = await train(options);
  const run = await train({ ...options, average: { decay: DECAYS } });
  DECAYS.forEach((decay, r) => {
    const [shown, trained] = [pathOf(run, r), pathOf(plain, r)];
    assert.deepEqual(shown.psi, trained.psi); // training does not know of the average
    let mean = trained.theta[0]!;
    trained.theta.forEach((theta, i) => {
      if (i > 0) mean = decay * mean + (1 - decay) * theta;
      // 30 steps of two roundings, which decay
      assert.ok(Math.abs(shown.theta[i]! - mean) < 1e-6, `after step ${i}`);
    });
    assert.deepEqual(byRun(run.metrics, "theta").values[r], shown.theta);
    assert.equal(generate(run, 1)[r], shown.theta.at(-1));
  });
  assert.equal(run.settings["average"], "decay=0,0.9");
  const usual = await train({ ...options, steps: 1, average: {} });
  assert.equal(usual.settings["average"], "decay=0.999");
  assert.equal("average" in plain.settings, false);
}, ENGINES);

forEachEngine("an average of a perceptron lies between its parameters", async () => {
  const half = await train({ ...SMALL, steps: 1, average: { decay: 0.5 } });
  const after = await train({ ...SMALL, steps: 1 });
  const start = await train({ ...SMALL, steps: 1, average: { decay: 1 - 2 ** -24 } });
  const [a, b, middle] = [start, after, half].map(({ generator }) => numbersOf(generator.params));
  middle!.forEach((x, i) => assert.ok(Math.abs(x - (a![i]! + b![i]!) / 2) < 1e-6));
  assert.ok(middle!.some((x, i) => Math.abs(x - b![i]!) > 1e-4));
}, ENGINES);

forEachEngine("the average of a run that fails is frozen with it", async () => {
  const options = diracOptions({
    loss: wasserstein(),
    update: simultaneous(),
    start: [1, 0.7],
    rate: [0.1, 1e20],
    steps: 10,
    runs: 2,
  });
  const run = await train({ ...options, average: { decay: 0.5 } });
  assert.deepEqual(run.status.map(({ outcome }) => outcome === "finished"), [true, false]);
  const { step } = run.status[1]!;
  const { theta } = pathOf(run, 1);
  assert.ok(theta.slice(step).every((x) => x === theta[step]));
  assert.ok(theta.every(Number.isFinite));
}, ENGINES);

Deno.test("an average that is none is refused before anything is trained", async () => {
  for (
    const [average, message] of [
      [{ decay: 1 }, /average's decay is a number of at least 0 and below 1, .* but 1 came/],
      [{ decay: -0.1 }, /average's decay is .* but -0.1 came/],
      [{ decay: [0.9, 0.9] }, /average: decay takes one number or one for each of the 1 runs/],
      [{ rate: 0.9 }, /average has no option "rate". Known options: decay/],
    ] as const
  ) {
    const training = train({ ...SMALL, average: average as never });
    await assert.rejects(training, { name: "RangeError", message });
  }
});
