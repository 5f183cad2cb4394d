import assert from "node:assert/strict";
import {
  batches,
  colouredDigits,
  digits,
  drawnFaces,
  faces,
  type FiniteDataset,
  fromPoints,
  rowsOf,
  stackedDigits,
} from "saddle/datasets/mod.ts";
import { stream } from "saddle/random/mod.ts";
import { createCanvas } from "saddle/figures/mod.ts";

const counts = ({ labels }: FiniteDataset) =>
  labels!.names.map((_, label) => [...labels!.values].filter((one) => one === label).length);

/** Three grey images of 2 x 2 with ten classes. */
const small = fromPoints({
  name: "small",
  points: [[-1, 1, -1, 1], [1, 1, 1, 1], [-1, -1, 0, 1]],
  shape: [2, 2, 1],
  labels: { values: Uint8Array.of(3, 7, 9), names: "0123456789".split("") },
});

Deno.test("the digits that ship are every sixth and every fifth of MNIST", () => {
  // counted with numpy in the canonical files: bincount(labels[::6]), bincount(labels[::5]), and the
  // mean of the bytes of images[::6] and images[::5]
  assert.deepEqual(counts(digits()), [941, 1132, 1032, 1022, 958, 925, 997, 1026, 978, 989]);
  assert.deepEqual(counts(digits({ part: "test" })), [
    189,
    222,
    212,
    242,
    196,
    186,
    158,
    215,
    193,
    187,
  ]);
  for (const [part, mean] of [["train", 31.34478], ["test", 33.88764]] as const) {
    const { points } = digits({ part, low: 0 });
    const got = 255 * points.reduce((sum, x) => sum + x, 0) / points.length;
    assert.ok(Math.abs(got - mean) < 1e-3, `${got}`);
  }
});

Deno.test("a set of images gives some rows, all points, draws and batches alike", () => {
  const set = digits({ part: "test", most: 50 });
  const rows = rowsOf(set, [7, 0]);
  assert.deepEqual(rows.subarray(0, 784), set.points.subarray(7 * 784, 8 * 784));
  assert.deepEqual(rows.subarray(784), set.points.subarray(0, 784));
  assert.equal(set.points, set.points, "made once");
  const plain = fromPoints({ name: "plain", points: set.points, dimension: 784 });
  const draw = (of: FiniteDataset) => of.sample(stream(1, 0, "data"), 20);
  assert.deepEqual(draw(set), draw(plain));
  const [ours, others] = [set, plain].map((of) => batches(of, stream(2, 0, "data"), 20));
  for (let i = 0; i < 4; i++) {
    assert.deepEqual(ours!.next(), others!.next());
    assert.deepEqual(ours!.places, others!.places);
  }
  assert.throws(() => rowsOf(set, [50]), /digits, test has the places 0 to 49, but 50 came/);
  assert.throws(() => rowsOf(set, [0], new Float32Array(3)), /rowsOf's out is of shape \[1, 784\]/);
});

Deno.test("stacked digits are three digits in three channels, and their number is the label", () => {
  const set = stackedDigits({ of: small, size: 200, seed: 4 });
  const seen = new Set<number>();
  for (let place = 0; place < set.size; place++) {
    const label = set.labels!.values[place]!;
    const image = rowsOf(set, [place]);
    seen.add(label);
    for (let c = 0; c < 3; c++) {
      const digit = Math.floor(label / 10 ** (2 - c)) % 10;
      const of = [...small.labels!.values].indexOf(digit);
      const channel = [0, 1, 2, 3].map((pixel) => image[3 * pixel + c]!);
      const grey = [...small.points.subarray(4 * of, 4 * of + 4)];
      channel.forEach((value, i) => assert.ok(Math.abs(value - grey[i]!) < 1 / 100));
    }
  }
  // 27 numbers of three digits out of 3, 7, 9: all but surely seen in 200 draws (27 (26/27)^200 = .014)
  assert.equal(seen.size, 27);
});

Deno.test("a tint tells all that a grey digit tells: ink where it is white, paper where it is black", () => {
  const set = colouredDigits({ of: small, low: 0 });
  const [a, b] = [0, 1].map((place) => rowsOf(set, [place]));
  const [paper, ink] = [[...a!.subarray(0, 3)], [...a!.subarray(3, 6)]];
  assert.notDeepEqual(paper, ink);
  assert.deepEqual([...a!.subarray(6)], [...paper, ...ink]);
  assert.deepEqual([...b!], [...ink, ...ink, ...ink, ...ink]);
  const several = colouredDigits({ of: digits({ most: 60 }), tints: 4 });
  const papers = new Set(
    Array.from({ length: 60 }, (_, i) => [...rowsOf(several, [i]).subarray(0, 3)].join()),
  );
  assert.equal(papers.size, 4);
});

Deno.test("on a texture or a photo the digit is away from its ground, and the seed decides", async () => {
  const folder = await Deno.makeTempDir(), canvas = createCanvas(90, 70);
  canvas.context.fillStyle = "#28a";
  canvas.context.fillRect(0, 0, 90, 70);
  await Deno.writeFile(`${folder}/photo.png`, canvas.encode("png"));
  for (const ground of ["texture", folder]) {
    const of = digits({ most: 5, size: 32 });
    const set = colouredDigits({ of, ground, low: 0, seed: 1 });
    assert.deepEqual(set.shape, [32, 32, 3]);
    const rows = rowsOf(set, [0, 1, 2, 3, 4]), grey = rowsOf(of, [0, 1, 2, 3, 4]);
    const again = colouredDigits({ of, ground, low: 0, seed: 1 });
    assert.deepEqual(rowsOf(again, [4, 0]).subarray(3072), rows.subarray(0, 3072));
    // where ink ends and paper begins, side by side, colours lie at least 90 of 255 apart in the middle
    const white = grey.findIndex((x) => x > .99);
    const black = Array.from(grey.subarray(0, white)).findLastIndex((x) => x === -1);
    const far = [0, 1, 2].map((c) => Math.abs(rows[3 * white + c]! - rows[3 * black + c]!));
    assert.ok(Math.max(...far) > 90 / 255, `${ground}: ${far}`);
  }
});

Deno.test("what is put together of others refuses what is not grey with labels", () => {
  const bare = fromPoints({ name: "bare", points: [[0, 1]], shape: [1, 2, 1] });
  assert.throws(() => stackedDigits({ of: bare }), {
    name: "RangeError",
    message:
      /stackedDigits's of is a set of grey images with labels of 10 classes, such as digits\(\), but bare came/,
  });
  assert.throws(() => colouredDigits({ of: bare }), /colouredDigits's of is a set of grey images/);
  const wild = fromPoints({
    name: "wild",
    points: [[0, 3]],
    shape: [1, 2, 1],
    labels: { values: Uint8Array.of(0), names: ["0"] },
  });
  assert.throws(
    () => colouredDigits({ of: wild }).points,
    /image 0 of wild has the value 3, not in/,
  );
  assert.throws(
    () => colouredDigits({ of: small, ground: "" }),
    /ground is "tint", "texture", or the path/,
  );
});

Deno.test("faces ship as the drawing makes them, and each is another", () => {
  const set = faces({ low: 0 });
  assert.deepEqual([set.size, set.shape, faces({ part: "test" }).size], [1800, [64, 64, 3], 200]);
  // six kinds of hair of equal chance: each about 300 times, within 5 deviations of sqrt(1800 5 / 36) = 15.8
  for (const count of counts(set)) assert.ok(Math.abs(count - 300) < 79, `${counts(set)}`);
  const drawn = drawnFaces({ low: 0 }).sample(stream(0, 0, "faces"), 3);
  rowsOf(set, [0, 1, 2]).forEach((value, i) => assert.ok(Math.abs(value - drawn[i]!) < 1.5 / 255));
  assert.notDeepEqual(drawn.subarray(0, 12288), drawn.subarray(12288, 24576));
});

Deno.test("an error that shows a set of images does not make all of them", () => {
  const set = digits({ part: "test", most: 3 });
  assert.deepEqual(Object.keys(set).includes("points"), false);
  assert.ok("points" in set);
});

Deno.test("points that would take too much memory are refused, rows of them are not", () => {
  const set = stackedDigits({ of: small, size: 1000 });
  assert.equal(rowsOf(set, [999]).length, 12);
  const large = stackedDigits({ of: digits({ size: 32 }), size: 180_000 });
  assert.throws(() => large.points, {
    name: "RangeError",
    message: /The points of stacked digits would take 2\.2 GB at once\. Read some with rowsOf/,
  });
  assert.equal(rowsOf(large, [179_999]).length, 3072);
});

Deno.test("who asks for the same images again gets the same set, and others for other options", () => {
  const set = digits({ part: "test" });
  assert.equal(digits({ part: "test" }), set);
  assert.notEqual(digits({ part: "test", low: 0 }), set);
  assert.notEqual(digits({ part: "test", size: 32 }), set);
});
