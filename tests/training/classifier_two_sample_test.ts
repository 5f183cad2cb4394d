import assert from "node:assert/strict";
import { start, tensorCounts } from "saddle/engine/mod.ts";
import { linear, mlp } from "saddle/models/mod.ts";
import { stream } from "saddle/random/mod.ts";
import { type ClassifierResult, classifierTwoSample } from "saddle/training/mod.ts";
import { fairCoinTails } from "saddle/training/probes/fair_coin_tails.ts";
import { forEachEngine } from "../engines.ts";

/** Points of N(mean, 1) on the line. */
const normal = (name: string, n: number, mean: number) =>
  stream(3, 0, name).normal(new Float32Array(n), mean);

/** The distribution function of N(0, 1), by Simpson's rule. */
function phi(x: number): number {
  const n = 2000, h = x / n;
  const density = (t: number) => Math.exp(-t * t / 2) / Math.sqrt(2 * Math.PI);
  let sum = density(0) + density(x);
  for (let i = 1; i < n; i++) sum += (i % 2 === 1 ? 4 : 2) * density(i * h);
  return 0.5 + sum * h / 3;
}

forEachEngine("accuracies are those of the best classifier, for each run of its own", async () => {
  const runs = 3, n = 1000;
  const shifts = [0, 1, 30];
  const generated = new Float32Array(runs * n);
  shifts.forEach((shift, run) => generated.set(normal(`generated ${run}`, n, shift), run * n));
  const result = await classifierTwoSample({
    real: normal("real", n, 0),
    generated,
    dimension: 1,
    runs,
  }, { steps: 250 });
  assert.equal(result.heldOut, n);
  shifts.forEach((shift, run) => {
    // N(0, 1) against N(d, 1): a cut half-way is right with probability Phi(d / 2)
    const best = phi(shift / 2);
    const tossed = 4 * Math.sqrt(best * (1 - best) / n) + 1e-9; // four deviations of the sample
    const learned = shift === 0 ? 0 : 0.02; // what the classifier misses
    const off = Math.abs(result.accuracy[run]! - best);
    assert.ok(off <= tossed + learned, `shift ${shift}: ${result.accuracy[run]}, best ${best}`);
  });
  assert.ok(result.pValue[0]! > 0.001 && result.pValue[1]! < 1e-20 && result.pValue[2]! < 1e-20);
}, { engines: ["tensorflow", "wasm"] });

Deno.test("without a difference p-values are spread evenly, and rarely above the floor", async () => {
  await start({ engine: "wasm" });
  const runs = 40, n = 60;
  const same = (name: string) => normal(name, runs * n * 2, 0);
  const { accuracy, pValue, floor, heldOut } = await classifierTwoSample(
    { real: same("one"), generated: same("other"), dimension: 2, runs },
    { steps: 40, batch: 16, classifier: linear({ inputs: 2, outputs: 1 }) },
  );
  assert.equal(heldOut, 60);
  // 40 means of 60 tosses: the mean of them all has the deviation 1 / (2 sqrt 2400)
  const mean = accuracy.reduce((sum, a) => sum + a, 0) / runs;
  assert.ok(Math.abs(mean - 0.5) < 4 * 0.5 / Math.sqrt(runs * 60), `${mean}`);
  const above = accuracy.filter((a) => a >= floor.p95).length;
  assert.ok(above <= 7, `${above} of 40 beyond what 5 in 100 reach`); // P(Bin(40, .05) > 7) < 1e-3
  assert.ok(pValue.some((p) => p < 0.4) && pValue.some((p) => p > 0.6));
});

Deno.test("the same call gives the same result, and frees what it made", async () => {
  await start({ engine: "wasm" });
  const samples = { real: normal("a", 40, 0), generated: normal("b", 40, 1), dimension: 1 };
  const before = tensorCounts();
  const results: ClassifierResult[] = [];
  for (let i = 0; i < 2; i++) results.push(await classifierTwoSample(samples, { steps: 20 }));
  assert.deepEqual(results[0], results[1]);
  assert.deepEqual(tensorCounts(), before);
});

Deno.test("a run that is not finite fails alone, and an axis without spread is no trouble", async () => {
  await start({ engine: "wasm" });
  const n = 200;
  const generated = new Float32Array(2 * n * 2);
  for (let i = 0; i < 2 * n; i++) generated.set([i < n ? NaN : 2 + i / n, 7], 2 * i);
  const real = new Float32Array(n * 2);
  for (let i = 0; i < n; i++) real.set([i / n, 7], 2 * i);
  const { accuracy, pValue } = await classifierTwoSample(
    { real, generated, dimension: 2, runs: 2 },
    { steps: 200 },
  );
  assert.deepEqual([accuracy[0], pValue[0]], [NaN, NaN]);
  assert.ok(accuracy[1]! > 0.98);
});

Deno.test("the tails of a fair coin are those of Pascal's triangle", () => {
  assert.deepEqual([...fairCoinTails(1)], [1, 0.5]);
  const four = [16, 15, 11, 5, 1].map((count) => count / 16);
  fairCoinTails(4).forEach((tail, k) => assert.ok(Math.abs(tail - four[k]!) < 1e-12));
  const many = fairCoinTails(20_000);
  assert.ok(Math.abs(many[0]! - 1) < 1e-9);
  // the middle is 1/2 and half of the chance of a draw
  const draw = 1 / Math.sqrt(Math.PI * 10_000);
  assert.ok(Math.abs(many[10_000]! - (0.5 + draw / 2)) < 1e-6);
});

Deno.test("the floor says what guessing scores", async () => {
  await start({ engine: "wasm" });
  const { floor } = await classifierTwoSample(
    { real: normal("a", 100, 0), generated: normal("b", 100, 0), dimension: 1 },
    { steps: 1 },
  );
  assert.equal(floor.mean, 0.5);
  assert.equal(floor.deviation, 0.05);
  // P(Bin(100, 1/2) >= 59) = 0.0443 and >= 58 is 0.0666
  assert.equal(floor.p95, 0.59);
});

Deno.test("samples that cannot be told apart by a classifier are refused", async () => {
  const real = new Float32Array(12);
  const wrong = [
    [{ real, generated: real, dimension: 5 }, {}, /one shape \[1, n, 5\].* 12 and 12 numbers came/],
    [{ real, generated: new Float32Array(6), dimension: 1 }, {}, /12 and 6 numbers came/],
    [{ real, generated: real, dimension: 4 }, {}, /n at least 5/],
    [{ real, generated: real, dimension: 0 }, {}, /dimension is a whole number of at least 1/],
    [
      { real, generated: real, dimension: 1 },
      { steps: 0 },
      /steps is a whole number of at least 1/,
    ],
    [{ real, generated: real, dimension: 1 }, { step: 5 }, /no option "step".*steps/],
    [{ real, generated: real, dimensions: 1 }, {}, /no option "dimensions".*dimension/],
    [
      { real, generated: real, dimension: 2 },
      { classifier: mlp({ inputs: 1, outputs: 1 }) },
      /points \[n, 2\] and has one output, but mlp .* takes \[n, 1\]/,
    ],
  ] as const;
  for (const [samples, options, message] of wrong) {
    await assert.rejects(
      () => classifierTwoSample(samples as never, options as object),
      { name: "RangeError", message },
    );
  }
});
