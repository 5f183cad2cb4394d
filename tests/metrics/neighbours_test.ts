import assert from "node:assert/strict";
import { gaussian, ring } from "../../lib/datasets/mod.ts";
import { coverageFloor, densityCoverage, floor, precisionRecall } from "../../lib/metrics/mod.ts";
import { stream } from "../../lib/random/mod.ts";

const near = (got: number, expected: number, tolerance: number) =>
  assert.ok(Math.abs(got - expected) <= tolerance, `got ${got}, expected ${expected}`);
const normal = (run: number, n: number, mean = 0, deviation = 1) =>
  stream(1, run, "data").normal(new Float32Array(n), mean, deviation);

/** The definitions, word by word, for points of the plane. */
function byHand(made: Float32Array, data: Float32Array, k: number) {
  const rows = (x: Float32Array) =>
    Array.from({ length: x.length / 2 }, (_, i) => [x[2 * i]!, x[2 * i + 1]!]);
  const d = (p: number[], q: number[]) => Math.hypot(p[0]! - q[0]!, p[1]! - q[1]!);
  const radius = (all: number[][], i: number) =>
    all.filter((_, j) => j !== i).map((q) => d(all[i]!, q)).sort((x, y) => x - y)[k - 1]!;
  const a = rows(made), b = rows(data);
  const within = (points: number[][], balls: number[][]) =>
    points.filter((p) => balls.some((c, i) => d(p, c) <= radius(balls, i))).length / points.length;
  return {
    precision: within(a, b),
    recall: within(b, a),
    density: a.reduce((s, p) => s + b.filter((c, i) => d(p, c) <= radius(b, i)).length, 0) /
      (k * a.length),
    coverage: b.filter((c, i) => a.some((p) => d(p, c) <= radius(b, i))).length / b.length,
  };
}

Deno.test("the four scores are their definitions", () => {
  for (const [run, n, m, k] of [[0, 12, 15, 1], [1, 20, 10, 3], [2, 15, 15, 5]] as const) {
    const made = normal(run, 2 * n, .7), data = normal(run + 50, 2 * m), of = { dimension: 2, k };
    const expected = byHand(made, data, k),
      got = { ...precisionRecall(made, data, of), ...densityCoverage(made, data, of) };
    for (const key of ["precision", "recall", "density", "coverage"] as const) {
      near(got[key], expected[key], 1e-12);
    }
  }
});

Deno.test("precision and recall change places with the samples; nothing sees a shift, a turn or a scale of both", () => {
  const made = normal(1, 60, .5), data = normal(2, 80), of = { dimension: 2 };
  const forth = precisionRecall(made, data, of), back = precisionRecall(data, made, of);
  assert.deepEqual([forth.precision, forth.recall], [back.recall, back.precision]);
  const moved = (x: Float32Array) =>
    x.map((_, i) => i % 2 === 0 ? 8 - 4 * x[i + 1]! : 2 + 4 * x[i - 1]!);
  assert.deepEqual(precisionRecall(moved(made), moved(data), of), forth);
  assert.deepEqual(densityCoverage(moved(made), moved(data), of), densityCoverage(made, data, of));
});

Deno.test("collapse keeps precision and loses recall; noise loses precision and keeps recall", () => {
  const data = ring({ deviation: .05 }).sample(stream(1, 0, "data"), 200), of = { dimension: 2 };
  const one = normal(3, 400, 0, .03).map((x, i) => i % 2 === 0 ? 1 + x : x);
  const collapsed = { ...precisionRecall(one, data, of), ...densityCoverage(one, data, of) };
  assert.ok(
    collapsed.precision > .95 && collapsed.recall < .25 && collapsed.coverage < .25,
    `${JSON.stringify(collapsed)}`,
  );
  const wide = normal(4, 400, 0, 1),
    noisy = { ...precisionRecall(wide, data, of), ...densityCoverage(wide, data, of) };
  assert.ok(
    noisy.precision < .5 && noisy.density < .5 && noisy.recall > .7,
    `${JSON.stringify(noisy)}`,
  );
});

Deno.test("one outlier of the data lets bad samples pass for precision, not for density", () => {
  // Nine points near 0 and one far away, whose ball reaches back to them; the generator makes rubbish in between.
  const data = [...normal(1, 9, 0, .1), 100],
    rubbish = Float32Array.from({ length: 20 }, (_, i) => 20 + 3 * i);
  assert.equal(precisionRecall(rubbish, data, { k: 3 }).precision, 1);
  near(densityCoverage(rubbish, data, { k: 3 }).density, 1 / 3, 1e-12);
});

Deno.test("floors: density 1, coverage by its closed form, whatever the data", () => {
  const repeats = 40, of = { dimension: 2, k: 4 };
  for (
    const [data, n, reference] of [[ring(), 40, 40], [gaussian({ dimension: 2 }), 25, 50]] as const
  ) {
    const options = { n, reference, repeats };
    const density = floor((a, b) => densityCoverage(a, b, of).density, data, options);
    near(density.mean, 1, 4.5 * density.deviation / Math.sqrt(repeats));
    const coverage = floor((a, b) => densityCoverage(a, b, of).coverage, data, options);
    near(
      coverage.mean,
      coverageFloor(n, reference, 4),
      4.5 * coverage.deviation / Math.sqrt(repeats),
    );
  }
  near(coverageFloor(1e7, 1e7, 5), 1 - 2 ** -5, 1e-6);
  assert.equal(coverageFloor(1, 2, 1), 1 / 2); // one other point and one sample: which is nearer?
});

Deno.test("floors: a perfect generator's precision and recall are alike and below 1", () => {
  const options = { n: 50, repeats: 30 }, data = gaussian({ dimension: 2 });
  const precision = floor(
    (a, b) => precisionRecall(a, b, { dimension: 2 }).precision,
    data,
    options,
  );
  const recall = floor((a, b) => precisionRecall(a, b, { dimension: 2 }).recall, data, options);
  near(
    precision.mean,
    recall.mean,
    4.5 * Math.hypot(precision.deviation, recall.deviation) / Math.sqrt(30),
  );
  assert.ok(precision.mean < 1 && precision.mean > .8);
});

Deno.test("too few points and bad options are refused", () => {
  assert.throws(
    () => precisionRecall([1, 2, 3], [1, 2, 3, 4]),
    /samples has more than k = 3 points, but shape \[3, 1\] came/,
  );
  assert.throws(
    () => densityCoverage([1], [1, 2, 3, 4, 5]),
    /reference has more than k = 5 points/,
  );
  assert.throws(
    () => densityCoverage([1], [1, 2], { k: 0 }),
    /densityCoverage's k is a whole number of at least 1, but 0/,
  );
  assert.throws(
    () => precisionRecall([1, 2, 3], [1, 2], { dimension: 2 }),
    /samples has shape \[n, 2\]/,
  );
  assert.throws(
    () => coverageFloor(5, 5, 5),
    /coverageFloor's m is a whole number of at least 6, but 5 came/,
  );
});
