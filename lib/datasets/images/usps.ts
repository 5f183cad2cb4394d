import { basename } from "node:path";
import { choice, read, type Spec } from "../../options/mod.ts";
import type { FiniteDataset } from "../types.ts";
import type { Archive, ArchiveFile } from "./archive.ts";
import { findFile } from "./find_file.ts";
import { type GreyImages, greySet } from "./grey_digits.ts";
import { readIdx } from "./idx.ts";
import { COLLECTION, type CollectionOptions, DIGITS } from "./image_set.ts";
import { withData } from "./not_ready.ts";
import { resized } from "./resized.ts";
import { shared } from "./shared.ts";
import { readUnpacked } from "./unpacked.ts";

/** Options of {@linkcode usps}. */
export interface UspsOptions extends CollectionOptions {
  /** The images' side in pixels: their own 16, or as large as MNIST's. Default 16. */
  readonly size?: 16 | 28 | 32;
}

/** What fits {@linkcode UspsOptions}. */
export const USPS = {
  ...COLLECTION,
  size: choice([16, 28, 32], 16),
} satisfies Spec<UspsOptions>;

const SIDE = 16, PIXELS = SIDE * SIDE;

const ARCHIVE: Archive = { title: "USPS", call: "usps", folder: "usps" };

const FILES: { readonly [part in "train" | "test"]: ArchiveFile } = {
  train: fileOf("usps.bz2", 6579383, "ec16c51db3855ca6c91edd34d0e9b197"),
  test: fileOf("usps.t.bz2", 1831726, "8ea070ee2aca1ac39742fdd1ef5ed118"),
};

function fileOf(name: string, bytes: number, hex: string): ArchiveFile {
  const at = "https://www.csie.ntu.edu.tw/~cjlin/libsvmtools/datasets/multiclass/";
  return { name, bytes, sum: { kind: "md5", hex }, addresses: [`${at}${name}`] };
}

/** The same images in MNIST's form. */
const IDX = {
  train: ["train-images-idx3-ubyte", "train-labels-idx1-ubyte"],
  test: ["t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"],
} as const;

/**
 * USPS: digits from envelopes, 7,291 to train with and 2,007 to test with, grey, 16 x 16 (Hull
 * 1994; no licence stated). Looked for as {@linkcode mnist} is, as `usps.bz2` and `usps.t.bz2` in
 * LIBSVM's form (label + 1, then place:value with values in [-1, 1]), or in MNIST's form, as
 * `train-images-idx3-ubyte` and so on. Larger images are interpolated.
 *
 * @throws {RangeError} As {@linkcode mnist}.
 *
 * @example
 * ```ts
 * import { usps, type UspsOptions } from "saddle/datasets/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const folder = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${folder}/usps`, "8 1:1 2:-1 256:0\n");
 * const options: UspsOptions = { folder };
 * const set = await usps(options);
 * assert.deepEqual([...set.labels!.values], [7]);
 * assert.deepEqual([...set.points.subarray(0, 3)], [1, -1, -1]);
 * ```
 */
export function usps(options: UspsOptions = {}): Promise<FiniteDataset> {
  return withData(() => openUsps(options));
}

/** {@linkcode usps} of files that are on this machine. */
export function openUsps(options: UspsOptions = {}): FiniteDataset {
  const { part, low, most, size, folder, download } = read("usps", options, USPS);
  const looking = { folder, download }, [images, labels] = IDX[part];
  const found = findFile(ARCHIVE, FILES[part], looking, [images, `${images}.gz`]);
  const name = `${ARCHIVE.title}, ${part}`;
  return shared(["usps", low, most, size], [found], () => {
    const small = found.includes(images)
      ? ofIdx(name, found, found.replace(images, labels))
      : ofLibsvm(name, readUnpacked(found), basename(found));
    return greySet(size === SIDE ? small : enlarged(small, size), { low, most, size });
  });
}

function ofIdx(name: string, images: string, labels: string): GreyImages {
  const { shape, values } = readIdx(readUnpacked(images), basename(images), 3);
  const classes = readIdx(readUnpacked(labels), basename(labels), 1).values;
  return { name, shape, pixels: values, labels: classes, names: DIGITS };
}

function ofLibsvm(name: string, bytes: Uint8Array, file: string): GreyImages {
  const lines = new TextDecoder().decode(bytes).split("\n").filter((line) => line.trim() !== "");
  const pixels = new Uint8Array(lines.length * PIXELS), labels = new Uint8Array(lines.length);
  lines.forEach((line, row) => {
    const [label, ...fields] = line.trim().split(/\s+/);
    if (!/^([1-9]|10)$/.test(label!)) {
      throw new RangeError(
        `${file}: line ${row + 1} has the label ${JSON.stringify(label)}, expected 1 to 10.`,
      );
    }
    labels[row] = Number(label) - 1;
    for (const field of fields) {
      const [place, value] = field.split(":").map(Number);
      if (!(place! >= 1 && place! <= PIXELS && Math.abs(value!) <= 1)) {
        throw new RangeError(
          `${file}: line ${row + 1} has ${
            JSON.stringify(field)
          }, expected place:value with a place ` +
            `from 1 to ${PIXELS} and a value from -1 to 1.`,
        );
      }
      pixels[row * PIXELS + place! - 1] = Math.round((value! + 1) * 127.5);
    }
  });
  return { name, shape: [lines.length, SIDE, SIDE], pixels, labels, names: DIGITS };
}

function enlarged(images: GreyImages, size: number): GreyImages {
  const [count, height, width] = images.shape as readonly [number, number, number];
  const pixels = new Uint8Array(count * size * size), one = height * width;
  for (let i = 0; i < count; i++) {
    const small = images.pixels.subarray(i * one, (i + 1) * one);
    pixels.set(resized(small, [height, width, 1], [size, size, 1]), i * size * size);
  }
  return { ...images, shape: [count, size, size], pixels };
}
