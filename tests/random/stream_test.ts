import assert from "node:assert/strict";
import { stream } from "../../lib/random/mod.ts";

/** Chi-square of counts against equal expectations, in standard deviations of its law. */
function chiSquareScore(counts: ArrayLike<number>): number {
  const k = counts.length, list = Array.from(counts), expected = list.reduce((s, x) => s + x) / k;
  const statistic = list.reduce((s, x) => s + (x - expected) ** 2 / expected, 0);
  return (statistic - (k - 1)) / Math.sqrt(2 * (k - 1));
}

/** Asserts that an estimate is within 4.5 of its standard errors (one false alarm in 150,000). */
function within(got: number, expected: number, error: number, what: string): void {
  assert.ok(
    Math.abs(got - expected) <= 4.5 * error,
    `${what}: got ${got}, expected ${expected} +- ${error}`,
  );
}

const mean = (x: Float32Array, f: (v: number) => number) =>
  x.reduce((s, v) => s + f(v), 0) / x.length;

function correlation(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum / a.length;
}

Deno.test("uniform numbers fill [0, 1) evenly", () => {
  const x = stream(1, 0, "data").uniform(new Float32Array(1_000_000));
  const counts = new Int32Array(1000);
  for (const v of x) counts[Math.floor(v * 1000)]!++;
  assert.equal(counts.reduce((s, c) => s + c), x.length);
  assert.ok(Math.abs(chiSquareScore(counts)) < 4.5);
  within(mean(x, (v) => v), .5, Math.sqrt(1 / 12 / x.length), "mean");
});

Deno.test("pairs of neighbouring uniforms fill the square evenly", () => {
  const x = stream(2, 0, "data").uniform(new Float32Array(1_000_000));
  const counts = new Int32Array(1024);
  for (let i = 0; i < x.length; i += 2) {
    counts[Math.floor(x[i]! * 32) * 32 + Math.floor(x[i + 1]! * 32)]!++;
  }
  assert.ok(Math.abs(chiSquareScore(counts)) < 4.5);
});

Deno.test("uniform numbers stay in [low, high), also where rounding reaches the end", () => {
  for (const [low, high] of [[-2, 0], [1, 2], [0.1, 0.3], [-1e6, 1e6 + 1]] as const) {
    const x = stream(3, 0, "data").uniform(new Float32Array(200_000), low, high);
    assert.ok(x.every((v) => v >= Math.fround(low) && v < Math.fround(high)), `${low} ${high}`);
    const spread = (high - low) / Math.sqrt(12);
    within(mean(x, (v) => v), (low + high) / 2, spread / Math.sqrt(x.length), "mean");
  }
  const next = Math.fround(1 + 2 ** -23);
  const narrow = stream(3, 0, "data").uniform(new Float32Array(100), 1, next);
  assert.ok(narrow.every((v) => v === 1));
});

Deno.test("normal numbers have the moments of N(0, 1)", () => {
  const n = 2_000_000, x = stream(4, 0, "latent").normal(new Float32Array(n));
  // E x^k for k = 1 ... 6, and Var x^k = E x^2k - (E x^k)^2.
  const moments = [0, 1, 0, 3, 0, 15], variances = [1, 2, 15, 96, 945, 10170];
  for (let k = 1; k <= 6; k++) {
    const error = Math.sqrt(variances[k - 1]! / n);
    within(mean(x, (v) => v ** k), moments[k - 1]!, error, `moment ${k}`);
  }
});

Deno.test("normal numbers have the tails of N(0, 1), on both sides", () => {
  const n = 4_000_000, x = stream(5, 0, "latent").normal(new Float32Array(n));
  // Q(t) = P(X > t), to 10 digits; 3.4426 is where the ziggurat's base strip hands over to its tail.
  const tails: [number, number][] = [
    [0.5, 0.3085375387],
    [1, 0.1586552539],
    [2, 0.0227501319],
    [3, 0.0013498980],
    [3.5, 0.0002326291],
    [4, 0.0000316712],
  ];
  for (const [t, q] of tails) {
    const error = Math.sqrt(q * (1 - q) / n);
    within(mean(x, (v) => +(v > t)), q, error, `P(X > ${t})`);
    within(mean(x, (v) => +(v < -t)), q, error, `P(X < -${t})`);
  }
});

Deno.test("normal numbers fill 64 equally likely cells evenly", () => {
  // Quantiles of N(0, 1) by bisection on the series of erf, independent of the ziggurat's tables.
  const cdf = (x: number) => {
    let term = x, sum = x;
    for (let k = 1; k < 200; k++) sum += term *= x * x / (2 * k + 1);
    return .5 + sum * Math.exp(-.5 * x * x) / Math.sqrt(2 * Math.PI);
  };
  const n = 1_000_000, counts = new Int32Array(64);
  for (const v of stream(6, 0, "latent").normal(new Float32Array(n))) {
    counts[Math.min(63, Math.max(0, Math.floor(64 * cdf(Math.max(-5, Math.min(5, v))))))]!++;
  }
  assert.ok(Math.abs(chiSquareScore(counts)) < 4.5);
});

Deno.test("mean and deviation shift and scale", () => {
  const base = stream(7, 0, "latent").normal(new Float32Array(1000));
  const moved = stream(7, 0, "latent").normal(new Float32Array(1000), 3, .5);
  base.forEach((v, i) => assert.ok(Math.abs(moved[i]! - (3 + .5 * v)) < 1e-6));
  assert.ok(stream(7, 0, "latent").normal(new Float32Array(9), 2, 0).every((v) => v === 2));
});

Deno.test("integers are equally likely, also where 2^32 is no multiple of their number", () => {
  for (const below of [2, 7, 1000]) {
    const counts = new Int32Array(below);
    for (const v of stream(8, 0, "data").integers(new Int32Array(700_000), below)) counts[v]!++;
    assert.ok(Math.abs(chiSquareScore(counts)) < 4.5, `${below}`);
  }
  // With 3 * 2^29 values, 2^32 words leave a remainder of 2^30: modulo bias would give the lowest third 3/8 of the draws.
  const below = 3 * 2 ** 29, n = 300_000;
  const low = stream(9, 0, "data").integers(new Int32Array(n), below).filter((v) => v < below / 3);
  within(low.length / n, 1 / 3, Math.sqrt(2 / 9 / n), "share of the lowest third");
});

Deno.test("next() is uniform on [0, 1)", () => {
  const random = stream(10, 0, "data"), counts = new Int32Array(100);
  for (let i = 0; i < 200_000; i++) counts[Math.floor(random.next() * 100)]!++;
  assert.ok(Math.abs(chiSquareScore(counts)) < 4.5);
});

Deno.test("a permutation holds each number once, and all orders are equally likely", () => {
  const random = stream(11, 0, "data");
  assert.deepEqual([...random.permutation(1000)].sort((a, b) => a - b), [...Array(1000).keys()]);
  assert.deepEqual([...random.permutation(0)], []);
  const counts = new Map<string, number>();
  for (let i = 0; i < 24_000; i++) {
    const order = random.permutation(4).join();
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  assert.equal(counts.size, 24);
  assert.ok(Math.abs(chiSquareScore([...counts.values()])) < 4.5);
});

Deno.test("streams that differ in seed, run or name alone are uncorrelated", () => {
  const n = 20_000;
  const keys: [number, number, string][] = [];
  for (const seed of [0, 1, 2, 2 ** 32]) {
    for (const run of [0, 1, 2]) {
      for (const name of ["data", "latent"]) keys.push([seed, run, name]);
    }
  }
  const draws = keys.map(([s, r, name]) => stream(s, r, name).normal(new Float32Array(n)));
  // 276 pairs: 4.5 standard errors is one false alarm in 500 such tests.
  for (let i = 0; i < keys.length; i++) {
    for (let j = 0; j < i; j++) {
      const r = correlation(draws[i]!, draws[j]!);
      within(r, 0, 1 / Math.sqrt(n), `correlation of ${keys[i]} and ${keys[j]}`);
    }
  }
});

Deno.test("first words across 100,000 runs look like one good stream", () => {
  const counts = new Int32Array(256), seen = new Set<number>();
  for (let run = 0; run < 100_000; run++) {
    const u = stream(1, run, "init").next();
    counts[Math.floor(u * 256)]!++;
    seen.add(u);
  }
  assert.equal(seen.size, 100_000);
  assert.ok(Math.abs(chiSquareScore(counts)) < 4.5);
});

Deno.test("the key is not confused: seed and run swapped, names with common beginnings", () => {
  const firsts = [[1, 2, "a"], [2, 1, "a"], [1, 2, "a "], [1, 2, "aa"], [1, 2, "\u00e4"]] as const;
  const values = firsts.map(([s, r, name]) => stream(s, r, name).next());
  assert.equal(new Set(values).size, firsts.length);
});

Deno.test("drawing in pieces is drawing at once", () => {
  const whole = stream(12, 3, "noise").normal(new Float32Array(100));
  const random = stream(12, 3, "noise"), part = new Float32Array(10);
  for (let i = 0; i < 10; i++) {
    assert.equal(random.normal(part), part);
    assert.deepEqual(part, whole.subarray(10 * i, 10 * i + 10));
  }
});

Deno.test("bad input is named", () => {
  for (const bad of [-1, .5, NaN, Infinity, 2 ** 53]) {
    assert.throws(() => stream(bad, 0, "data"), /^RangeError: stream's seed .* but /);
    assert.throws(() => stream(0, bad, "data"), /^RangeError: stream's run .* but /);
  }
  assert.throws(() => stream(0, 0, ""), TypeError);
  assert.throws(() => stream(0, 0, 3 as unknown as string), TypeError);
  const random = stream(0, 0, "data"), out = new Float32Array(1);
  assert.throws(() => random.uniform(out, 1, 1), RangeError);
  assert.throws(() => random.uniform(out, 0, Infinity), RangeError);
  assert.throws(() => random.normal(out, NaN), RangeError);
  assert.throws(() => random.normal(out, 0, -1), RangeError);
  assert.throws(() => random.integers(new Int32Array(1), 0), RangeError);
  assert.throws(() => random.permutation(-1), RangeError);
});

Deno.test("a stream goes on from where another stood, whatever it has drawn", () => {
  const one = stream(1, 2, "latent"), other = stream(9, 9, "else");
  one.normal(new Float32Array(101));
  const place = one.position();
  const drawn = () => [one.normal(new Float32Array(50)), one.permutation(9), one.next()];
  const first = drawn();
  other.seek(place);
  assert.deepEqual([other.normal(new Float32Array(50)), other.permutation(9), other.next()], first);
  one.seek(place);
  assert.deepEqual(drawn(), first);
});

Deno.test("a position where no stream can stand is refused", () => {
  const odd = [[0, 0, 0, 0], [1, 2, 3], [1, 2, 3, 0.5], [1, 2, 3, 2 ** 31]];
  for (const position of odd) {
    const seek = () => stream(1, 0, "a").seek(position as unknown as [1, 2, 3, 4]);
    assert.throws(seek, /A position is four signed 32-bit integers that are not all 0, but \[/);
  }
});
