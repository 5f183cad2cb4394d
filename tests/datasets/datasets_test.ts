import assert from "node:assert/strict";
import {
  checkerboard,
  circle,
  curve,
  type Dataset,
  dataset,
  dirac,
  eightGaussians,
  finite,
  fiveGaussians,
  fourGaussians,
  fromFile,
  fromPoints,
  fromSampler,
  ganPytorchData,
  gaussian,
  grid,
  interval,
  interval2D,
  minMaxScaled,
  mixture,
  parallelLines,
  ring,
  ringOfSeven,
  roll,
  scaled,
  spirals,
  square,
  swissRoll,
  twoGaussians,
  twoMoons,
} from "../../lib/datasets/mod.ts";
import { stream } from "../../lib/random/mod.ts";

const draw = (data: Dataset, n: number) => data.sample(stream(1, 0, "data"), n);

/** How many points are nearest to each centre. */
function nearest(points: Float32Array, centres: Float32Array, dimension: number): number[] {
  const counts = Array<number>(centres.length / dimension).fill(0);
  for (let i = 0; i < points.length; i += dimension) {
    const distances = counts.map((_, k) =>
      Math.hypot(
        ...Array.from(
          { length: dimension },
          (_, a) => points[i + a]! - centres[k * dimension + a]!,
        ),
      )
    );
    counts[distances.indexOf(Math.min(...distances))]!++;
  }
  return counts;
}

const mixtures: Dataset[] = [
  ring(),
  ring({ modes: 10, deviation: .1 }),
  ringOfSeven(),
  grid(),
  fiveGaussians(),
  gaussian({ mean: [1, -2, 0], deviation: .5 }),
  mixture({ name: "uneven", centres: [[-3], [0], [4]], weights: [1, 2, 5], deviation: .2 }),
];

for (const data of mixtures) {
  Deno.test(`${data.name} of ${data.modes!.weights.length}: samples follow its modes`, () => {
    const n = 40_000, points = draw(data, n), { centres, weights, deviation } = data.modes!;
    assert.equal(points.length, n * data.dimension);
    if (deviation < .1 || data.dimension !== 2) { // where the modes do not overlap
      nearest(points, centres, data.dimension).forEach((count, k) => {
        const p = weights[k]!, error = Math.sqrt(n * p * (1 - p));
        assert.ok(Math.abs(count - n * p) <= 4.5 * error, `mode ${k}: ${count} of ${n * p}`);
      });
    }
    for (let axis = 0; axis < data.dimension; axis++) {
      let mean = 0, square = 0, trueMean = 0, trueSquare = deviation ** 2;
      weights.forEach((w, k) => {
        const c = centres[k * data.dimension + axis]!;
        trueMean += w * c;
        trueSquare += w * c * c;
      });
      for (let i = axis; i < points.length; i += data.dimension) {
        mean += points[i]! / n;
        square += points[i]! ** 2 / n;
      }
      const variance = trueSquare - trueMean ** 2;
      assert.ok(Math.abs(mean - trueMean) <= 4.5 * Math.sqrt(variance / n));
      // A fourth moment is at most 9 times the squared second one for these data.
      assert.ok(Math.abs(square - trueSquare) <= 4.5 * 3 * trueSquare / Math.sqrt(n));
    }
    assert.ok(Math.abs(weights.reduce((s, w) => s + w) - 1) < 1e-6);
  });
}

const planar: [Dataset, number][] = [
  [ring({ deviation: .1 }), .02],
  [fiveGaussians(), .02],
  [scaled(ring({ radius: 2, deviation: .2 }), 1 / 1.414), .02],
];
for (const [data, step] of planar) {
  Deno.test(`${data.name}: the density integrates to 1 and predicts a share of the samples`, () => {
    const [[x0, x1], [y0, y1]] = data.extent as [[number, number], [number, number]];
    let total = 0, right = 0;
    for (let x = x0 + step / 2; x < x1; x += step) {
      for (let y = y0 + step / 2; y < y1; y += step) {
        const mass = data.density!([x, y]) * step ** 2;
        total += mass;
        if (x > .5) right += mass;
      }
    }
    assert.ok(Math.abs(total - 1) < .005, `integral ${total}`);
    const n = 40_000, points = draw(data, n);
    let count = 0;
    for (let i = 0; i < 2 * n; i += 2) if (points[i]! > .5) count++;
    assert.ok(
      Math.abs(count / n - right) < 4.5 * Math.sqrt(.25 / n) + .01,
      `${count / n} ${right}`,
    );
  });
}

Deno.test("in one dimension the density is that of the samples, cell by cell", () => {
  for (const data of [twoGaussians(), interval(), gaussian({ mean: .4, deviation: .05 })]) {
    const [[low, high]] = data.extent as [[number, number]];
    const cells = 30, width = (high - low) / cells, n = 60_000, counts = new Int32Array(cells);
    for (const x of draw(data, n)) {
      if (x >= low && x < high) counts[Math.floor((x - low) / width)]!++;
    }
    counts.forEach((count, cell) => {
      let mass = 0;
      for (let i = 0; i < 200; i++) {
        mass += data.density!([low + (cell + (i + .5) / 200) * width]) * width / 200;
      }
      const error = Math.sqrt(n * mass) + 1 + .005 * n * mass;
      assert.ok(
        Math.abs(count - n * mass) <= 4.5 * error,
        `${data.name} ${cell}: ${count} ${n * mass}`,
      );
    });
  }
});

Deno.test("the published geometries", () => {
  const angles = ring().modes!.centres;
  for (let k = 0; k < 8; k++) {
    assert.ok(Math.abs(angles[2 * k]! - Math.cos(k * Math.PI / 4)) < 1e-6);
    assert.ok(Math.abs(angles[2 * k + 1]! - Math.sin(k * Math.PI / 4)) < 1e-6);
  }
  assert.equal(ring().modes!.deviation, .01);
  const places = new Set([...grid().modes!.centres]);
  assert.deepEqual([...places].sort((a, b) => a - b), [-4, -2, 0, 2, 4]);
  assert.equal(grid().modes!.weights.length, 25);
  assert.equal(grid().modes!.deviation, .05);
  const five = [0, 1.08, 1, .41, -1, .41, .6, -.9, -.6, -.9];
  assert.deepEqual(fiveGaussians().modes!.centres, Float32Array.from(five));
  assert.equal(fiveGaussians().modes!.deviation, .1);
});

Deno.test("the copied ring: linspace(0, 2 pi, 8) puts two of eight centres on one place", () => {
  const copied = Array.from({ length: 8 }, (_, k) => 2 * Math.PI * k / 7); // numpy's linspace, end included
  const centres = copied.map((a) => [Math.cos(a), Math.sin(a)] as const);
  const [first, last] = [centres[0]!, centres[7]!];
  assert.ok(Math.hypot(first[0] - last[0], first[1] - last[1]) < 3e-16);
  const seven = ringOfSeven().modes!;
  assert.equal(seven.weights.length, 7);
  for (let k = 0; k < 7; k++) {
    assert.ok(Math.abs(seven.centres[2 * k]! - centres[k]![0]) < 1e-6);
    assert.ok(Math.abs(seven.centres[2 * k + 1]! - centres[k]![1]) < 1e-6);
    assert.equal(seven.weights[k], k === 0 ? .25 : .125);
  }
});

Deno.test("a Dirac is one point, in any dimension", () => {
  assert.deepEqual([...draw(dirac(), 2)], [0, 0]);
  assert.deepEqual([...draw(dirac({ at: -1.5, dimension: 2 }), 2)], [-1.5, -1.5, -1.5, -1.5]);
});

Deno.test("an unequal pair of deviations has a density but no modes", () => {
  assert.equal(twoGaussians().modes, undefined);
  const peak = twoGaussians().density!([.5]);
  const expected = .5 / (Math.sqrt(2 * Math.PI) * .2) +
    .5 * Math.exp(-.5 * (1 / .3) ** 2) / (Math.sqrt(2 * Math.PI) * .3);
  assert.ok(Math.abs(peak - expected) < 1e-12);
});

Deno.test("scaling moves points, modes, density and extent together", () => {
  const data = grid(), half = scaled(data, .5);
  assert.deepEqual(draw(half, 50), draw(data, 50).map((x) => x / 2));
  assert.deepEqual(half.modes!.centres, data.modes!.centres.map((x) => x / 2));
  assert.equal(half.modes!.deviation, .025);
  assert.ok(Math.abs(half.density!([1, 1]) - 4 * data.density!([2, 2])) < 1e-9);
  assert.deepEqual(half.extent, [[-2.5, 2.5], [-2.5, 2.5]]);
  const set = scaled(finite(data, { size: 10, seed: 1 }), 2);
  assert.equal(set.size, 10);
});

Deno.test("a finite set is fixed by its seed and draws only its own rows", () => {
  const set = finite(ring(), { size: 50, seed: 3 });
  assert.deepEqual(set.points, finite(ring(), { size: 50, seed: 3 }).points);
  assert.notDeepEqual(set.points, finite(ring(), { size: 50, seed: 4 }).points);
  const rows = new Set<string>();
  for (let i = 0; i < 100; i += 2) rows.add(`${set.points[i]} ${set.points[i + 1]}`);
  const sample = draw(set, 2000), seen = new Set<string>();
  for (let i = 0; i < sample.length; i += 2) seen.add(`${sample[i]} ${sample[i + 1]}`);
  assert.ok([...seen].every((row) => rows.has(row)));
  assert.equal(seen.size, 50); // each row is missed with probability (49/50)^2000 < 1e-17
  assert.equal(set.modes, ring().modes && set.modes);
  assert.ok(Math.abs(set.density!([1, 0]) - ring().density!([1, 0])) < 1e-9);
});

Deno.test("one's own points may stand in any typed array of numbers", () => {
  for (const kind of [Float64Array, Int32Array, Uint8Array]) {
    const set = fromPoints({ name: "mine", points: kind.of(1, 2, 3, 4), dimension: 2 });
    assert.deepEqual(set.points, Float32Array.of(1, 2, 3, 4));
  }
  const odd: unknown[] = [BigInt64Array.of(1n, 2n), new DataView(new ArrayBuffer(8)), 5, "12", {}];
  for (const points of odd) {
    assert.throws(
      () => fromPoints({ name: "mine", points: points as never, dimension: 2 }),
      /^TypeError: fromPoints's points is rows of numbers or a typed array of numbers, but .* came/,
    );
  }
  const large = Float64Array.of(1, 1e300); // more than 32 bits hold
  assert.throws(
    () => fromPoints({ name: "m", points: large, dimension: 1 }),
    /row 1 is \[Infinity\]/,
  );
});

Deno.test("one's own points are copied", () => {
  const mine = Float32Array.of(1, 2, 3, 4);
  const set = fromPoints({ name: "mine", points: mine, dimension: 2 });
  mine[0] = 9;
  assert.deepEqual([...set.points], [1, 2, 3, 4]);
  assert.ok(set.extent.every(([low, high], i) => low < 1 + i && high > 3 + i));
});

/** Every function that takes options, by the name that users call. */
const makers: Record<string, (options: never) => unknown> = {
  checkerboard,
  circle,
  curve,
  dirac,
  eightGaussians,
  finite: (options) => finite(ring(), options),
  fiveGaussians,
  fourGaussians,
  fromFile: (options) => fromFile("none.csv", options),
  fromPoints,
  fromSampler,
  ganPytorchData,
  gaussian,
  grid,
  interval,
  interval2D,
  minMaxScaled: (options) => minMaxScaled(finite(ring(), { size: 9, seed: 1 }), options),
  mixture,
  parallelLines,
  ring,
  ringOfSeven,
  roll,
  spirals,
  square,
  swissRoll,
  twoMoons,
};
for (const [name, make] of Object.entries(makers)) {
  Deno.test(`${name} refuses an option it does not have, and what is no options`, () => {
    const strange = RegExp(`^RangeError: ${name} has no option "std"\\. Known options: \\w`);
    assert.throws(() => make({ std: .1 } as never), strange);
    assert.throws(
      () => make(.1 as never),
      RegExp(`^TypeError: ${name} takes options { .*, but 0.1`),
    );
  });
}

Deno.test("bad input is refused with the place and the shapes", () => {
  assert.throws(
    () => draw(ring(), -1),
    /^RangeError: ring.sample's n is a whole number of at least 0, but -1 came/,
  );
  assert.throws(() => draw(interval(), 1.5), RangeError);
  assert.throws(
    () => ring({ modes: 0 }),
    /ring's modes is a whole number of at least 1, but 0 came/,
  );
  assert.throws(() => ring({ deviation: -1 }), RangeError);
  assert.throws(() => ring({ radius: NaN }), RangeError);
  assert.throws(() => ringOfSeven({ radius: -1 }), RangeError);
  assert.throws(() => grid({ side: 2.5 }), RangeError);
  assert.throws(() => grid({ spacing: "2" as unknown as number }), TypeError);
  assert.throws(() => interval({ low: 1, high: 1 }), /interval's low is below high, 1, but 1 came/);
  assert.throws(() => dirac({ at: Infinity }), RangeError);
  assert.throws(() => gaussian({ mean: [1, 2], dimension: 3 }), /shape \[3\].*but \[1, 2\] came/);
  assert.throws(() => ring().density!([1]), /points of shape \[2\], but one of shape \[1\] came/);
  const bad = { name: "bad", deviation: 1 };
  assert.throws(() => mixture({ ...bad, centres: [] }), RangeError);
  assert.throws(() => mixture({ ...bad, centres: [[1, 2], [3]] }), /\[2\], but centre 1 has \[1\]/);
  assert.throws(
    () => mixture({ ...bad, centres: [[1], [2]], weights: [1] }),
    /each centre, 2, but 1 came/,
  );
  assert.throws(() => mixture({ ...bad, centres: [[1], [2]], weights: [1, 0] }), RangeError);
  assert.throws(() => finite(ring(), { size: 0, seed: 1 }), RangeError);
  assert.throws(() => finite(ring(), { size: 5, seed: -1 }), RangeError);
  assert.throws(() => scaled(ring(), 0), RangeError);
});

Deno.test("one's own data with a gap is refused with the row", () => {
  const of = (points: number[][]) => () => fromPoints({ name: "mine", points });
  assert.throws(of([[0, 0], [1, NaN]]), /^RangeError: mine: row 1 is \[1, NaN\]/);
  assert.throws(of([[0, 0], [1, 1e300]]), /row 1 is \[1, Infinity\]/);
  assert.throws(of([[0, 0], [1]]), /expected rows of shape \[2\], row 1 has \[1\]/);
  assert.throws(of([]), /at least one point/);
  assert.throws(of([1, 2] as unknown as number[][]), /^TypeError: mine's row 0 is/);
  const flat = new Float32Array(5);
  assert.throws(() => fromPoints({ name: "m", points: flat }), /needs a dimension/);
  assert.throws(
    () => fromPoints({ name: "m", points: flat, dimension: 2 }),
    /\[size, 2\].*5 numbers/,
  );
  const own = (sample: Dataset["sample"]) =>
    fromSampler({ name: "own", dimension: 2, extent: [[0, 1], [0, 1]], sample });
  const short = own((_, n) => new Float32Array(n));
  assert.throws(() => draw(short, 4), /own's sample returns shape \[4, 2\], 8 numbers, but 4 came/);
  const nan = own((_, n) => new Float32Array(2 * n).fill(NaN, 6));
  assert.throws(() => draw(nan, 4), /own: row 3 is \[NaN, NaN\]/);
  assert.throws(() => draw(own((() => [1]) as never), 1), TypeError);
  assert.throws(
    () => fromSampler({ name: "own", dimension: 2, extent: [], sample: ring().sample }),
    /extent is of shape \[2, 2\], but \[\] came/,
  );
});

Deno.test("data sets have names; an unknown name or option lists the known ones", () => {
  for (const name of ["dirac", "ring-of-seven", "grid", "five-gaussians", "two-gaussians"]) {
    assert.equal(dataset(name).name, name);
  }
  assert.deepEqual(dataset("ring", { modes: 3 }).modes, ring({ modes: 3 }).modes);
  assert.throws(
    () => dataset("swiss"),
    /unknown data set "swiss"; known: checkerboard, cifar-10, circle, .*ring, ring-of-seven/,
  );
  assert.throws(() => dataset("toString"), RangeError);
  assert.throws(
    () => dataset("ring", { mode: 3 }),
    /^RangeError: ring has no option "mode"\. Known options: modes, radius/,
  );
  assert.throws(
    () => dataset("ring-of-ten", { deviation: .2 }),
    /ringOfTen has no option "deviation"\. Known options: none/,
  );
  assert.throws(() => dataset("ring", { modes: "3" }), TypeError);
});
