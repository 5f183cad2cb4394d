import assert from "node:assert/strict";
import {
  checkerboard,
  circle,
  curve,
  type Dataset,
  finite,
  interval2D,
  minMaxScaled,
  parallelLines,
  roll,
  scaled,
  spirals,
  square,
  swissRoll,
  twoMoons,
} from "../../lib/datasets/mod.ts";
import { stream } from "../../lib/random/mod.ts";

const draw = (data: Dataset, n: number) => data.sample(stream(1, 0, "data"), n);
const near = (got: number, expected: number, tolerance: number) =>
  assert.ok(Math.abs(got - expected) <= tolerance, `got ${got}, expected ${expected}`);

/** The distance of a point of the plane from lines joined in order. */
function distance(x: number, y: number, lines: Float32Array): number {
  let least = Infinity;
  for (let i = 0; i + 3 < lines.length; i += 2) {
    const [ax, ay, bx, by] = lines.slice(i, i + 4) as unknown as [number, number, number, number];
    const dx = bx - ax, dy = by - ay;
    if (dx === 0 && dy === 0) continue;
    const u = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
    least = Math.min(least, Math.hypot(x - ax - u * dx, y - ay - u * dy));
  }
  return least;
}

// With each: the step of the quadrature, and what it may be wrong by where the density jumps.
const withDensity: [Dataset, step: number, error: number][] = [
  [swissRoll({ noise: 1 }), .05, 1e-3],
  [twoMoons({ noise: .1 }), .05, 1e-3],
  [spirals({ arms: 3, noise: .08 }), .04, 1e-3],
  [curve({ points: [[0, 0], [2, 0], [2, 1]], closed: true, noise: .1 }), .05, 1e-3],
  [interval2D({ noise: .2, angle: .4, offset: [1, -1] }), .02, 2e-3],
  [checkerboard({ squares: 3, side: .5 }), .025, 2e-2],
  [circle({ noise: .3 }), .02, 2e-3],
  [circle({ radius: 2, noise: .5, centred: true }), .04, 2e-3],
  [square({ noise: .3 }), .02, 2e-3],
  [square({ radius: 1, noise: .4, centred: true }), .02, 2e-3],
  [roll({ turns: .25, noise: .1 }), .03, 1e-2], // the fold is six deviations away
  [scaled(circle({ noise: .3 }), 2), .04, 2e-3],
  [minMaxScaled(finite(twoMoons({ noise: .1 }), { size: 500, seed: 2 })), .05, 1e-3],
];
for (const [data, step, error] of withDensity) {
  Deno.test(`${data.name}: the density integrates to 1 and is that of the samples, cell by cell`, () => {
    const side = 8,
      n = 20_000,
      mass = new Float64Array(side ** 2),
      counts = new Int32Array(side ** 2);
    const [[x0, x1], [y0, y1]] = data.extent as [[number, number], [number, number]];
    const steps = side * Math.ceil((x1 - x0) / step / side);
    const [dx, dy] = [(x1 - x0) / steps, (y1 - y0) / steps];
    const cell = (x: number, y: number) =>
      Math.floor((y - y0) / (y1 - y0) * side) * side + Math.floor((x - x0) / (x1 - x0) * side);
    for (let i = 0; i < steps ** 2; i++) {
      const x = x0 + (i % steps + .5) * dx, y = y0 + (Math.floor(i / steps) + .5) * dy;
      mass[cell(x, y)]! += data.density!([x, y]) * dx * dy;
    }
    near(mass.reduce((sum, m) => sum + m), 1, 5 * error);
    // A finite set draws only its own rows: its points fluctuate as a sample of their own.
    const points = "points" in data ? data.points as Float32Array : draw(data, n);
    const size = points.length / 2;
    for (let i = 0; i < 2 * size; i += 2) {
      const inside = points[i]! >= x0 && points[i]! < x1 && points[i + 1]! >= y0 &&
        points[i + 1]! < y1;
      if (inside) counts[cell(points[i]!, points[i + 1]!)]!++;
    }
    counts.forEach((count, k) => {
      const expected = size * mass[k]!;
      const allowed = 4.5 * Math.sqrt(expected) + 4 + error * size * Math.max(mass[k]!, .02);
      assert.ok(Math.abs(count - expected) <= allowed, `cell ${k}: ${count} of ${expected}`);
    });
  });
}

Deno.test("the density of a straight line with noise is the product of its closed forms", () => {
  // Along: (Phi(2 / s) - Phi(0)) / 2 at the start of a line of length 2, which is 1/4 for small s; across: the normal density.
  const line = curve({ points: [[0, 0], [2, 0]], noise: .05 });
  const peak = 1 / (Math.sqrt(2 * Math.PI) * .05);
  near(line.density!([0, 0]), peak / 4, 1e-9 * peak);
  near(line.density!([1, 0]), peak / 2, 1e-9 * peak);
  near(line.density!([1, .1]), peak / 2 * Math.exp(-2), 1e-9 * peak);
});

Deno.test("without noise, samples lie on the curve, all along it, and there is no density", () => {
  const sets = [
    swissRoll(),
    twoMoons({ noise: 0 }),
    spirals({ noise: 0 }),
    curve({ points: [[0, 0], [1, 2], [1, 2], [3, 1]] }),
    parallelLines({ at: [-1, 0, 2] }),
    interval2D({ noise: 0, angle: 2 }),
    circle({ noise: 0 }),
    square({ noise: 0 }),
    roll({ noise: 0 }),
  ];
  for (const data of sets) {
    assert.equal(data.density, undefined);
    const points = draw(data, 300), { manifold } = data;
    const reached = manifold!.map(() => 0);
    for (let i = 0; i < points.length; i += 2) {
      const distances = manifold!.map((lines) => distance(points[i]!, points[i + 1]!, lines));
      const least = Math.min(...distances);
      assert.ok(least < 1e-3, `${data.name} ${least}`); // what the straight pieces cut off
      reached[distances.indexOf(least)]!++;
    }
    const share = 300 / reached.length;
    for (const count of reached) near(count, share, 4.5 * Math.sqrt(share));
    // The corners of the window of the samples are those of the curve.
    for (const axis of [0, 1]) {
      const of = (rows: ArrayLike<number>) =>
        Array.from(rows).filter((_, i) => i % 2 === axis).sort((a, b) => a - b);
      const all = of(manifold!.flatMap((lines) => [...lines])), drawn = of(points);
      const span = all.at(-1)! - all[0]! || 1;
      near(drawn[0]!, all[0]!, .1 * span);
      near(drawn.at(-1)!, all.at(-1)!, .1 * span);
    }
  }
});

Deno.test("a line is filled evenly along its length, whatever its points", () => {
  const points = [[0, 0], [.1, 0], [3, 0], [3, 1]]; // length 4
  const x = draw(curve({ points }), 20_000);
  const lengths = Array.from({ length: 20_000 }, (_, i) => x[2 * i]! + x[2 * i + 1]!);
  for (let cell = 0; cell < 8; cell++) {
    const count = lengths.filter((s) => s >= cell / 2 && s < (cell + 1) / 2).length;
    near(count, 2500, 4.5 * Math.sqrt(2500));
  }
});

Deno.test("a curve may have any dimension", () => {
  const helix = curve({ points: [[0, 0, 0], [1, 1, 1], [0, 2, 2]], noise: .1 });
  assert.equal(helix.dimension, 3);
  assert.equal(draw(helix, 5).length, 15);
  assert.equal(helix.extent.length, 3);
  const line = curve({ points: [[-1], [1]] });
  assert.ok(draw(line, 100).every((x) => x >= -1 && x <= 1));
});

Deno.test("GANConvergence's noise shifts the circle and the square by half its width, and centred does not", () => {
  for (const make of [circle, square]) {
    for (const [centred, shift] of [[false, .25], [true, 0]] as const) {
      const n = 20_000, x = draw(make({ noise: .5, centred }), n);
      for (const axis of [0, 1]) {
        let mean = 0;
        for (let i = axis; i < 2 * n; i += 2) mean += x[i]! / n;
        near(mean, shift, 4.5 * Math.sqrt(.8 / n)); // variance: at most 3/4 of the square's, and 1/48
      }
    }
  }
});

Deno.test("the swiss roll is scikit-learn's: the radius is t, from 1.5 pi to 4.5 pi, and the angle too", () => {
  const x = draw(swissRoll({ scale: 1, offset: 0 }), 2000);
  let mean = 0;
  for (let i = 0; i < 4000; i += 2) {
    const t = Math.hypot(x[i]!, x[i + 1]!);
    assert.ok(t > 1.5 * Math.PI - 1e-4 && t < 4.5 * Math.PI + 1e-4);
    near(x[i]!, t * Math.cos(t), 2e-4);
    mean += t / 2000;
  }
  near(mean, 3 * Math.PI, 4.5 * 3 * Math.PI / Math.sqrt(12 * 2000));
});

Deno.test("the roll's radius grows with its angle: 0 at the start, 1 after its turns", () => {
  const { manifold } = roll();
  const [spiral] = manifold!;
  assert.deepEqual([...spiral!.slice(-2)].map((x) => Math.round(1e6 * x) / 1e6 + 0), [1, 0]);
  // Half way, after one and a half turns, it lies on the other side.
  const half = spiral!.length / 2 - 1;
  near(spiral![half]!, -.5, 1e-6);
  // The distance of a point from the centre has the second moment 1/3 + noise^2.
  const x = draw(roll(), 20_000), second = x.reduce((sum, v) => sum + v * v, 0) / 20_000;
  near(second, 1 / 3 + .01, 4.5 * .31 / Math.sqrt(20_000));
});

Deno.test("where the roll folds the plane, its density sums over all that is sent to a place", () => {
  const turns = 3, noise = .1, speed = 2 * Math.PI * turns, data = roll({ turns, noise });
  const send = (t: number, e: number) => [
    t * Math.cos(speed * t) - e * Math.sin(speed * t),
    t * Math.sin(speed * t) + e * Math.cos(speed * t),
  ];
  let folded = 0;
  for (const place of [[.5, 0], [.1, .2], [-.3, .4], [0, -.8], [.9, .3], [-.02, .01]]) {
    // Brute force: the same place from every t on a fine grid where the distance changes its sign, by linear interpolation.
    let sum = 0, sources = 0;
    const back = (t: number) => [
      place[0]! * Math.cos(speed * t) + place[1]! * Math.sin(speed * t) - t,
      place[1]! * Math.cos(speed * t) - place[0]! * Math.sin(speed * t),
    ];
    for (let i = 0; i < 20_000; i++) {
      const [f0, e0] = back(i / 20_000), [f1, e1] = back((i + 1) / 20_000);
      if (f0! * f1! > 0) continue;
      const u = f0! / (f0! - f1!), t = (i + u) / 20_000, e = e0! + u * (e1! - e0!), h = 1e-5;
      const [tx, ty] = send(t + h, e).map((v, k) => (v - send(t - h, e)[k]!) / (2 * h));
      const [ex, ey] = send(t, e + h).map((v, k) => (v - send(t, e - h)[k]!) / (2 * h));
      const area = Math.abs(tx! * ey! - ty! * ex!);
      sum += Math.exp(-((e / noise) ** 2) / 2) / (Math.sqrt(2 * Math.PI) * noise * area);
      sources++;
    }
    if (sources > 1) folded++;
    near(data.density!(place), sum, 1e-4 * sum + 1e-12);
  }
  assert.ok(folded >= 4);
});

Deno.test("the board's dark squares alternate, and the samples keep to them", () => {
  const board = checkerboard({ squares: 4, side: 2 }), x = draw(board, 4000);
  const counts = new Map<string, number>();
  for (let i = 0; i < 8000; i += 2) {
    const column = Math.floor(x[i]! / 2), row = Math.floor(x[i + 1]! / 2);
    assert.equal((column + row + 4) % 2, 0);
    counts.set(`${column} ${row}`, (counts.get(`${column} ${row}`) ?? 0) + 1);
  }
  assert.equal(counts.size, 8);
  for (const count of counts.values()) near(count, 500, 4.5 * Math.sqrt(500));
  assert.equal(board.density!([5, 5]), 0);
});

Deno.test("curves go with scaling and with a finite set", () => {
  const double = scaled(square(), 2);
  assert.deepEqual([...double.manifold![0]!.slice(0, 2)], [0, 3]);
  assert.deepEqual(finite(square(), { size: 5, seed: 1 }).manifold, square().manifold);
  const small = minMaxScaled(finite(square({ noise: 0 }), { size: 5000, seed: 1 }));
  near(small.manifold![0]![1]!, 1, .01); // the corner becomes the upper end
});

Deno.test("bad options are refused", () => {
  assert.throws(
    () => swissRoll({ noise: -1 }),
    /^RangeError: swissRoll's noise is a number of at least 0, but -1 came\.$/,
  );
  assert.throws(() => twoMoons({ noise: NaN }), RangeError);
  assert.throws(
    () => spirals({ arms: 0 }),
    /spirals's arms is a whole number of at least 1, but 0 came/,
  );
  assert.throws(() => circle({ radius: 0 }), /circle's radius is a number above 0, but 0 came/);
  assert.throws(() => square({ noise: "1" as unknown as number }), TypeError);
  assert.throws(() => roll({ turns: Infinity }), RangeError);
  assert.throws(() => checkerboard({ squares: 1.5 }), RangeError);
  assert.throws(
    () => parallelLines({ at: [] }),
    /parallelLines's at is a finite number, or a list of at least one, but \[\] came/,
  );
  assert.throws(() => parallelLines({ at: "left" as unknown as number }), TypeError);
  assert.throws(
    () => interval2D({ offset: [1] as never }),
    /offset is two finite numbers, but \[1\] came/,
  );
  assert.throws(() => circle().density!([1]), /points of shape \[2\], but one of shape \[1\] came/);
  const of = (points: unknown) => () => curve({ points: points as number[][] });
  assert.throws(of([[0, 0]]), /at least 2, dimension\], but \[1, 2\] came/);
  assert.throws(of([[0, 0], [1]]), /point 1 has \[1\]/);
  assert.throws(
    of([[0, 0], [1, NaN]]),
    /point 1 is a list, each a finite number, but \[1, NaN\] came/,
  );
  assert.throws(of([[1, 2], [1, 2]]), /no length/);
  assert.throws(of([1, 2]), TypeError);
  assert.throws(
    of(undefined),
    /^RangeError: curve needs points, a list of points, .*, but none came/,
  );
});
