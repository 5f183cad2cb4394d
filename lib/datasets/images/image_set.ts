import {
  choice,
  count,
  flag,
  open,
  type Option,
  path,
  type Spec,
  type Values,
} from "../../options/mod.ts";
import type { Random } from "../../random/mod.ts";
import { checkDraw, checkLabels } from "../check.ts";
import type { Extent, FiniteDataset, Labels } from "../types.ts";

/** Which images of a collection, and in which range. */
export interface ImagesOptions {
  /** The part: to train with, or to test with. Default "train". */
  readonly part?: "train" | "test";
  /** What black is: -1, or 0. White is 1. Default -1, where generators that end in tanh have it. */
  readonly low?: -1 | 0;
  /** How many images at most: the first ones. Default all. */
  readonly most?: number;
}

/** Which images of a collection, in which range, and where to look for its files. */
export interface CollectionOptions extends ImagesOptions {
  /** A folder with the files, in place of all other sources. Default: see {@linkcode mnist}. */
  readonly folder?: string;
  /** Whether files that are not on this machine are fetched. Default true. */
  readonly download?: boolean;
}

/** What black is. */
export const LOW: Option<-1 | 0> = choice([-1, 0], -1);

/** What fits {@linkcode ImagesOptions}. */
export const IMAGES = {
  part: choice(["train", "test"], "train"),
  low: LOW,
  most: open(count()),
} satisfies Spec<ImagesOptions>;

/** Which images of a collection are taken, every default filled in. */
export type Chosen = Values<typeof IMAGES>;

/** The path of a folder. */
export function folderPath(): Option<string> {
  return { ...path(), fits: "the path of a folder" };
}

/** What fits {@linkcode CollectionOptions}. */
export const COLLECTION = {
  ...IMAGES,
  folder: open(folderPath()),
  download: flag(true),
} satisfies Spec<CollectionOptions>;

/** What is known of a set of images beside their pixels. */
export interface ImagesAbout {
  /** What charts and errors call it. */
  readonly name: string;
  /** The images' size. */
  readonly shape: readonly [height: number, width: number, channels: number];
  /** How many there are. */
  readonly size: number;
  /** Their classes, where they have any. */
  readonly labels?: Labels;
  /** What black is. */
  readonly low: -1 | 0;
}

/** Bytes that all images as numbers may take: beyond it they are read in rows. */
const LARGEST = 2 ** 31;

/**
 * A finite set of images of which each is given as bytes, rows of pixels with the channels
 * innermost, 0 for black. They become numbers when they are asked for, so that a set takes the
 * memory of its bytes.
 *
 * @param pixels The bytes of the image at a place; they are not changed, and read at once.
 */
export function imageSet(
  { name, shape, size, labels, low }: ImagesAbout,
  pixels: (place: number) => Uint8Array,
): FiniteDataset {
  if (size === 0) throw new RangeError(`${name} has no images.`);
  checkLabels(name, labels, size);
  const dimension = shape[0] * shape[1] * shape[2];
  const values = Float32Array.from({ length: 256 }, (_, byte) => low + byte / 255 * (1 - low));
  const rows = (
    places: ArrayLike<number>,
    out: Float32Array = new Float32Array(places.length * dimension),
  ) => {
    for (let i = 0, at = 0; i < places.length; i++) {
      const bytes = pixels(places[i]!);
      for (let k = 0; k < dimension; k++) out[at++] = values[bytes[k]!]!;
    }
    return out;
  };
  let points: Float32Array | undefined;
  const set = {
    name,
    dimension,
    shape,
    size,
    ...(labels ? { labels } : {}),
    extent: new Array<Extent>(dimension).fill([low, 1]),
    rows,
    sample(random: Random, n: number) {
      checkDraw(name, random, n);
      return rows(random.integers(new Int32Array(n), size));
    },
  };
  // not enumerable: who looks through the members of a set, as errors do, shall not
  // decode all of it
  const get = () => points ??= rows(allPlaces(name, size, dimension));
  return Object.defineProperty(set, "points", { get }) as typeof set & {
    readonly points: Float32Array;
  };
}

function allPlaces(name: string, size: number, dimension: number): Int32Array {
  const bytes = 4 * size * dimension;
  if (bytes <= LARGEST) return Int32Array.from({ length: size }, (_, place) => place);
  throw new RangeError(
    `The points of ${name} would take ${
      (bytes / 1e9).toFixed(1)
    } GB at once. Read some with rowsOf(), ` +
      `or batches of them.`,
  );
}

/** As many images as are wanted, of so many. */
export function atMost(most: number | undefined, all: number): number {
  return Math.min(most ?? all, all);
}

/** The first labels of a collection, with what the classes are called. */
export function labelsOf(
  values: Uint8Array | Int32Array,
  names: readonly string[],
  size: number,
): Labels {
  return { values: values.subarray(0, size), names };
}

/** What the ten digits are called. */
export const DIGITS: readonly string[] = Array.from({ length: 10 }, (_, digit) => `${digit}`);
