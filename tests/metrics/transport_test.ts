import assert from "node:assert/strict";
import { gaussian, parallelLines, ring } from "../../lib/datasets/mod.ts";
import {
  floor,
  gaussianW2,
  intervalW1,
  intervalW2,
  optimalTransport,
  type TransportPlan,
  w1,
  w2,
  weightedTransport,
} from "../../lib/metrics/mod.ts";
import { stream } from "../../lib/random/mod.ts";

const near = (got: number, expected: number, tolerance: number) =>
  assert.ok(Math.abs(got - expected) <= tolerance, `got ${got}, expected ${expected}`);
const normal = (run: number, n: number, mean = 0, deviation = 1) =>
  stream(1, run, "data").normal(new Float32Array(n), mean, deviation);

function permutations(items: number[]): number[][] {
  if (items.length < 2) return [items];
  return items.flatMap((first, i) =>
    permutations(items.filter((_, j) => j !== i)).map((rest) => [first, ...rest])
  );
}

const distance = (a: Float32Array, i: number, b: Float32Array, j: number, dimension: number) =>
  Math.hypot(
    ...Array.from({ length: dimension }, (_, k) => a[i * dimension + k]! - b[j * dimension + k]!),
  );

/** The sums of the masses of a plan over the rows of each sample. */
function sums(plan: TransportPlan, n: number, m: number): [Float64Array, Float64Array] {
  const from = new Float64Array(n), to = new Float64Array(m);
  plan.mass.forEach((mass, k) => {
    from[plan.from[k]!]! += mass;
    to[plan.to[k]!]! += mass;
  });
  return [from, to];
}

Deno.test("the plan is the best of all pairings", () => {
  for (let run = 0; run < 12; run++) {
    const n = 1 + run % 6, dimension = 1 + run % 3, power = [1, 2, 3][run % 3]!;
    const a = normal(run, n * dimension), b = normal(run + 100, n * dimension, .5);
    const best = Math.min(
      ...permutations(Array.from({ length: n }, (_, i) => i)).map((order) =>
        order.reduce((sum, j, i) => sum + distance(a, i, b, j, dimension) ** power, 0) / n
      ),
    );
    const plan = optimalTransport(a, b, { dimension, power });
    near(plan.cost, best, 1e-12);
    near(plan.distance, best ** (1 / power), 1e-12);
    const moved = plan.from.reduce(
      (sum, i, k) => sum + plan.mass[k]! * distance(a, i, b, plan.to[k]!, dimension) ** power,
      0,
    );
    near(moved, plan.cost, 1e-12);
    assert.equal(new Set(plan.to).size, n);
  }
});

Deno.test("on a line it is W1 and W2", () => {
  const a = normal(1, 60), b = normal(2, 60, 1, 2);
  near(optimalTransport(a, b, { power: 1 }).distance, w1(a, b), 1e-9);
  near(optimalTransport(a, b).distance, w2(a, b), 1e-9);
});

Deno.test("the linear program and the assignment agree, at every scale of the data", async () => {
  for (
    const [n, dimension, power, scale] of [[1, 2, 2, 1], [8, 2, 1, 1], [40, 2, 2, 1e-3], [
      30,
      3,
      1,
      1e3,
    ]] as const
  ) {
    const a = normal(n, n * dimension, 0, scale), b = normal(n + 1, n * dimension, scale, scale);
    const pairing = optimalTransport(a, b, { dimension, power });
    const program = await weightedTransport(a, b, { dimension, power });
    near(program.distance / pairing.distance, 1, 1e-7);
    assert.equal(program.mass.length, n); // a pairing is the only best plan of random points
    assert.deepEqual([...program.to], [...pairing.to]);
  }
});

Deno.test("different sizes on a line: the linear program is W1 and W2", async () => {
  for (const [n, m] of [[7, 5], [1, 9], [20, 30]] as const) {
    const a = normal(n, n), b = normal(m + 50, m, 1);
    near((await weightedTransport(a, b, { power: 1 })).distance, w1(a, b), 1e-7);
    near((await weightedTransport(a, b)).distance, w2(a, b), 1e-7);
  }
});

Deno.test("whole weights are as many points; the plan keeps its sums and is sparse", async () => {
  const heavy = [3, 1, 2], light = [2, 0, 2, 2];
  const a = normal(1, 6), b = normal(2, 8, 1);
  const repeat = (points: Float32Array, times: number[]) =>
    Float32Array.from(
      times.flatMap((k, i) => Array(k).fill([points[2 * i], points[2 * i + 1]]).flat(2)),
    );
  for (const power of [1, 2]) {
    const plan = await weightedTransport(a, b, {
      dimension: 2,
      power,
      weights: { a: heavy, b: light },
    });
    const many = optimalTransport(repeat(a, heavy), repeat(b, light), { dimension: 2, power });
    near(plan.distance, many.distance, 1e-7);
    assert.ok(plan.mass.length <= 3 + 4 - 1);
    const [from, to] = sums(plan, 3, 4);
    heavy.forEach((weight, i) => near(from[i]!, weight / 6, 1e-9));
    light.forEach((weight, j) => near(to[j]!, weight / 6, 1e-9));
  }
});

Deno.test("prices: never above a cost, equal to it where mass moves, together the whole cost", async () => {
  for (const [scale, power] of [[1, 1], [1e-3, 1], [1e3, 2]] as const) {
    const a = normal(1, 14, 0, scale), b = normal(2, 10, scale, scale);
    const weights = { a: [1, 2, 3, 0, 1, 2, 1], b: [4, 0, 3, 2, 1] };
    const plan = await weightedTransport(a, b, { dimension: 2, power, weights });
    const away = (i: number, j: number) =>
      Math.hypot(a[2 * i]! - b[2 * j]!, a[2 * i + 1]! - b[2 * j + 1]!) ** power;
    const slack = (i: number, j: number) => away(i, j) - plan.prices.a[i]! - plan.prices.b[j]!;
    const tolerance = 1e-7 * scale ** power;
    for (let i = 0; i < 7; i++) {
      for (let j = 0; j < 5; j++) assert.ok(slack(i, j) > -tolerance);
    }
    plan.from.forEach((i, k) => near(slack(i, plan.to[k]!), 0, tolerance));
    const mean = (prices: Float64Array, shares: number[]) =>
      shares.reduce((total, share, i) => total + share * prices[i]! / 10, 0);
    const worth = mean(plan.prices.a, weights.a) + mean(plan.prices.b, weights.b);
    near(worth, plan.cost, tolerance);
  }
});

Deno.test("distances: zero to itself, symmetric, a shift is itself, blind to order and rotation, the triangle inequality", () => {
  const n = 25, of = (run: number, mean = 0) => normal(run, 2 * n, mean);
  const turned = (x: Float32Array) =>
    x.map((_, i) => i % 2 === 0 ? .6 * x[i]! - .8 * x[i + 1]! : .8 * x[i - 1]! + .6 * x[i]!);
  const reversed = (x: Float32Array) =>
    x.map((_, i) => x[2 * (n - 1 - Math.floor(i / 2)) + i % 2]!);
  for (const power of [1, 2]) {
    const d = (a: Float32Array, b: Float32Array) =>
      optimalTransport(a, b, { dimension: 2, power }).distance;
    const [a, b, c] = [of(1), of(2, 1), of(3, -1)];
    assert.equal(d(a, reversed(a)), 0);
    near(d(a, b), d(b, a), 1e-9);
    near(d(a, b), d(reversed(a), b), 1e-9);
    near(d(a, b), d(turned(a), turned(b)), 1e-5); // 32-bit points
    near(d(a, a.map((x, i) => x + (i % 2 === 0 ? 3 : 4))), 5, 1e-5);
    near(d(a.map((x) => 2 * x), b.map((x) => 2 * x)), 2 * d(a, b), 1e-6);
    assert.ok(d(a, c) <= d(a, b) + d(b, c) + 1e-9);
  }
});

Deno.test("Gaussians and intervals in the plane: the axes' closed forms add up", () => {
  // Products of quantiles: the best map stretches each axis for itself.
  const side = 14,
    normalQuantiles = Array.from({ length: side }, (_, i) => quantile((i + .5) / side));
  const product = (x: number[], y: number[]) =>
    Float32Array.from(x.flatMap((u) => y.flatMap((v) => [u, v])));
  const stretch = (q: number[], [mean, deviation]: readonly [number, number]) =>
    q.map((z) => mean + deviation * z);
  const cases = [[[0, 1], [1, .5]], [[2, .7], [-1, 1.4]]] as const;
  const square = ([p, q]: typeof cases[number]) =>
    w2(stretch(normalQuantiles, p), stretch(normalQuantiles, q)) ** 2;
  const a = product(stretch(normalQuantiles, cases[0][0]), stretch(normalQuantiles, cases[1][0]));
  const b = product(stretch(normalQuantiles, cases[0][1]), stretch(normalQuantiles, cases[1][1]));
  const got = optimalTransport(a, b, { dimension: 2 }).distance;
  near(got, Math.sqrt(square(cases[0]) + square(cases[1])), 1e-5);
  // 14 quantiles miss the tails: the variance of the discrete Gaussian is 0.94.
  near(got, Math.hypot(...cases.map(([p, q]) => gaussianW2(p, q))), .02);
  const even = (low: number, high: number) =>
    Float32Array.from({ length: 200 }, (_, i) => low + (high - low) * (i + .5) / 200);
  near(optimalTransport(even(1.5, 2), even(-2, 0)).distance, intervalW2([1.5, 2], [-2, 0]), 1e-4);
  near(
    optimalTransport(even(0, 4), even(1, 2), { power: 1 }).distance,
    intervalW1([0, 4], [1, 2]),
    1e-4,
  );
});

/** The p-quantile of N(0, 1), by halving: the distribution function is a sum of positive terms. */
function quantile(p: number): number {
  let [low, high] = [-6, 6];
  while (high - low > 1e-9) {
    const x = (low + high) / 2;
    let term = x, sum = x;
    for (let k = 1; k < 120; k++) sum += term *= x * x / (2 * k + 1);
    if (.5 + sum * Math.exp(-.5 * x * x) / Math.sqrt(2 * Math.PI) < p) low = x;
    else high = x;
  }
  return low;
}

Deno.test("parallel lines: W1 is the distance of the lines, |theta|", () => {
  const points = parallelLines().sample(stream(1, 0, "data"), 100);
  for (const theta of [.5, -1, 2]) {
    const moved = points.map((x, i) => i % 2 === 0 ? x + theta : x);
    near(
      optimalTransport(points, moved, { dimension: 2, power: 1 }).distance,
      Math.abs(theta),
      1e-6,
    );
  }
});

Deno.test("the sampling floor: on a line that of W2; it falls with more points; a collapsed generator is above it", () => {
  const plane = (a: Float32Array, b: Float32Array) =>
    optimalTransport(a, b, { dimension: 2 }).distance;
  const line = (a: Float32Array, b: Float32Array) => optimalTransport(a, b).distance;
  const options = { n: 30, repeats: 20, seed: 4 };
  near(floor(line, gaussian(), options).mean, floor(w2, gaussian(), options).mean, 1e-9);
  const few = floor(plane, ring(), { n: 25, repeats: 10 }),
    many = floor(plane, ring(), { n: 100, repeats: 10 });
  assert.ok(many.mean < few.mean);
  const collapsed = new Float32Array(200).map((_, i) => i % 2 === 0 ? 1 : 0);
  const score = plane(collapsed, ring().sample(stream(1, 0, "data"), 100));
  near(score, Math.SQRT2, .25); // the mean square distance from a point of the circle is 2
  assert.ok(score > many.quantiles.p95);
});

Deno.test("bad samples, powers and weights are refused", async () => {
  assert.throws(
    () => optimalTransport([1, 2], [1]),
    /same number of points, but shapes \[2, 1\] and \[1, 1\] came/,
  );
  assert.throws(
    () => optimalTransport([1, 2, 3], [1, 2], { dimension: 2 }),
    /a has shape \[n, 2\]/,
  );
  assert.throws(
    () => optimalTransport([1, NaN], [1, 2]),
    /a has finite numbers, but its row 1 holds NaN/,
  );
  assert.throws(
    () => optimalTransport([1], [2], { power: .5 }),
    /optimalTransport's power is a number of at least 1, but 0\.5 came/,
  );
  assert.throws(() => optimalTransport([1], [2], { dimension: 0 }), RangeError);
  const weighted = (weights: object) => weightedTransport([1, 2], [1, 2, 3], { weights });
  await assert.rejects(weighted({ a: [1] }), /weights.a has shape \[2\], but \[1\] came/);
  await assert.rejects(weighted({ b: [1, -1, 2] }), /weights.b's weight 1 is .* but -1 came/);
  await assert.rejects(weighted({ b: [0, 0, 0] }), /weights.b's sum is a number above 0/);
  await assert.rejects(weightedTransport([], [1]), RangeError);
});

Deno.test("a floor of a metric that returns a promise is refused", () => {
  const metric = weightedTransport as unknown as (a: Float32Array, b: Float32Array) => number;
  assert.throws(
    () => floor(metric, gaussian(), { n: 5, repeats: 2 }),
    /A floor is of a metric that returns a number, but a promise came/,
  );
});
