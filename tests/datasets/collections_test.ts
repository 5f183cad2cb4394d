import assert from "node:assert/strict";
import { join } from "node:path";
import { cifar10, fashionMnist, mnist, svhn, usps } from "saddle/datasets/mod.ts";
import { readMatlab } from "../../lib/datasets/images/matlab.ts";
import { cifarRecords, idx, makeArchives, SMALL_MATLAB_FILE, SVHN_FILE } from "./archives.ts";

const archives = makeArchives();
const at = (folder: string) => ({ folder: join(archives, folder) });

/** A folder with these files. */
async function folderOf(files: Record<string, Uint8Array | string>): Promise<{ folder: string }> {
  const folder = await Deno.makeTempDir();
  for (const [name, content] of Object.entries(files)) {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    await Deno.writeFile(join(folder, name), bytes);
  }
  return { folder };
}

Deno.test("MNIST's images are rows in [-1, 1] or [0, 1], with shape and labels", async () => {
  const set = await mnist(at("mnist"));
  assert.deepEqual([set.name, set.size, set.shape], ["MNIST, train", 3, [28, 28, 1]]);
  assert.deepEqual([...set.labels!.values], [5, 0, 4]);
  // pixel i is i mod 256, by the file that was written; 28 * 28 = 784 = 3 * 256 + 16
  const expected = (i: number) => Math.fround(-1 + (i % 256) / 255 * 2);
  assert.deepEqual(
    [...set.points.subarray(780, 790)],
    [780, 781, 782, 783, 784, 785, 786, 787, 788, 789].map(expected),
  );
  const unit = await mnist({ ...at("mnist"), low: 0, part: "test" });
  assert.deepEqual([unit.size, unit.points[0], unit.extent[0]], [1, 1, [0, 1]]);
});

Deno.test("of 32 x 32 the border is black; most takes the first", async () => {
  const set = await mnist({ ...at("mnist"), part: "test", size: 32 });
  assert.equal(set.points.filter((x) => x === 1).length, 28 * 28);
  assert.deepEqual([set.points[2 * 32 + 1], set.points[2 * 32 + 2]], [-1, 1]);
  const two = await mnist({ ...at("mnist"), most: 2 });
  assert.deepEqual([two.size, [...two.labels!.values]], [2, [5, 0]]);
});

Deno.test("Fashion-MNIST is the same form with other names", async () => {
  const set = await fashionMnist(at("fashion-mnist"));
  assert.equal(set.labels!.names[set.labels!.values[0]!], "Sandal");
});

Deno.test("CIFAR's planes become pixels; of its batches those that are there are taken", async () => {
  const set = await cifar10({ ...at("cifar-10"), low: 0 });
  assert.deepEqual([set.size, set.shape], [6, [32, 32, 3]]);
  assert.deepEqual([...set.labels!.values], [0, 1, 2, 3, 4, 5]);
  // image 5 is (5, 50, 100) everywhere, as it was written
  const fifth = set.points.subarray(5 * 3072, 5 * 3072 + 6);
  assert.deepEqual([...fifth], [5, 50, 100, 5, 50, 100].map((byte) => Math.fround(byte / 255)));
});

Deno.test("SVHN's columns become rows, and the label 10 the digit 0", async () => {
  const set = await svhn({ ...at("svhn"), low: 0 });
  assert.deepEqual([set.size, set.shape, [...set.labels!.values]], [2, [32, 32, 3], [0, 3]]);
  for (const [n, r, c, channel] of [[0, 0, 0, 0], [1, 8, 0, 1], [1, 31, 17, 2], [0, 2, 30, 1]]) {
    const byte = 60 * Math.floor(r! / 8) + 8 * Math.floor(c! / 8) + 3 * channel! + n!;
    const got = set.points[n! * 3072 + (r! * 32 + c!) * 3 + channel!];
    assert.equal(got, Math.fround((byte % 256) / 255));
  }
});

Deno.test("a MATLAB file's arrays are those that scipy wrote; texts are left out", () => {
  const { a, d, y, ...others } = readMatlab(SMALL_MATLAB_FILE, "small.mat");
  // row by row it was [[0, 1, 2], [3, 4, 5]]; MATLAB has the columns
  assert.deepEqual([a!.shape, [...a!.values]], [[2, 3], [0, 3, 1, 4, 2, 5]]);
  assert.deepEqual([d!.shape, [...d!.values]], [[1, 2], [.5, -1]]);
  assert.deepEqual([...y!.values], [1, 2]);
  assert.deepEqual(others, {});
});

Deno.test("USPS's lines in LIBSVM's form, or IDX files, are images", async () => {
  const set = await usps(at("usps"));
  assert.deepEqual([set.size, set.shape, [...set.labels!.values]], [2, [16, 16, 1], [6, 9]]);
  const [first, second, third] = set.points;
  assert.deepEqual([first, second, Math.abs(third! - .5) < 1 / 255], [1, -1, true]);
  const packed = await folderOf({
    "train-images-idx3-ubyte": idx([1, 16, 16], new Uint8Array(256).fill(255)),
    "train-labels-idx1-ubyte": idx([1], [4]),
  });
  const large = await usps({ ...packed, size: 32 });
  assert.deepEqual([large.shape, [...large.labels!.values]], [[32, 32, 1], [4]]);
  assert.ok(large.points.every((x) => x === 1), "interpolated white is white");
});

Deno.test("a folder named in SADDLE_DATA is looked into", async () => {
  Deno.env.set("SADDLE_DATA", archives);
  try {
    assert.equal((await mnist({ download: false })).size, 3);
    assert.equal((await cifar10({ download: false })).size, 6);
    await Deno.rename(join(archives, "cifar-10"), join(archives, "cifar-10-small"));
    assert.equal((await cifar10({ download: false })).size, 6, "what its name begins with serves");
    await Deno.rename(join(archives, "cifar-10-small"), join(archives, "cifar-10"));
  } finally {
    Deno.env.delete("SADDLE_DATA");
  }
});

const images = idx([2, 28, 28], new Uint8Array(2 * 784));
const refused: Record<string, [load: () => Promise<unknown>, message: RegExp]> = {
  "a folder without the file": [
    async () => mnist(await folderOf({})),
    /mnist's folder .* has no file train-images-idx3-ubyte\.gz or train-images-idx3-ubyte\./,
  ],
  "an IDX file that is cut off": [
    async () =>
      mnist(
        await folderOf({
          "train-images-idx3-ubyte": images.subarray(0, 1000),
          "train-labels-idx1-ubyte": idx([2], [1, 2]),
        }),
      ),
    /^train-images-idx3-ubyte is not whole: it has 1000 bytes, but its header says 2 x 28 x 28, which takes 1584/,
  ],
  "an IDX file that ends in its header": [
    async () =>
      mnist(
        await folderOf({
          "train-images-idx3-ubyte": images.subarray(0, 10),
          "train-labels-idx1-ubyte": idx([2], [1, 2]),
        }),
      ),
    /it has 10 bytes, but its header alone takes 16/,
  ],
  "what is no IDX file": [
    async () =>
      mnist(
        await folderOf({
          "train-images-idx3-ubyte": "hello",
          "train-labels-idx1-ubyte": idx([2], [1, 2]),
        }),
      ),
    /is no IDX file of bytes with 3 axes: it starts with \[104, 101, 108, 108\]/,
  ],
  "a packed file that is cut off": [
    async () =>
      mnist(
        await folderOf({
          "train-images-idx3-ubyte.gz": Uint8Array.of(0x1f, 0x8b, 8, 0, 0),
          "train-labels-idx1-ubyte": idx([2], [1, 2]),
        }),
      ),
    /train-images-idx3-ubyte\.gz is damaged or not whole: unexpected end of file/,
  ],
  "a label out of range": [
    async () =>
      mnist(
        await folderOf({
          "train-images-idx3-ubyte": images,
          "train-labels-idx1-ubyte": idx([2], [1, 10]),
        }),
      ),
    /MNIST, train: labels are places in 10 names, but that of row 1 is 10/,
  ],
  "another number of labels": [
    async () =>
      mnist(
        await folderOf({
          "train-images-idx3-ubyte": images,
          "train-labels-idx1-ubyte": idx([3], [1, 2, 3]),
        }),
      ),
    /MNIST, train has 2 images, but 3 labels/,
  ],
  "images of another size": [
    async () =>
      mnist(
        await folderOf({
          "train-images-idx3-ubyte": idx([1, 40, 40], new Uint8Array(1600)),
          "train-labels-idx1-ubyte": idx([1], [1]),
        }),
      ),
    /MNIST, train has images of 40 x 40, which do not fit into 28 x 28/,
  ],
  "CIFAR records that are cut off": [
    async () => cifar10(await folderOf({ "data_batch_1.bin": cifarRecords(2).subarray(0, 4000) })),
    /data_batch_1\.bin is not whole: it has 4000 bytes, where a multiple of 3073 is expected/,
  ],
  "a CIFAR label out of range": [
    async () => cifar10(await folderOf({ "data_batch_1.bin": new Uint8Array(3073).fill(11) })),
    /labels are places in 10 names, but that of row 0 is 11/,
  ],
  "a MATLAB file that is cut off": [
    async () => svhn(await folderOf({ "train_32x32.mat": SVHN_FILE.subarray(0, 300) })),
    /train_32x32\.mat is not whole: a part of 251 bytes begins where 164 are left/,
  ],
  "a MATLAB file without the arrays": [
    async () => svhn(await folderOf({ "train_32x32.mat": SMALL_MATLAB_FILE })),
    /holds no bytes X of shape \[32, 32, 3, images\] with a label y for each: X is \[missing\]/,
  ],
  "a MATLAB 7.3 file": [
    async () => svhn(await folderOf({ "train_32x32.mat": "MATLAB 7.3 MAT-file" })),
    /is a MATLAB 7\.3 file, which is HDF5/,
  ],
  "a USPS line with another label": [
    async () => usps(await folderOf({ "usps": "0 1:1\n" })),
    /^usps: line 1 has the label "0", expected 1 to 10/,
  ],
  "a USPS line with another place": [
    async () => usps(await folderOf({ "usps": "1 257:1\n" })),
    /^usps: line 1 has "257:1", expected place:value with a place from 1 to 256/,
  ],
};

for (const [what, [load, message]] of Object.entries(refused)) {
  Deno.test(`${what} is refused with the file and what was expected`, async () => {
    await assert.rejects(load(), { name: "RangeError", message });
  });
}
