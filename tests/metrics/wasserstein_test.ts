import assert from "node:assert/strict";
import {
  floor,
  gaussianW1,
  gaussianW1Floor,
  gaussianW2,
  intervalW1,
  intervalW2,
  w1,
  w2,
} from "../../lib/metrics/mod.ts";
import { gaussian, interval } from "../../lib/datasets/mod.ts";
import { near, normal } from "./samples.ts";

function permutations<T>(items: T[]): T[][] {
  if (items.length < 2) return [items];
  return items.flatMap((first, i) =>
    permutations(items.filter((_, j) => j !== i)).map((rest) => [first, ...rest])
  );
}

Deno.test("W1 and W2 are the cost of the best of all pairings", () => {
  for (let run = 0; run < 20; run++) {
    const a = normal(run, 6), b = normal(run + 100, 6, 1);
    const cost = (power: number) =>
      Math.min(
        ...permutations([...b]).map((order) =>
          order.reduce((sum, y, i) => sum + Math.abs(a[i]! - y) ** power, 0) / 6
        ),
      );
    near(w1(a, b), cost(1), 1e-12);
    near(w2(a, b), Math.sqrt(cost(2)), 1e-12);
  }
});

Deno.test("samples of different sizes: each point repeated to the common size", () => {
  for (const [n, m] of [[2, 3], [4, 6], [5, 7], [1, 9], [10, 4]] as const) {
    const a = normal(n, n), b = normal(m + 50, m);
    const many = (x: Float32Array, times: number) =>
      [...x].flatMap((v) => Array<number>(times).fill(v));
    near(w1(a, b), w1(many(a, m), many(b, n)), 1e-12);
    near(w2(a, b), w2(many(a, m), many(b, n)), 1e-12);
  }
});

Deno.test("W1 is the area between the distribution functions", () => {
  const a = normal(1, 37), b = normal(2, 53, .5);
  const cuts = [...a, ...b].sort((x, y) => x - y);
  const cdf = (s: Float32Array, x: number) => s.filter((v) => v <= x).length / s.length;
  let area = 0;
  for (let i = 1; i < cuts.length; i++) {
    area += (cuts[i]! - cuts[i - 1]!) * Math.abs(cdf(a, cuts[i - 1]!) - cdf(b, cuts[i - 1]!));
  }
  near(w1(a, b), area, 1e-12);
});

Deno.test("distances: zero to itself, symmetric, a shift is itself, the triangle inequality, W1 <= W2", () => {
  for (let run = 0; run < 20; run++) {
    const [a, b, c] = [normal(run, 30), normal(run + 30, 20, 1, 2), normal(run + 60, 25, -1)];
    for (const d of [w1, w2]) {
      assert.equal(d(a!, a!.slice().reverse()), 0);
      near(d(a!, b!), d(b!, a!), 1e-12);
      near(d(a!, a!.map((x) => x + 4)), 4, 1e-5);
      assert.ok(d(a!, c!) <= d(a!, b!) + d(b!, c!) + 1e-12);
    }
    assert.ok(w1(a!, b!) <= w2(a!, b!) + 1e-12);
  }
  assert.equal(w1([0], [-3.5]), 3.5); // two Diracs: |theta|
});

Deno.test("normal distributions: the closed forms, held against quantiles", () => {
  near(gaussianW1([1, .5], [-.3, 1.2]), 1.3173, 5e-5); // published.md's figure
  // Stratified samples: with midpoint quantiles the error is far below that of random ones.
  const cdf = (x: number) => {
    let term = x, sum = x;
    for (let k = 1; k < 120; k++) sum += term *= x * x / (2 * k + 1);
    return .5 + sum * Math.exp(-.5 * x * x) / Math.sqrt(2 * Math.PI);
  };
  const quantiles = Float64Array.from({ length: 2000 }, (_, i) => {
    let [low, high] = [-6, 6];
    while (high - low > 1e-9) {
      const middle = (low + high) / 2;
      if (cdf(middle) < (i + .5) / 2000) low = middle;
      else high = middle;
    }
    return low;
  });
  for (const [p, q] of [[[1, .5], [-.3, 1.2]], [[0, 1], [0, 2]], [[2, 1], [0, 1]]] as const) {
    const a = quantiles.map((z) => p[0] + p[1] * z), b = quantiles.map((z) => q[0] + q[1] * z);
    near(w1(a, b), gaussianW1(p, q), 2e-3);
    near(w2(a, b), gaussianW2(p, q), 2e-3);
  }
});

Deno.test("uniform distributions: the closed forms, held against quantiles", () => {
  const cases = [[[1.5, 2], [-2, 0]], [[0, 1], [0, 1]], [[0, 1], [-1, 3]], [[0, 4], [
    1,
    2,
  ]]] as const;
  for (const [p, q] of cases) {
    const at = ([low, high]: readonly [number, number]) =>
      Float64Array.from({ length: 4000 }, (_, i) => low + (high - low) * (i + .5) / 4000);
    near(w1(at(p), at(q)), intervalW1(p, q), 1e-6);
    near(w2(at(p), at(q)), intervalW2(p, q), 1e-6);
  }
  assert.equal(intervalW1([1.5, 2], [-2, 0]), 2.75);
  near(intervalW2([1.5, 2], [-2, 0]), Math.sqrt(7.75), 1e-12);
  near(intervalW1([-1, 1], [-3, 3]), 4 / 4, 1e-12); // same middle: a quarter of the difference of widths
  near(intervalW1([-1.3, -.7], [-2, 0]), .35, 1e-12);
  near(intervalW2([-1.3, -.7], [-2, 0]), .4041, 5e-5);
});

Deno.test("W1 between two fresh N(0, 1) samples: the law and the published figures", () => {
  for (
    const [n, repeats, published] of [[100, 300, .179], [1000, 200, .057], [
      10_000,
      40,
      .018,
    ]] as const
  ) {
    const measured = floor(w1, gaussian(), { n, repeats, seed: 3 });
    const error = measured.deviation / Math.sqrt(repeats);
    near(measured.mean, gaussianW1Floor(n), 4.5 * error);
    // The figures were means of 50 repeats: their own error is that of 50.
    near(gaussianW1Floor(n), published, 4.5 * measured.deviation / Math.sqrt(50) + .0005);
  }
  const uneven = floor(w1, gaussian({ deviation: 2 }), { n: 500, reference: 2000, repeats: 200 });
  near(uneven.mean, gaussianW1Floor(500, 2000, 2), 4.5 * uneven.deviation / Math.sqrt(200));
});

Deno.test("GANConvergence's floor: W2 of two batches of 50 from U[-2, 0]", () => {
  const repeats = 300, got = floor(w2, interval(), { n: 50, repeats, seed: 1 });
  near(got.mean, .151, 4.5 * .062 / Math.sqrt(repeats) + .0005);
  near(got.deviation, .062, .02);
});

Deno.test("a floor's summary is that of its scores, and its seed fixes it", () => {
  let k = 0;
  const scores = [5, 1, 4, 2, 3];
  const got = floor(() => scores[k++]!, gaussian(), { n: 1, repeats: 5 });
  const quantiles = { p5: 1.2, p25: 2, p75: 4, p95: 4.8 };
  assert.deepEqual({ mean: got.mean, median: got.median }, { mean: 3, median: 3 });
  near(got.deviation, Math.sqrt(2.5), 1e-12);
  for (const key of ["p5", "p25", "p75", "p95"] as const) {
    near(got.quantiles[key], quantiles[key], 1e-12);
  }
  const options = { n: 20, repeats: 5, seed: 9 };
  assert.deepEqual(floor(w1, gaussian(), options), floor(w1, gaussian(), options));
  const own = floor(w1, (random, n) => random.normal(new Float32Array(n)), options);
  near(own.mean, floor(w1, gaussian(), options).mean, .5);
});

Deno.test("infinite scores are infinite quantiles, and leave the finite ones alone", () => {
  const quantilesOf = (scores: readonly number[]) => {
    let k = 0;
    const { median, quantiles } = floor(() => scores[k++]!, gaussian(), { n: 1, repeats: 5 });
    return { median, ...quantiles };
  };
  const all = (value: number) => ({ p5: value, p25: value, median: value, p75: value, p95: value });
  // Of five sorted scores the 25th percentile is the second, the 5th lies a fifth of the way to it.
  assert.deepEqual(quantilesOf([1, 2, Infinity, Infinity, Infinity]), {
    ...all(Infinity),
    p5: 1.2,
    p25: 2,
  });
  assert.deepEqual(quantilesOf(Array(5).fill(Infinity)), all(Infinity));
  assert.deepEqual(quantilesOf([3, 1, 2, 5, Infinity]), {
    p5: 1.2,
    p25: 2,
    median: 3,
    p75: 5,
    p95: Infinity,
  });
});

Deno.test("a floor is measured once for the same metric, sampler and options", () => {
  let calls = 0;
  const metric = () => calls++, data = gaussian(), options = { n: 5, repeats: 4 };
  const first = floor(metric, data, options);
  assert.equal(floor(metric, data, { ...options, reference: 5, seed: 0 }), first);
  assert.equal(calls, 4);
  floor(metric, data, { ...options, seed: 1 });
  floor(metric, data, { ...options, n: 6 });
  floor(metric, gaussian(), options);
  floor(() => metric(), data, options);
  assert.equal(calls, 5 * 4);
});

Deno.test("what is no normal distribution and no interval is refused", () => {
  for (const distance of [gaussianW1, gaussianW2]) {
    assert.throws(
      () => distance([0, -1], [3, 1]),
      /a's deviation is a number of at least 0, but -1 came/,
    );
    assert.throws(() => distance([0, 1], [NaN, 1]), /b's mean is a finite number, but NaN came/);
    assert.throws(
      () => distance([0, 1], [3, Infinity]),
      /b's deviation is a number of at least 0, but Infinity/,
    );
    assert.throws(() => distance(["0" as never, 1], [3, 1]), TypeError);
    assert.equal(distance([0, 0], [3, 0]), 3); // two points
  }
  for (const distance of [intervalW1, intervalW2]) {
    assert.throws(
      () => distance([2, 1.5], [-2, 0]),
      /a's high end is at least its low end, 2, but 1.5 came/,
    );
    assert.throws(() => distance([1, 2], [-Infinity, 0]), /b's low end is a finite number/);
    assert.throws(() => distance([1, NaN], [-2, 0]), /a's high end is a finite number, but NaN/);
    assert.throws(() => distance([1] as never, [-2, 0]), TypeError);
    assert.equal(distance([1, 1], [4, 4]), 3); // two points
  }
});

Deno.test("bad samples and sizes are refused", () => {
  assert.throws(() => w1([], [1]), /a has shape \[n, 1\], n at least 1/);
  assert.throws(() => w2([1], [0, Infinity]), /b has finite numbers, but its row 1 holds Infinity/);
  assert.throws(
    () => floor(w1, gaussian(), { n: 0 }),
    /floor's n is a whole number of at least 1, but 0 came/,
  );
  assert.throws(() => floor(w1, gaussian(), { n: 5, repeats: -1 }), RangeError);
  assert.throws(() => gaussianW1Floor(10, 10, 0), RangeError);
});
