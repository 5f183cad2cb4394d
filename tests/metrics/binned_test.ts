import assert from "node:assert/strict";
import { binnedJSD, binnedKL, floor, jsdFloor } from "../../lib/metrics/mod.ts";
import { gaussian, interval, ring, twoGaussians } from "../../lib/datasets/mod.ts";
import { type Random, stream } from "../../lib/random/mod.ts";

const near = (got: number, expected: number, tolerance: number) =>
  assert.ok(Math.abs(got - expected) <= tolerance, `got ${got}, expected ${expected}`);

/** Histograms the slow way: half-open cells with open outer edges, each point tested against each cell. */
function bruteShares(
  a: Float32Array,
  b: Float32Array,
  low: number,
  high: number,
  bins: number,
  d: number,
): [number, number][] {
  const width = (high - low) / bins;
  const inBin = (x: number, k: number) =>
    (k === 0 || x >= low + k * width) && (k === bins - 1 || x < low + (k + 1) * width);
  const share = (points: Float32Array, cell: number[]) => {
    let count = 0;
    for (let i = 0; i < points.length; i += d) {
      if (cell.every((k, axis) => inBin(points[i + axis]!, k))) count++;
    }
    return count / (points.length / d);
  };
  return Array.from({ length: bins ** d }, (_, cell) => {
    const ks = d === 1 ? [cell] : [Math.floor(cell / bins), cell % bins];
    return [share(a, ks), share(b, ks)];
  });
}

const EPSILON = 1e-10;

const bruteJSD = (...arguments_: Parameters<typeof bruteShares>) =>
  bruteShares(...arguments_).reduce((sum, [p, q]) => {
    const log = (x: number) => Math.log((x + EPSILON) / ((p + q) / 2 + EPSILON));
    return sum + .5 * p * log(p) + .5 * q * log(q);
  }, 0);

const bruteKL = (...arguments_: Parameters<typeof bruteShares>) =>
  bruteShares(...arguments_).reduce(
    (sum, [p, q]) => sum + p * Math.log((p + EPSILON) / (q + EPSILON)),
    0,
  );

Deno.test("gan_comparison's JSD in one dimension equals a brute force, also with points out of range", () => {
  const a = twoGaussians().sample(stream(1, 0, "data"), 500);
  const b = gaussian({ deviation: 2 }).sample(stream(1, 1, "data"), 400);
  for (const bins of [1, 7, 64, 128]) { // range / bins exact in binary where it matters: 3/64
    const got = binnedJSD(a, b, { range: [-1.5, 1.5], bins, epsilon: 1e-10 });
    near(got, bruteJSD(a, b, -1.5, 1.5, bins, 1), 1e-12);
  }
});

Deno.test("and in the plane", () => {
  const a = ring({ modes: 10, deviation: .1 }).sample(stream(2, 0, "data"), 200);
  const b = gaussian({ dimension: 2 }).sample(stream(2, 1, "data"), 300);
  const options = { dimension: 2, range: [-2, 2], bins: 16, epsilon: 1e-10 } as const;
  near(binnedJSD(a, b, options), bruteJSD(a, b, -2, 2, 16, 2), 1e-12);
  const perAxis = { ...options, range: [[-2, 2], [-2, 2]] } as const;
  assert.equal(binnedJSD(a, b, perAxis), binnedJSD(a, b, options));
});

Deno.test("JSD lies in [0, ln 2], is symmetric, and 0 only for equal histograms", () => {
  for (let run = 0; run < 50; run++) {
    const random = stream(3, run, "data");
    const a = random.normal(new Float32Array(20)), b = random.normal(new Float32Array(15), 1);
    const options = { range: [-2, 3], bins: 10 } as const, value = binnedJSD(a, b, options);
    assert.ok(value > 0 && value <= Math.LN2 + 1e-12);
    near(binnedJSD(b, a, options), value, 1e-12);
    near(binnedJSD(a, a.slice().reverse(), options), 0, 1e-12);
  }
});

Deno.test("disjoint histograms: JSD ln 2 at every distance, KL infinite", () => {
  const a = interval({ low: 0, high: 1 }).sample(stream(4, 0, "data"), 100);
  for (const shift of [1, 2, 5, 8]) {
    const b = a.map((x) => x + shift), options = { range: [0, 10], bins: 10 } as const;
    near(binnedJSD(a, b, options), Math.LN2, 1e-12);
    assert.equal(binnedKL(a, b, options), Infinity);
    assert.ok(Number.isFinite(binnedKL(a, b, { ...options, epsilon: 1e-10 })));
  }
});

Deno.test("KL equals a brute force in one dimension and two, also with points out of range", () => {
  for (const [d, bins] of [[1, 7], [1, 64], [2, 5]] as const) {
    const a = gaussian({ mean: Array(d).fill(.2) }).sample(stream(1, 0, "data"), 500);
    const b = gaussian({ mean: Array(d).fill(0), deviation: 2 }).sample(stream(1, 1, "data"), 400);
    const options = { dimension: d, range: [-1.5, 1.5], bins, epsilon: 1e-10 } as const;
    near(binnedKL(a, b, options), bruteKL(a, b, -1.5, 1.5, bins, d), 1e-9);
  }
});

Deno.test("KL of known histograms", () => {
  const options = { range: [0, 2], bins: 2 } as const;
  near(
    binnedKL([.5, .5, .5, 1.5], [.5, 1.5], options),
    .75 * Math.log(1.5) + .25 * Math.log(.5),
    1e-15,
  );
});

Deno.test("outside: edge bins take what is out of range, or it gets bins of its own", () => {
  const inside = [.05], above = [7], options = { range: [0, .1], bins: 1 } as const;
  assert.equal(binnedJSD(inside, above, options), 0);
  assert.equal(binnedJSD(inside, above, { ...options, outside: "own" }), Math.LN2);
  assert.equal(binnedJSD([-3], [3], { ...options, outside: "own" }), Math.LN2);
  const plane = { dimension: 2, range: [0, 1], bins: 2, outside: "own" } as const;
  assert.equal(binnedJSD([.1, -1], [.1, .1], plane), Math.LN2);
});

/** gan_comparison's circle: the same number of points from each of ten Gaussians. */
function equalShares(random: Random, n: number): Float32Array {
  const { centres, deviation } = ring({ modes: 10, deviation: .1 }).modes!;
  const x = random.normal(new Float32Array(2 * n), 0, deviation);
  return x.map((value, i) => value + centres[2 * (Math.floor(i / 2) % 10) + i % 2]!);
}

Deno.test("gan_comparison's floors: what its perfect generator scores", () => {
  const line = { range: [-1.5, 1.5], bins: 120, epsilon: 1e-10 } as const;
  const jsd = (options: typeof line) => (a: Float32Array, b: Float32Array) =>
    binnedJSD(a, b, options);
  const repeats = 60, small = floor(jsd(line), twoGaussians(), { n: 500, repeats, seed: 5 });
  near(small.mean, .0516, 4.5 * .0070 / Math.sqrt(repeats) + .0005);
  near(small.deviation, .0070, 4.5 * .0070 / Math.sqrt(2 * repeats));
  near(floor(jsd(line), twoGaussians(), { n: 10_000, repeats: 10, seed: 5 }).mean, .0028, .0005);
  const plane = { dimension: 2, range: [-2, 2], bins: 20 } as const, n = 200;
  const flat = (a: Float32Array, b: Float32Array) => binnedJSD(a, b, plane);
  near(
    floor(flat, equalShares, { n, repeats, seed: 5 }).mean,
    .0955,
    4.5 * .0144 / Math.sqrt(repeats),
  );
  // That is for its own set, a tenth of the points from each of ten modes. Where each point chooses its mode,
  // nine degrees of freedom come on top: 9 / (4 n).
  const free = floor(flat, ring({ modes: 10, deviation: .1 }), { n, repeats, seed: 5 });
  near(free.mean, .0955 + 9 / (4 * n), 4.5 * .0144 / Math.sqrt(repeats));
});

Deno.test("with full cells the floor is (cells - 1) / 8 (1/n + 1/m)", () => {
  const options = { range: [0, 1], bins: 10 } as const, repeats = 200;
  const flat = interval({ low: 0, high: 1 });
  for (const [n, m] of [[2000, 2000], [1000, 4000]] as const) {
    const measured = floor((a, b) => binnedJSD(a, b, options), flat, {
      n,
      reference: m,
      repeats,
      seed: 6,
    });
    near(measured.mean, jsdFloor(10, n, m), 4.5 * measured.deviation / Math.sqrt(repeats));
  }
});

Deno.test("bad cells and bad points are refused", () => {
  const good = { range: [0, 1], bins: 3 } as const;
  assert.throws(
    () => binnedJSD([], [1], good),
    /a has shape \[n, 1\], n at least 1, but 0 numbers came/,
  );
  assert.throws(
    () => binnedJSD([1], [1, NaN], good),
    /b has finite numbers, but its row 1 holds NaN/,
  );
  assert.throws(() => binnedJSD([1, 2, 3], [1, 2], { ...good, dimension: 2 }), /\[n, 2\].*but 3/);
  assert.throws(() => binnedJSD([1], [1], { ...good, bins: 0 }), RangeError);
  assert.throws(
    () => binnedJSD([1], [1], { ...good, range: [1, 1] }),
    /binnedJSD's range is \[low, high\] with low < high, or .*, but \[1, 1\] came/,
  );
  assert.throws(
    () => binnedJSD([1], [1], { ...good, range: [[0, 1], [0, 1]] }),
    /\[1, 2\], but \[2, 2\] came/,
  );
  assert.throws(() => binnedKL([1], [1], { ...good, epsilon: -1 }), RangeError);
  assert.throws(
    () => binnedKL([1], [1], { ...good, outside: "none" as "own" }),
    /binnedKL's outside is one of "edge", "own", but "none" came/,
  );
});
