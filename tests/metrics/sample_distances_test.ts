import assert from "node:assert/strict";
import { gaussian } from "../../lib/datasets/mod.ts";
import {
  energyDistance,
  floor,
  medianDistance,
  mmdSquared,
  slicedWasserstein,
  w1,
  w2,
} from "../../lib/metrics/mod.ts";
import { near, normal } from "./samples.ts";

const plane = (repeats: number) => ({ n: 60, repeats, seed: 2 });

Deno.test("sliced: on a line it is W1 and W2, for any sizes", () => {
  const a = normal(1, 20), b = normal(2, 30, 1);
  near(slicedWasserstein(a, b, { power: 1, projections: 3 }), w1(a, b), 1e-5);
  near(slicedWasserstein(a, b, { projections: 3 }), w2(a, b), 1e-5);
});

Deno.test("sliced: a shift by s is s / sqrt(d) for power 2, and s 2 / pi for power 1 in the plane", () => {
  const projections = 4000;
  for (const dimension of [2, 5]) {
    const a = normal(1, 5 * dimension), b = a.map((x, i) => i % dimension === 0 ? x + 3 : x);
    // The squared cosine has mean 1/d and variance 2 (d - 1) / (d^2 (d + 2)).
    const error = Math.sqrt(2 * (dimension - 1) / (dimension ** 2 * (dimension + 2)) / projections);
    const squared = slicedWasserstein(a, b, { dimension, projections }) ** 2 / 9;
    near(squared, 1 / dimension, 4.5 * error);
  }
  const a = normal(1, 10), b = a.map((x, i) => i % 2 === 0 ? x + 3 : x);
  const first = slicedWasserstein(a, b, { dimension: 2, power: 1, projections });
  near(first, 3 * 2 / Math.PI, 4.5 * 3 * .308 / Math.sqrt(projections)); // |cos| has variance 1/2 - 4/pi^2
});

Deno.test("sliced: zero to itself, symmetric, scales with the data, at most the largest shift, fixed by its seed", () => {
  const a = normal(1, 40), b = normal(2, 40, 1), of = { dimension: 2, projections: 20 };
  const d = slicedWasserstein(a, b, of);
  assert.equal(slicedWasserstein(a, a.slice(), of), 0);
  near(slicedWasserstein(b, a, of), d, 1e-12);
  near(slicedWasserstein(a.map((x) => 2 * x), b.map((x) => 2 * x), of), 2 * d, 1e-5);
  assert.equal(slicedWasserstein(a, b, of), d);
  assert.notEqual(slicedWasserstein(a, b, { ...of, seed: 1 }), d);
});

Deno.test("energy: on a line twice the integral of the squared difference of the distribution functions", () => {
  const a = normal(1, 17), b = normal(2, 23, .5);
  const cuts = [...a, ...b].sort((x, y) => x - y);
  const cdf = (s: Float32Array, x: number) => s.filter((v) => v <= x).length / s.length;
  let area = 0;
  for (let i = 1; i < cuts.length; i++) {
    area += (cuts[i]! - cuts[i - 1]!) * (cdf(a, cuts[i - 1]!) - cdf(b, cuts[i - 1]!)) ** 2;
  }
  near(energyDistance(a, b), 2 * area, 1e-9);
});

Deno.test("energy: far samples are twice their distance apart; it scales, and does not see shifts and rotations of both", () => {
  const a = normal(1, 30), b = normal(2, 40, 1), of = { dimension: 2 };
  const turned = (x: Float32Array) => x.map((_, i) => i % 2 === 0 ? 5 - x[i + 1]! : 2 + x[i - 1]!);
  assert.equal(energyDistance(a, a, of), 0);
  near(energyDistance(a, b, of), energyDistance(b, a, of), 1e-12);
  near(energyDistance(turned(a), turned(b), of), energyDistance(a, b, of), 1e-5);
  near(
    energyDistance(a.map((x) => 3 * x), b.map((x) => 3 * x), of),
    3 * energyDistance(a, b, of),
    1e-5,
  );
  near(energyDistance([0, 0], [1e4, 1e4 + 1], { estimator: "unbiased" }), 2 * (1e4 + .5) - 1, 1e-9);
});

Deno.test("energy: its floors are (1/n + 1/m) E|X - X'| and 0", () => {
  const repeats = 60, options = { n: 40, reference: 60, repeats };
  const biased = floor((a, b) => energyDistance(a, b), gaussian(), options);
  near(
    biased.mean,
    (1 / 40 + 1 / 60) * 2 / Math.sqrt(Math.PI),
    4.5 * biased.deviation / Math.sqrt(repeats),
  );
  const unbiased = floor(
    (a, b) => energyDistance(a, b, { estimator: "unbiased" }),
    gaussian(),
    options,
  );
  near(unbiased.mean, 0, 4.5 * unbiased.deviation / Math.sqrt(repeats));
  assert.ok(unbiased.quantiles.p5 < 0);
});

Deno.test("MMD: two Gaussians, held against the closed form", () => {
  // E k(X, Y) = (h^2 / v)^(d/2) exp(-|mean difference|^2 / (2 v)) with v = h^2 + s^2 + t^2.
  const h = 1.5, [s, t] = [1, .5], shift = [1, -.5], d = 2;
  const kernel = (v: number, squared: number) =>
    (h * h / v) ** (d / 2) * Math.exp(-squared / (2 * v));
  const truth = kernel(h * h + 2 * s * s, 0) + kernel(h * h + 2 * t * t, 0) -
    2 * kernel(h * h + s * s + t * t, shift[0]! ** 2 + shift[1]! ** 2);
  const repeats = 40;
  const scores = Array.from({ length: repeats }, (_, run) => {
    const a = normal(run, 120, 0, s),
      b = normal(run + 100, 120, 0, t).map((x, i) => x + shift[i % 2]!);
    return mmdSquared(a, b, { dimension: 2, bandwidth: h });
  });
  const mean = scores.reduce((sum, x) => sum + x, 0) / repeats;
  const deviation = Math.sqrt(scores.reduce((sum, x) => sum + (x - mean) ** 2, 0) / repeats);
  near(mean, truth, 4.5 * deviation / Math.sqrt(repeats));
  assert.ok(truth > 10 * deviation / Math.sqrt(repeats)); // the test can tell
});

Deno.test("MMD: the estimators are Gretton's sums", () => {
  const a = [0, 1, 3], b = [.5, 2], h = .8;
  const k = (x: number, y: number) => Math.exp(-((x - y) ** 2) / (2 * h * h));
  const sum = (x: number[], y: number[], others = false) =>
    x.reduce((s, u, i) => s + y.reduce((r, v, j) => others && i === j ? r : r + k(u, v), 0), 0);
  near(
    mmdSquared(a, b, { bandwidth: h, estimator: "biased" }),
    sum(a, a) / 9 + sum(b, b) / 4 - 2 * sum(a, b) / 6,
    1e-12,
  );
  near(
    mmdSquared(a, b, { bandwidth: h }),
    sum(a, a, true) / 6 + sum(b, b, true) / 2 - 2 * sum(a, b) / 6,
    1e-12,
  );
});

Deno.test("MMD: its floors are 0 and (1/n + 1/m) (1 - E k)", () => {
  const repeats = 60, standard = gaussian({ dimension: 2 });
  const unbiased = floor(
    (a, b) => mmdSquared(a, b, { dimension: 2, bandwidth: 1 }),
    standard,
    plane(repeats),
  );
  near(unbiased.mean, 0, 4.5 * unbiased.deviation / Math.sqrt(repeats));
  const biased = floor(
    (a, b) => mmdSquared(a, b, { dimension: 2, bandwidth: 1, estimator: "biased" }),
    standard,
    plane(repeats),
  );
  near(biased.mean, 2 / 60 * (1 - 1 / 3), 4.5 * biased.deviation / Math.sqrt(repeats)); // E k = 1 / (1 + 2)
});

Deno.test("MMD: the median bandwidth makes it blind to the scale of the data", () => {
  const a = normal(1, 40), b = normal(2, 60, 1), of = { dimension: 2 };
  const score = mmdSquared(a, b, of);
  near(mmdSquared(a.map((x) => 100 * x), b.map((x) => 100 * x), of), score, 1e-6);
  const width = medianDistance(Float32Array.of(...a, ...b), of);
  assert.equal(mmdSquared(a, b, { ...of, bandwidth: width }), score);
  // Of N(0, 1) in the plane: |X - X'| / sqrt 2 has the Rayleigh distribution, with the median sqrt(2 ln 2).
  near(medianDistance(normal(3, 1000), of), 2 * Math.sqrt(Math.LN2), .1);
  assert.equal(medianDistance([0, 1]), 1);
  assert.equal(medianDistance([0, 1, 3, 7]), (3 + 4) / 2); // of 1, 2, 3, 4, 6, 7
});

Deno.test("bad options are refused", () => {
  assert.throws(
    () => slicedWasserstein([1], [2], { projections: 0 }),
    /slicedWasserstein's projections is a whole number of at least 1, but 0 came/,
  );
  assert.throws(() => slicedWasserstein([1], [2], { power: .5 }), RangeError);
  assert.throws(() => slicedWasserstein([1], [2], { seed: -1 }), RangeError);
  assert.throws(
    () => energyDistance([1], [2, 3], { estimator: "unbiased" }),
    /at least 2 points a sample, but shapes \[1, 1\] and \[2, 1\] came/,
  );
  assert.throws(
    () => energyDistance([1], [2], { estimator: "best" as never }),
    /energyDistance's estimator is one of "biased", "unbiased", but "best" came/,
  );
  assert.throws(
    () => mmdSquared([1, 2], [2, 3], { bandwidth: 0 }),
    /mmdSquared's bandwidth is a number above 0, or one of "median", but 0 came/,
  );
  assert.throws(() => mmdSquared([1, 1], [1, 1]), /\(the median distance\) is a number above 0/);
  assert.throws(() => medianDistance([1]), /number of points is a whole number of at least 2/);
  assert.throws(() => energyDistance([], [1]), RangeError);
});
