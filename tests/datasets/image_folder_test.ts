import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  batches,
  dataset,
  finite,
  imageFolder,
  mirrored,
  NotReady,
  ring,
  rowsOf,
  withData,
} from "saddle/datasets/mod.ts";
import { stream } from "saddle/random/mod.ts";
import { createCanvas } from "saddle/figures/mod.ts";
import { ALPHA, EXIF_JPEG, GREY16, NOISE, PALETTE, WEBP } from "./pictures.ts";

/** A folder with these files. */
function folderOf(files: Record<string, Uint8Array | string>): string {
  const folder = Deno.makeTempDirSync();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** The one picture in a folder, as bytes. */
async function bytesOf(file: string, picture: Uint8Array, options = {}): Promise<number[]> {
  const set = await imageFolder(folderOf({ [file]: picture }), { size: 2, low: 0, ...options });
  return [...set.points].map((value) => Math.round(255 * value));
}

/** A picture of one colour. */
function plain(colour: string): Uint8Array {
  const canvas = createCanvas(2, 2);
  canvas.context.fillStyle = colour;
  canvas.context.fillRect(0, 0, 2, 2);
  return canvas.encode("png");
}

const WHITE = [255, 255, 255], BLACK = [0, 0, 0];

/** That bytes are what Pillow makes of the same picture, within one step. */
function assertNear(got: readonly number[], expected: readonly number[]): void {
  assert.equal(got.length, expected.length);
  const far = got.map((byte, i) => Math.abs(byte - expected[i]!));
  assert.ok(far.every((step) => step <= 1), `got ${got}, expected ${expected}`);
}

Deno.test("a picture is resized as Pillow does it, within one step of 255", async () => {
  // Image.resize((3, 3), Image.BILINEAR) of the same picture, and of its convert("L")
  const colour = [109, 147, 163, 189, 146, 99, 106, 152, 121, 134, 124, 160, 105, 160, 113, 144]
    .concat([97, 100, 143, 146, 148, 144, 214, 175, 170, 165, 145]);
  const grey = [138, 153, 135, 130, 139, 112, 145, 189, 164];
  for (const [channels, expected] of [[3, colour], [1, grey]] as const) {
    assertNear(await bytesOf("noise.png", NOISE, { size: 3, channels }), expected);
  }
});

Deno.test("PNG with a palette, of 16 bits or with transparent parts, and WebP, are read", async () => {
  // red and blue, each with what bilinear interpolation takes from the other half
  const half = [219, 0, 36, 36, 0, 219, 219, 0, 36, 36, 0, 219];
  assertNear(await bytesOf("a.webp", WEBP), half);
  assertNear(await bytesOf("a.PNG", PALETTE), half);
  assert.deepEqual(await bytesOf("a.png", GREY16, { channels: 1 }), [0, 255, 128, 1]);
  const middle = [127, 127, 127]; // black of the opacity 128 / 255 on white
  assert.deepEqual(await bytesOf("a.png", ALPHA), [...BLACK, ...WHITE, ...middle, ...BLACK]);
});

Deno.test("a photograph is turned as its camera says", async () => {
  // ImageOps.exif_transpose(...).resize(...): the red left half comes to lie on top
  const turned = [213, 3, 37, 213, 3, 37, 39, 3, 213, 39, 3, 213];
  assertNear(await bytesOf("a.jpg", EXIF_JPEG), turned);
});

Deno.test("crop takes the middle, stretch all of it; values are in [-1, 1]", async () => {
  const canvas = createCanvas(16, 8);
  for (const [i, colour] of ["#f00", "#fff", "#000", "#00f"].entries()) {
    canvas.context.fillStyle = colour;
    canvas.context.fillRect(4 * i, 0, 4, 8);
  }
  const picture = canvas.encode("png");
  // resize((4, 2)).crop((1, 0, 3, 2)), as torchvision's Resize(2), CenterCrop(2); resize((4, 4))
  const middle = [223, 191, 191, 32, 32, 64];
  assertNear(await bytesOf("a.png", picture, { fit: "crop" }), [...middle, ...middle]);
  const row = [255, 36, 36, 223, 191, 191, 32, 32, 64, 0, 0, 219];
  assertNear((await bytesOf("a.png", picture, { size: 4 })).slice(0, 12), row);
  const set = await imageFolder(folderOf({ "a.png": picture }), { size: 4 });
  assert.deepEqual([set.points[0], set.points[9]], [1, -1]);
});

Deno.test("folders are classes; the order is that of the paths; mirror images come behind", async () => {
  const folder = folderOf({
    "b/1.png": plain("#f00"),
    "a/deep/2.png": WEBP,
    "a/1.png": plain("#fff"),
    "a/notes.txt": "no picture",
    "a/.hidden.png": "no picture",
  });
  const set = await imageFolder(folder, { size: 2, low: 0, mirrored: true });
  assert.deepEqual(set.labels, { values: Int32Array.of(0, 0, 1, 0, 0, 1), names: ["a", "b"] });
  const [left, right, mirrorLeft, mirrorRight] = [1, 4].flatMap((place) => {
    const row = rowsOf(set, [place]);
    return [row.slice(0, 3), row.slice(3, 6)];
  });
  assert.ok(left![0]! > .8 && right![2]! > .8, "red beside blue");
  assert.deepEqual([mirrorLeft, mirrorRight], [right, left]);
  const flat = await imageFolder(folderOf({ "1.png": WEBP, "a/2.png": WEBP }), { size: 2 });
  assert.equal(flat.labels, undefined);
});

Deno.test("images are mirrored as those of a folder are, with their classes", async () => {
  const folder = folderOf({ "b/1.png": plain("#f00"), "a/2.png": WEBP });
  const [once, twice] = await Promise.all(
    [false, true].map((mirrored) => imageFolder(folder, { size: 3, mirrored })),
  );
  const set = mirrored(once!);
  assert.deepEqual(set.points, twice!.points);
  assert.deepEqual(set.labels, twice!.labels);
  assert.deepEqual(rowsOf(set, [2]), rowsOf(twice!, [2]));
  assert.throws(() => mirrored(finite(ring(), { size: 3, seed: 1 })), /takes images, but ring/);
});

/** A thousand pictures, of which three are none. */
function thousand(): string {
  const picture = plain("#f00"), jpeg = EXIF_JPEG.subarray(0, EXIF_JPEG.length - 2);
  const files: Record<string, Uint8Array | string> = {};
  for (let i = 0; i < 1000; i++) files[`${String(i).padStart(3, "0")}.png`] = picture;
  files["123.png"] = "not a picture";
  files["500.png"] = picture.subarray(0, picture.length - 20);
  files["999.png"] = jpeg;
  return folderOf(files);
}

Deno.test("corrupt pictures among a thousand are named and counted, or left out", async () => {
  const folder = thousand();
  await assert.rejects(imageFolder(folder, { size: 2 }), {
    name: "RangeError",
    message:
      /^3 of 1000 pictures in .* cannot be read: 123\.png \(.+\), 500\.png \(.+\), 999\.png \(it is cut off: .*\)\. Repair or remove them, or leave them out with corrupt: "skip"\.$/,
  });
  const set = await imageFolder(folder, { size: 2, corrupt: "skip" });
  assert.equal(set.size, 997);
  assert.deepEqual(set.skipped.map(({ file }) => file), ["123.png", "500.png", "999.png"]);
});

Deno.test("of a folder that is larger than the memory no more is kept, and none is decoded before its turn", async () => {
  const folder = thousand();
  const set = await imageFolder(folder, { size: 2, low: 0, memory: .001, corrupt: "skip" });
  assert.deepEqual([set.size, set.skipped.length], [1000, 0]);
  // the next picture stands in for one that cannot be read
  assert.deepEqual([...rowsOf(set, [123, 999]).subarray(0, 3)], [1, 0, 0]);
  assert.deepEqual(set.skipped.map(({ file }) => file), ["123.png", "999.png"]);
  const source = batches(set, stream(1, 0, "data"), 100);
  for (let i = 0; i < 10; i++) source.next();
  assert.equal(set.skipped.length, 3);
  const strict = await imageFolder(folder, { size: 2, memory: .001 });
  assert.equal(rowsOf(strict, [0]).length, 12);
  assert.throws(() => rowsOf(strict, [500]), /1 of 1000 pictures in .* cannot be read: 500\.png/);
});

Deno.test("a folder without pictures, or that is none, is refused", async () => {
  const load = (folder: string) => () => imageFolder(folder, { size: 2 });
  await assert.rejects(load(folderOf({ "a.gif": "" })), {
    name: "RangeError",
    message: /has no pictures: no file in it ends in \.png, \.jpg, \.jpeg or \.webp\.$/,
  });
  await assert.rejects(
    load("/nowhere/at/all"),
    /^RangeError: The folder \/nowhere\/at\/all cannot be read/,
  );
  await assert.rejects(imageFolder(undefined as never, { size: 2 }), /imageFolder needs path/);
  await assert.rejects(
    imageFolder(3 as never, { size: 2 }),
    /^TypeError: imageFolder's path is the path of a folder, but 3 came/,
  );
  const broken = folderOf({ "a.png": "1", "b.png": "2" });
  await assert.rejects(
    imageFolder(broken, { size: 2, corrupt: "skip" }),
    /^RangeError: 2 of 2 pictures/,
  );
});

Deno.test("a folder that is asked for by name is decoded first, and not twice", async () => {
  const path = folderOf({ "1.png": plain("#f00"), "2.png": plain("#fff") }), lines: string[] = [];
  const load = () => dataset("image-folder", { path, size: 2, low: 0 });
  assert.throws(load, NotReady);
  assert.throws(
    load,
    /The 2 pictures in .* are not decoded yet: `await imageFolder\(\.\.\.\)` does it/,
  );
  const set = await withData(load, (line) => lines.push(line));
  assert.equal(set.dimension, 12);
  assert.doesNotThrow(load);
  writeFileSync(join(path, "3.png"), plain("#000"));
  assert.throws(load, /The 3 pictures/);
});
