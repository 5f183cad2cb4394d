import { read, type Spec } from "../../options/mod.ts";
import type { FiniteDataset } from "../types.ts";
import type { Archive, ArchiveFile } from "./archive.ts";
import { findFile } from "./find_file.ts";
import {
  atMost,
  type Chosen,
  COLLECTION,
  type CollectionOptions,
  DIGITS,
  imageSet,
  labelsOf,
} from "./image_set.ts";
import { readMatlab } from "./matlab.ts";
import { withData } from "./not_ready.ts";
import { shared } from "./shared.ts";
import { readUnpacked } from "./unpacked.ts";

const SIDE = 32, PLANE = SIDE * SIDE, IMAGE = 3 * PLANE;

const ARCHIVE: Archive = { title: "SVHN", call: "svhn", folder: "svhn" };

const FILES: { readonly [part in "train" | "test"]: ArchiveFile } = {
  train: fileOf("train_32x32.mat", 182040794, "e26dedcc434d2e4c54c9b2d4a06d8373"),
  test: fileOf("test_32x32.mat", 64275384, "eb5a983be6a315427106f1b164d9cef3"),
};

function fileOf(name: string, bytes: number, hex: string): ArchiveFile {
  const addresses = [`http://ufldl.stanford.edu/housenumbers/${name}`];
  return { name, bytes, sum: { kind: "md5", hex }, addresses };
}

/** What fits the options of {@linkcode svhn}. */
export const SVHN = COLLECTION satisfies Spec<CollectionOptions>;

/**
 * SVHN, cropped: house numbers in photographs, 73,257 digits to train with and 26,032 to test with,
 * 32 x 32 in colour (Netzer et al. 2011; for non-commercial use). Looked for as {@linkcode mnist}
 * is, as `train_32x32.mat` and `test_32x32.mat`. The digit 0, which the files label 10, has the
 * label 0.
 *
 * @throws {RangeError} As {@linkcode mnist}.
 *
 * @example
 * ```ts
 * import { svhn } from "saddle/datasets/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const folder = await Deno.makeTempDir();
 * await Deno.writeTextFile(`${folder}/train_32x32.mat`, "no such file");
 * await assert.rejects(svhn({ folder }), /train_32x32\.mat is no MATLAB 5 file/);
 * ```
 */
export function svhn(options: CollectionOptions = {}): Promise<FiniteDataset> {
  return withData(() => openSvhn(options));
}

/** {@linkcode svhn} of files that are on this machine. */
export function openSvhn(options: CollectionOptions = {}): FiniteDataset {
  const { part, low, most, folder, download } = read("svhn", options, SVHN);
  const found = findFile(ARCHIVE, FILES[part], { folder, download });
  return shared(["svhn", low, most], [found], () => setOf(found, { part, low, most }));
}

function setOf(
  found: string,
  { part, low, most }: Chosen,
): FiniteDataset {
  const { name } = FILES[part];
  const { X, y } = readMatlab(readUnpacked(found), name);
  const count = X?.shape[3] ?? 0;
  const fits = X?.values instanceof Uint8Array && X.values.length === count * IMAGE &&
    X.shape[0] === SIDE && X.shape[1] === SIDE;
  if (!fits || y?.values.length !== count) {
    throw new RangeError(
      `${name} holds no bytes X of shape [32, 32, 3, images] with a label y for each: X is ` +
        `[${X?.shape.join(", ") ?? "missing"}], y is [${y?.shape.join(", ") ?? "missing"}].`,
    );
  }
  const labels = Uint8Array.from(y.values, (label) => label === 10 ? 0 : label);
  const size = atMost(most, count), pixels = X.values as Uint8Array;
  const about = { name: `${ARCHIVE.title}, ${part}`, shape: [SIDE, SIDE, 3] as const, size, low };
  return imageSet(
    { ...about, labels: labelsOf(labels, DIGITS, size) },
    (place) => transposed(pixels.subarray(place * IMAGE, (place + 1) * IMAGE)),
  );
}

/** An image of planes, each column by column, as rows of pixels. */
function transposed(planes: Uint8Array): Uint8Array {
  const out = new Uint8Array(IMAGE);
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      for (let c = 0; c < 3; c++) out[(y * SIDE + x) * 3 + c] = planes[c * PLANE + x * SIDE + y]!;
    }
  }
  return out;
}
