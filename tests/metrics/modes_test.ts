import assert from "node:assert/strict";
import {
  expectedMissedModes,
  floor,
  highQualityCeiling,
  modesCaptured,
  reverseKLFloor,
  reverseKLOfCollapse,
} from "../../lib/metrics/mod.ts";
import { grid, mixture, ring, ringOfSeven } from "../../lib/datasets/mod.ts";
import { stream } from "../../lib/random/mod.ts";

const near = (got: number, expected: number, tolerance: number) =>
  assert.ok(Math.abs(got - expected) <= tolerance, `got ${got}, expected ${expected}`);

Deno.test("quality is the straight distance in deviations, and 3 of them are still in", () => {
  const modes = {
    centres: Float32Array.of(0, 0, 10, 0),
    weights: Float32Array.of(.5, .5),
    deviation: 1,
  };
  const samples = Float32Array.of(3, 0, 0, 3.01, 2.5, 2.5, 10, 1, 7.5, 0);
  const score = modesCaptured(samples, modes);
  assert.equal(score.highQuality, 3 / 5); // (2.5, 2.5) is 3.54 away: in the box, not in the circle
  assert.deepEqual([...score.counts], [3, 2]);
  assert.deepEqual([...score.highQualityCounts], [1, 2]);
  assert.equal(score.captured, 2);
  near(score.reverseKL, .6 * Math.log(1.2) + .4 * Math.log(.8), 1e-12);
  assert.equal(modesCaptured(samples, modes, { radius: 1 }).captured, 1);
});

Deno.test("a mode whose samples are all of low quality is not captured", () => {
  const modes = ring().modes!;
  const score = modesCaptured(Float32Array.of(1, 0, 1, .02, -1, .5), modes);
  assert.equal(score.captured, 1);
  assert.equal(score.highQuality, 2 / 3);
});

Deno.test("the data themselves score the ceiling and the floor: 8, 25 and 7 modes", () => {
  for (const data of [ring(), grid(), ringOfSeven()]) {
    const n = 2500, repeats = 40, k = data.modes!.weights.length;
    const score = (x: Float32Array) => modesCaptured(x, data.modes!);
    const share = floor((x) => score(x).highQuality, data, { n, repeats, seed: 1 });
    const p = 1 - Math.exp(-4.5);
    near(share.mean, p, 4.5 * Math.sqrt(p * (1 - p) / n / repeats));
    const kl = floor((x) => score(x).reverseKL, data, { n, repeats, seed: 2 });
    // 2 n KL follows chi-square with k - 1 degrees of freedom: deviation sqrt(2 (k - 1)) / (2 n).
    near(kl.mean, (k - 1) / (2 * n), 4.5 * Math.sqrt(2 * (k - 1)) / (2 * n) / Math.sqrt(repeats));
    const captured = floor((x) => score(x).captured, data, { n, repeats, seed: 3 });
    assert.equal(captured.mean, k);
  }
});

Deno.test("reverse KL compares with the weights of the modes, not with evenness", () => {
  const data = mixture({ name: "m", centres: [[0], [9]], weights: [3, 1], deviation: .1 });
  near(modesCaptured(Float32Array.of(0, 0, 0, 9), data.modes!).reverseKL, 0, 1e-7);
  near(modesCaptured(Float32Array.of(0, 9), data.modes!).reverseKL, .5 * Math.log(4 / 3), 1e-7);
});

Deno.test("published ceilings and floors (VEEGAN's and PacGAN's set-ups)", () => {
  near(highQualityCeiling(), .9889, 5e-5);
  near(highQualityCeiling(3, 1), .9973, 5e-5);
  near(highQualityCeiling(3, 2, "box"), .9946, 5e-5);
  near(reverseKLFloor(8, 2500), .0014, 1e-12);
  near(reverseKLFloor(25, 2500), .0048, 1e-12);
  near(reverseKLFloor(1000, 26_000), .0192, 5e-5);
  near(reverseKLOfCollapse(1, 8), 2.079, 5e-4);
  near(reverseKLOfCollapse(1, 25), 3.219, 5e-4);
  near(reverseKLOfCollapse(1, 1000), 6.908, 5e-4);
  near(expectedMissedModes(1000, 26_000), 5e-9, 5e-10);
});

Deno.test("collapse onto k of K modes scores ln(K / k)", () => {
  const { modes } = grid(), samples = modes!.centres.slice(0, 2 * 5);
  near(modesCaptured(samples, modes!).reverseKL, reverseKLOfCollapse(5, 25), 1e-6);
});

Deno.test("the ceiling in d dimensions is the share of true samples", () => {
  for (const dimension of [1, 2, 3, 4, 5, 7, 10]) {
    const radius = Math.sqrt(dimension), n = 40_000, random = stream(1, dimension, "data");
    const x = random.normal(new Float32Array(n * dimension));
    let inside = 0, inBox = 0;
    for (let i = 0; i < n; i++) {
      const row = x.subarray(i * dimension, (i + 1) * dimension);
      if (row.reduce((s, v) => s + v * v, 0) <= radius ** 2) inside++;
      if (row.every((v) => Math.abs(v) <= radius)) inBox++;
    }
    const error = 4.5 * Math.sqrt(.25 / n);
    near(highQualityCeiling(radius, dimension), inside / n, error);
    near(highQualityCeiling(radius, dimension, "box"), inBox / n, error);
  }
});

Deno.test("expected missed modes, by counting", () => {
  const missed = Array.from({ length: 2000 }, (_, run) => {
    const seen = new Set(stream(2, run, "data").integers(new Int32Array(20), 10));
    return 10 - seen.size;
  });
  near(missed.reduce((s, x) => s + x) / 2000, expectedMissedModes(10, 20), 4.5 / Math.sqrt(2000));
});

Deno.test("the copied ring, scored by its own 8 centres, passes for 8: rounding splits the doubled mode", () => {
  const centres = new Float64Array(16);
  for (let k = 0; k < 8; k++) {
    const angle = 2 * Math.PI / 7 * k;
    centres.set([Math.cos(angle), Math.sin(angle)], 2 * k);
  }
  const labels = new Int32Array(8), x = ringOfSeven().sample(stream(1, 0, "data"), 20_000);
  for (let i = 0; i < x.length; i += 2) {
    let best = 0, least = Infinity;
    for (let k = 0; k < 8; k++) {
      const d = Math.hypot(x[i]! - centres[2 * k]!, x[i + 1]! - centres[2 * k + 1]!);
      if (d < least) [best, least] = [k, d];
    }
    labels[best]!++;
  }
  assert.ok(labels[0]! > 0 && labels[7]! > 0, `${labels}`);
  assert.equal(modesCaptured(x, ringOfSeven().modes!).captured, 7);
});

Deno.test("bad samples are refused with shape or row", () => {
  const { modes } = ring();
  assert.throws(
    () => modesCaptured(new Float32Array(3), modes!),
    /shape \[n, 2\].* but 3 numbers came/,
  );
  assert.throws(() => modesCaptured(new Float32Array(0), modes!), RangeError);
  assert.throws(() => modesCaptured(Float32Array.of(0, 0, 1, NaN), modes!), /row 1 holds NaN/);
  assert.throws(() => modesCaptured(new Float32Array(2), modes!, { radius: 0 }), RangeError);
  const odd = { ...modes!, weights: new Float32Array(7) };
  assert.throws(() => modesCaptured(new Float32Array(2), odd), /shape \[7, dimension\]/);
  assert.throws(() => highQualityCeiling(-1), RangeError);
  assert.throws(() => highQualityCeiling(3, 1.5), RangeError);
  assert.throws(() => reverseKLOfCollapse(9, 8), RangeError);
});
