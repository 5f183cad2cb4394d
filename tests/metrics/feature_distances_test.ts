import assert from "node:assert/strict";
import {
  classScore,
  frechetDistance,
  gaussianW2,
  kernelDistance,
  mmdSquared,
  nearestPoints,
} from "saddle/metrics/mod.ts";
import { stream } from "saddle/random/mod.ts";

const normals = (n: number, name: string) => stream(3, 0, name).normal(new Float32Array(n));
const near = (got: number, expected: number, tolerance: number) =>
  assert.ok(Math.abs(got - expected) <= tolerance, `expected ${expected}, got ${got}`);

/** The sample moments of one column. */
function momentsOf(points: Float32Array): [mean: number, deviation: number] {
  const mean = points.reduce((a, b) => a + b) / points.length;
  return [mean, Math.sqrt(points.reduce((s, x) => s + (x - mean) ** 2, 0) / (points.length - 1))];
}

Deno.test("on a line the Fréchet distance is the squared W2 of two normal distributions", () => {
  const [a, b] = [normals(50, "a"), normals(70, "b").map((x) => 3 * x + 2)];
  near(frechetDistance(a, b), gaussianW2(momentsOf(a), momentsOf(b)) ** 2, 1e-9);
});

Deno.test("where covariances share their axes, the Fréchet distance is a sum over these", () => {
  // rows +-s e_j: the covariance is diagonal, and a rotation of both changes nothing
  const axes = (scales: number[], turn: number) =>
    scales.flatMap((s, j) =>
      [s, -s].flatMap((x) => {
        const point = [0, 0, 0];
        point[j] = x;
        const [p, q, r] = point as [number, number, number];
        return [
          Math.cos(turn) * p - Math.sin(turn) * q,
          Math.sin(turn) * p + Math.cos(turn) * q,
          r,
        ];
      })
    );
  const [a, b] = [[1, 2, 3], [4, 1, 0]];
  const expected = a.reduce((sum, s, j) => sum + 2 / 5 * (s - b[j]!) ** 2, 0); // variance 2 s^2 / 5
  for (const turn of [0, 0.7]) {
    near(frechetDistance(axes(a, turn), axes(b, turn), { dimension: 3 }), expected, 1e-9);
  }
});

Deno.test("the Fréchet distance agrees with a root of the product by Newton's iteration", () => {
  const d = 4;
  const [a, b] = [
    normals(40 * d, "c"),
    normals(40 * d, "d").map((x, i) => x * (1 + i % d) + i % 3),
  ];
  const [meanA, covA] = plainMoments(a, d), [meanB, covB] = plainMoments(b, d);
  const root = rootByIteration(product(covA, covB));
  const trace = (m: number[][]) => m.reduce((sum, row, i) => sum + row[i]!, 0);
  const expected = meanA.reduce((sum, x, i) => sum + (x - meanB[i]!) ** 2, 0) +
    trace(covA) + trace(covB) - 2 * trace(root);
  near(frechetDistance(a, b, { dimension: d }), expected, 1e-6 * expected);
});

Deno.test("fewer points than features leave a Fréchet distance that is finite and 0 of a sample with itself", () => {
  const a = normals(3 * 8, "few");
  near(frechetDistance(a, a, { dimension: 8 }), 0, 1e-9);
  assert.ok(Number.isFinite(frechetDistance(a, normals(4 * 8, "others"), { dimension: 8 })));
  assert.throws(() => frechetDistance([1], [2]), /at least 2 points/);
});

Deno.test("the kernel distance is the mean of its kernel over pairs, written out", () => {
  const d = 3, [a, b] = [normals(5 * d, "e"), normals(4 * d, "f")];
  const rows = (x: Float32Array) =>
    Array.from({ length: x.length / d }, (_, i) => [...x.slice(i * d, (i + 1) * d)]);
  const k = (x: number[], y: number[]) => (x.reduce((s, v, i) => s + v * y[i]!, 0) / d + 1) ** 3;
  const mean = (x: number[][], y: number[][], keep: (i: number, j: number) => boolean) => {
    const all = x.flatMap((p, i) => y.flatMap((q, j) => keep(i, j) ? [k(p, q)] : []));
    return all.reduce((s, v) => s + v, 0) / all.length;
  };
  const [A, B] = [rows(a), rows(b)], other = (i: number, j: number) => i !== j, any = () => true;
  near(
    kernelDistance(a, b, { dimension: d }),
    mean(A, A, other) + mean(B, B, other) - 2 * mean(A, B, any),
    1e-9,
  );
  near(
    kernelDistance(a, b, { dimension: d, estimator: "biased" }),
    mean(A, A, any) + mean(B, B, any) - 2 * mean(A, B, any),
    1e-9,
  );
  assert.equal(kernelDistance(a, a, { dimension: d, estimator: "biased" }), 0);
  assert.ok(mmdSquared(a, a, { dimension: d, bandwidth: 1, estimator: "biased" }) < 1e-12);
});

Deno.test("unbiased kernel distances of one distribution scatter around 0", () => {
  const found = Array.from(
    { length: 200 },
    (_, i) => kernelDistance(normals(40, `g${i}`), normals(40, `h${i}`), { dimension: 2 }),
  );
  const mean = found.reduce((s, x) => s + x, 0) / found.length;
  const [, deviation] = momentsOf(Float32Array.from(found));
  assert.ok(Math.abs(mean) < 4 * deviation / Math.sqrt(found.length), `mean ${mean}`);
  assert.ok(found.some((x) => x < 0));
});

Deno.test("a class score lies between 1 and the classes", () => {
  const sure = [0, 1, 2, 0, 1, 2].flatMap((k) => [0, 1, 2].map((j) => j === k ? 1 : 0));
  near(classScore(sure, { classes: 3 }), 3, 1e-12);
  assert.equal(classScore([1, 0, 0, 1, 0, 0], { classes: 3 }), 1); // sure, but of one
  // by hand: rows (.9, .1) and (.5, .5), mean (.7, .3)
  const by = (p: number, q: number) => p * Math.log(p / q);
  const expected = Math.exp((by(.9, .7) + by(.1, .3) + by(.5, .7) + by(.5, .3)) / 2);
  near(classScore([.9, .1, .5, .5], { classes: 2 }), expected, 1e-12);
  assert.throws(() => classScore([.9, .2], { classes: 2 }), /sum to 1, but that of row 0 is 1\.1/);
  assert.throws(() => classScore([1.5, -.5], { classes: 2 }), /row 0 holds -0.5/);
});

Deno.test("nearest points are those of brute force", () => {
  const d = 3, [a, b] = [normals(20 * d, "i"), normals(30 * d, "j")];
  const { index, distance } = nearestPoints(a, b, { dimension: d });
  for (let i = 0; i < 20; i++) {
    const all = Array.from(
      { length: 30 },
      (_, j) => Math.hypot(...[0, 1, 2].map((k) => a[i * d + k]! - b[j * d + k]!)),
    );
    const least = Math.min(...all);
    assert.equal(index[i], all.indexOf(least));
    near(distance[i]!, least, 1e-9);
  }
});

function plainMoments(x: Float32Array, d: number): [number[], number[][]] {
  const n = x.length / d, at = (i: number, j: number) => x[i * d + j]!;
  const mean = Array.from({ length: d }, (_, j) => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += at(i, j);
    return sum / n;
  });
  const covariance = mean.map((mj, j) =>
    mean.map((mk, k) => {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += (at(i, j) - mj) * (at(i, k) - mk);
      return sum / (n - 1);
    })
  );
  return [mean, covariance];
}

function product(a: number[][], b: number[][]): number[][] {
  return a.map((row) => row.map((_, j) => row.reduce((sum, x, k) => sum + x * b[k]![j]!, 0)));
}

/** X <- (X + X^-1 m) / 2 from the unit matrix: converges to the root with positive eigenvalues. */
function rootByIteration(m: number[][]): number[][] {
  let x: number[][] = m.map((row, i) => row.map((_, j) => i === j ? 1 : 0));
  for (let step = 0; step < 40; step++) {
    const y = product(inverse(x), m);
    x = x.map((row, i) => row.map((value, j) => (value + y[i]![j]!) / 2));
  }
  return x;
}

/** Gauss and Jordan, with the largest pivot. */
function inverse(m: number[][]): number[][] {
  const n = m.length, a = m.map((row, i) => [...row, ...row.map((_, j) => i === j ? 1 : 0)]);
  for (let i = 0; i < n; i++) {
    const pivot = a.slice(i).reduce(
      (best, row, k) => Math.abs(row[i]!) > Math.abs(a[best]![i]!) ? i + k : best,
      i,
    );
    [a[i], a[pivot]] = [a[pivot]!, a[i]!];
    const scale = a[i]![i]!;
    a[i] = a[i]!.map((x) => x / scale);
    for (let k = 0; k < n; k++) {
      if (k === i) continue;
      const factor = a[k]![i]!;
      a[k] = a[k]!.map((x, j) => x - factor * a[i]![j]!);
    }
  }
  return a.map((row) => row.slice(n));
}
