import assert from "node:assert/strict";
import { basename } from "node:path";
import { createCanvas } from "../../lib/figures/mod.ts";
import {
  dataset,
  digits,
  eightGaussians,
  finite,
  fourGaussians,
  fromPoints,
  ganPytorchData,
  gaussian,
  minMaxScaled,
  mixture,
  ring,
  ringOfTen,
  singleGaussian,
  sixGaussians,
  twoGaussians2D,
  withData,
} from "../../lib/datasets/mod.ts";
import { makeArchives } from "./archives.ts";

const near = (got: number, expected: number, tolerance: number) =>
  assert.ok(Math.abs(got - expected) <= tolerance, `got ${got}, expected ${expected}`);
const range = (x: Float32Array) => [Math.min(...x), Math.max(...x)];

Deno.test("gan_comparison's sets", () => {
  assert.deepEqual([...singleGaussian().modes!.centres], [Math.fround(.4)]);
  assert.equal(singleGaussian().modes!.deviation, .05);
  const six = sixGaussians();
  assert.deepEqual([...six.modes!.centres], [-1, 0, .5, .75, .875, 1]);
  assert.equal(six.modes!.deviation, .05);
  assert.ok([...six.modes!.weights].every((weight) => weight === Math.fround(1 / 6)));
  assert.deepEqual(six.extent, [[-1.5, 1.5]]);
  assert.deepEqual(ringOfTen().modes, ring({ modes: 10, deviation: .1 }).modes);
  assert.deepEqual(ringOfTen().extent, [[-2, 2], [-2, 2]]);
  assert.equal(twoGaussians2D().modes!.deviation, .5);
  // Two round Gaussians far apart: the density at a centre is half a Gaussian's.
  near(twoGaussians2D().density!([1.5, 1.5]), .5 / (2 * Math.PI * .25), 1e-6);
});

Deno.test("GANConvergence's sets of points", () => {
  const set = (of: Float32Array) =>
    new Set(Array.from({ length: of.length / 2 }, (_, k) => `${of[2 * k]} ${of[2 * k + 1]}`));
  const four = ["1 1", "1 -1", "-1 1", "-1 -1"], far = Math.fround(1.42);
  assert.deepEqual(set(fourGaussians().modes!.centres), new Set(four));
  const eight = [...four, `0 ${far}`, `0 ${-far}`, `${far} 0`, `${-far} 0`];
  assert.deepEqual(set(eightGaussians().modes!.centres), new Set(eight));
  assert.equal(eightGaussians().modes!.deviation, .1);
  assert.equal(fourGaussians({ deviation: .2 }).modes!.deviation, .2);
});

Deno.test("gan-pytorch's sets fill [-1, 1] exactly and keep their shape", () => {
  const sizes = { "data1": 20_000, "data2": 20_000, "warm-up": 10_000 } as const;
  for (const [set, size] of Object.entries(sizes)) {
    const data = ganPytorchData({ set: set as keyof typeof sizes });
    assert.equal(data.size, size);
    assert.deepEqual([
      data.points.reduce((a, b) => Math.min(a, b)),
      data.points.reduce((a, b) => Math.max(a, b)),
    ], [-1, 1]);
    // The share of the points in a cell is the integral of the density.
    for (let cell = 0; cell < 20; cell++) {
      const low = -1 + cell / 10;
      let mass = 0;
      for (let i = 0; i < 200; i++) mass += data.density!([low + (i + .5) / 2000]) / 2000;
      const count = data.points.filter((x) => x >= low && x < low + .1).length;
      near(count, size * mass, 4.5 * Math.sqrt(size * mass) + 2);
    }
  }
  assert.equal(ganPytorchData().modes, undefined); // two deviations
  const two = ganPytorchData({ set: "data2", size: 2000, seed: 5 });
  // 1000 points each reach out by 2 to 5.5 deviations: the two modes end up about 2 - 6.5 * 0.03 apart.
  const { centres, deviation } = two.modes!, ratio = deviation / (centres[1]! - centres[0]!);
  near(ratio, .03 / 2, 1e-6);
  assert.notDeepEqual(two.points, ganPytorchData({ set: "data2", size: 2000, seed: 6 }).points);
});

Deno.test("min-max scaling stretches every axis for itself", () => {
  const set = fromPoints({ name: "mine", points: [[0, 5], [4, 6], [1, 5.5]] });
  const unit = minMaxScaled(set, { low: 0, high: 1 });
  assert.deepEqual([...unit.points], [0, 0, 1, 1, .25, .5]);
  const wide = mixture({ name: "wide", centres: [[0, 0], [10, 0]], deviation: 1 });
  const drawn = finite(wide, { size: 100, seed: 1 }), scaled = minMaxScaled(drawn);
  assert.equal(scaled.modes, undefined); // ellipses
  const [x, y] = [
    [...drawn.points].filter((_, i) => i % 2 === 0),
    [...drawn.points].filter((_, i) => i % 2 === 1),
  ]
    .map((axis) => range(Float32Array.from(axis)) as [number, number]);
  const area = (x![1] - x![0]) * (y![1] - y![0]) / 4;
  near(
    scaled.density!([0, 0]),
    area * wide.density!([(x![0] + x![1]) / 2, (y![0] + y![1]) / 2]),
    1e-9,
  );
  assert.deepEqual(range(scaled.points), [-1, 1]);
});

Deno.test("min-max scaling of one axis keeps the modes", () => {
  const set = finite(gaussian({ mean: 3, deviation: 2 }), { size: 50, seed: 1 });
  const [low, high] = range(set.points) as [number, number], { modes } = minMaxScaled(set);
  near(modes!.deviation, 2 * 2 / (high - low), 1e-9);
  near(modes!.centres[0]!, (2 * 3 - low - high) / (high - low), 1e-6);
});

Deno.test("what cannot be scaled or does not exist is refused", () => {
  const flat = fromPoints({ name: "flat", points: [[0, 1], [1, 1]] });
  assert.throws(() => minMaxScaled(flat), /flat: all points have the value 1 on axis 1/);
  assert.throws(() => minMaxScaled(flat, { low: 1, high: 1 }), /low is below high/);
  assert.throws(
    () => ganPytorchData({ set: "data3" as never }),
    /ganPytorchData's set is one of "data1", "data2", "warm-up", but "data3" came/,
  );
});

Deno.test("every name makes a data set of that name that can be drawn from", async () => {
  const message = (() => {
    try {
      dataset("?");
    } catch (error) {
      return String(error);
    }
  })()!;
  const names = /known: (.*)/.exec(message)![1]!.split(", ");
  assert.ok(names.length >= 29);
  const points = fromPoints({ name: "mine", points: [[0], [1]] });
  const archives = makeArchives(), at = (folder: string) => ({ folder: `${archives}/${folder}` });
  Deno.writeFileSync(`${archives}/white.png`, createCanvas(4, 4).encode("png"));
  const others: Record<string, [options: Record<string, unknown>, name: string]> = {
    "cifar-10": [at("cifar-10"), "CIFAR-10, train"],
    "coloured-digits": [{}, "coloured digits, train"],
    "digits": [{ part: "test" }, "digits, test"],
    "drawn-faces": [{}, "drawn faces"],
    "faces": [{ part: "test" }, "faces, test"],
    "fashion-mnist": [at("fashion-mnist"), "Fashion-MNIST, train"],
    "image-folder": [{ path: archives, size: 4 }, basename(archives)],
    "mnist": [at("mnist"), "MNIST, train"],
    "stacked-digits": [{ size: 10 }, "stacked digits"],
    "svhn": [at("svhn"), "SVHN, train"],
    "usps": [at("usps"), "USPS, train"],
    "curve": [{ points: [[0, 0], [1, 1]] }, "curve"],
    "finite": [{ of: ring(), size: 5, seed: 1 }, "ring (5 points)"],
    "mirrored": [{ of: digits({ most: 3 }) }, "digits, train, mirrored too"],
    "min-max-scaled": [{ of: points }, "mine, min-max scaled"],
    "scaled": [{ of: ring(), factor: 2 }, "ring x 2"],
    "gan-pytorch": [
      { set: "warm-up", size: 100 },
      "gan-pytorch's warm-up (100 points), min-max scaled",
    ],
  };
  for (const name of names.filter((name) => name !== "file")) {
    const [options, title] = others[name] ?? [{}, name];
    const data = await withData(() => dataset(name, options));
    assert.equal(data.name, title);
    assert.equal(data.extent.length, data.dimension);
    assert.ok(data.extent.every(([low, high]) => low < high));
  }
});

Deno.test("a data set that is made of another one has that one among its options", () => {
  assert.throws(
    () => dataset("scaled", { factor: 2 }),
    /scaled needs of, a data set, but none came/,
  );
  assert.throws(
    () => dataset("min-max-scaled", { of: ring() }),
    /^TypeError: minMaxScaled's of is a data set of given points, but ring came/,
  );
  assert.throws(() => dataset("finite", { of: ring(), sise: 3 }), /finite has no option "sise"/);
});
