import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { parseTar } from "nanotar";
import { read, type Spec } from "../../options/mod.ts";
import type { FiniteDataset } from "../types.ts";
import type { Archive, ArchiveFile } from "./archive.ts";
import { findFile } from "./find_file.ts";
import {
  atMost,
  type Chosen,
  COLLECTION,
  type CollectionOptions,
  imageSet,
  labelsOf,
} from "./image_set.ts";
import { withData } from "./not_ready.ts";
import { shared } from "./shared.ts";
import { readUnpacked } from "./unpacked.ts";

const SIDE = 32, PLANE = SIDE * SIDE, RECORD = 1 + 3 * PLANE;

const ARCHIVE: Archive = { title: "CIFAR-10", call: "cifar10", folder: "cifar-10" };

const PACKED: ArchiveFile = {
  name: "cifar-10-binary.tar.gz",
  bytes: 170052171,
  sum: {
    kind: "sha256",
    hex: "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
  },
  addresses: ["https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"],
};

/** The files of a part, in order. */
const FILES = {
  train: [1, 2, 3, 4, 5].map((batch) => `data_batch_${batch}.bin`),
  test: ["test_batch.bin"],
} as const;

/** What the classes are called, by the collection's batches.meta.txt. */
const NAMES = [
  ...["airplane", "automobile", "bird", "cat", "deer"],
  ...["dog", "frog", "horse", "ship", "truck"],
];

/**
 * CIFAR-10: photographs in ten classes, 50,000 to train with and 10,000 to test with, 32 x 32 in
 * colour (Krizhevsky 2009; no licence stated). Looked for as {@linkcode mnist} is, as
 * `cifar-10-binary.tar.gz`, or unpacked; of a folder that has only some of its batches these are
 * taken.
 *
 * @throws {RangeError} As {@linkcode mnist}.
 *
 * @example
 * ```ts
 * import { cifar10 } from "saddle/datasets/mod.ts";
 * import assert from "node:assert/strict";
 *
 * // A record is a label, and a plane of 32 x 32 bytes for red, green and blue.
 * const folder = await Deno.makeTempDir();
 * const record = new Uint8Array(3073).fill(255, 1, 1025);
 * await Deno.writeFile(`${folder}/data_batch_1.bin`, record);
 * const red = await cifar10({ folder });
 * assert.deepEqual([...red.points.subarray(0, 3)], [1, -1, -1]);
 * ```
 */
export function cifar10(options: CollectionOptions = {}): Promise<FiniteDataset> {
  return withData(() => openCifar10(options));
}

/** What fits the options of {@linkcode cifar10}. */
export const CIFAR_10 = COLLECTION satisfies Spec<CollectionOptions>;

/** {@linkcode cifar10} of files that are on this machine. */
export function openCifar10(options: CollectionOptions = {}): FiniteDataset {
  const { part, low, most, folder, download } = read("cifar10", options, CIFAR_10);
  const others = FILES[part].flatMap((name) => [name, join("cifar-10-batches-bin", name)]);
  const found = findFile(ARCHIVE, PACKED, { folder, download }, others);
  return shared(["cifar10", part, low, most], [found], () => setOf(found, { part, low, most }));
}

function setOf(
  found: string,
  { part, low, most }: Chosen,
): FiniteDataset {
  const files = found.endsWith(".bin") ? besides(found, FILES[part]) : inTar(found, FILES[part]);
  const counts = files.map(({ name, bytes }) => recordsOf(name, bytes));
  const size = atMost(most, counts.reduce((sum, count) => sum + count, 0));
  const places = new Array<Uint8Array>(size);
  const labels = new Uint8Array(size);
  let place = 0;
  for (const { bytes } of files) {
    for (let at = 0; at < bytes.length && place < size; at += RECORD, place++) {
      labels[place] = bytes[at]!;
      places[place] = bytes.subarray(at + 1, at + RECORD);
    }
  }
  const about = { name: `${ARCHIVE.title}, ${part}`, shape: [SIDE, SIDE, 3] as const, size, low };
  return imageSet(
    { ...about, labels: labelsOf(labels, NAMES, size) },
    (place) => interleaved(places[place]!),
  );
}

interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Those of the files that lie in the folder of one of them. */
function besides(path: string, names: readonly string[]): NamedBytes[] {
  const folder = path.slice(0, -basename(path).length);
  return names.filter((name) => existsSync(folder + name))
    .map((name) => ({ name, bytes: readUnpacked(folder + name) }));
}

function inTar(path: string, names: readonly string[]): NamedBytes[] {
  const entries = parseTar(readUnpacked(path));
  return names.map((name) => {
    const bytes = entries.find((entry) => basename(entry.name) === name)?.data;
    if (bytes) return { name, bytes };
    throw new RangeError(`${basename(path)} has no file ${name}.`);
  });
}

/** How many records a file has. */
function recordsOf(name: string, { length }: Uint8Array): number {
  if (length > 0 && length % RECORD === 0) return length / RECORD;
  throw new RangeError(
    `${name} is not whole: it has ${length} bytes, where a multiple of ${RECORD} is expected, a label ` +
      `and 3,072 bytes an image.`,
  );
}

/** An image of three planes with its channels innermost. */
function interleaved(planes: Uint8Array): Uint8Array {
  const out = new Uint8Array(3 * PLANE);
  for (let pixel = 0; pixel < PLANE; pixel++) {
    for (let c = 0; c < 3; c++) out[3 * pixel + c] = planes[c * PLANE + pixel]!;
  }
  return out;
}
