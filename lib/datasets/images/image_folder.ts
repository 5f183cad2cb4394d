import { readdirSync } from "node:fs";
import { basename, join, relative, sep } from "node:path";
import { refusedBySystem } from "../../files/mod.ts";
import { checkArgument, choice, count, flag, number, read, type Spec } from "../../options/mod.ts";
import type { FiniteDataset, Labels } from "../types.ts";
import {
  type Decoded,
  decodedBefore,
  decodedInTurn,
  type Decoding,
  type SkippedPicture,
} from "./decoded_folder.ts";
import { folderPath, imageSet, LOW } from "./image_set.ts";
import { withData } from "./not_ready.ts";

/** What to make of the pictures in a folder. */
export interface ImageFolderOptions {
  /** The side in pixels that they get. At most 1,024. */
  readonly size: number;
  /** 3 for colour, 1 for grey. Default 3. */
  readonly channels?: 1 | 3;
  /**
   * Whether a whole picture is squeezed into the square, or its middle is cut out. Default
   * "stretch".
   */
  readonly fit?: "stretch" | "crop";
  /** Whether the set has each picture's mirror image too, behind them all. Default false. */
  readonly mirrored?: boolean;
  /** What black is: -1, or 0. White is 1. Default -1. */
  readonly low?: -1 | 0;
  /** Whether a picture that cannot be read is an error, or is left out. Default "refuse". */
  readonly corrupt?: "refuse" | "skip";
  /** Megabytes of decoded pictures to keep. Default 256: 21,000 of 64 x 64 in colour. */
  readonly memory?: number;
}

/** What fits {@linkcode ImageFolderOptions}. */
export const IMAGE_FOLDER = {
  size: count(undefined, { most: 1024 }),
  channels: choice([3, 1], 3),
  fit: choice(["stretch", "crop"], "stretch"),
  mirrored: flag(false),
  low: LOW,
  corrupt: choice(["refuse", "skip"], "refuse"),
  memory: number({ from: 0 }, 256),
} satisfies Spec<ImageFolderOptions>;

/** Images of a folder. */
export interface ImageFolder extends FiniteDataset {
  /** The pictures that were left out so far. */
  readonly skipped: readonly SkippedPicture[];
}

/**
 * The PNG, JPEG and WebP pictures in a folder and the folders in it, in the order of their paths:
 * your own data. Where they lie in folders of their own, these are their classes. Wasserstein-Div's
 * transform is the default: stretched to a square, bilinear, in [-1, 1]; its random flip is
 * `mirrored: true`, which gives the same pictures in an epoch twice as long.
 *
 * Pictures that fit into `memory` once they are decoded are all decoded at once, so that all that
 * cannot be read are named together. Of a larger folder they are decoded when it is their turn, and
 * no more than `memory` is kept; with `corrupt: "skip"` a picture that then turns out unreadable
 * gives way to the next one.
 *
 * @param path The folder.
 * @throws {RangeError} If there is no such folder or no picture in it, pictures cannot be read
 * (they are named and counted), or an option does not fit.
 *
 * @example
 * ```ts
 * import { imageFolder, type ImageFolderOptions, type SkippedPicture } from "saddle/datasets/mod.ts";
 * import { createCanvas } from "saddle/figures/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const path = await Deno.makeTempDir();
 * await Deno.writeFile(`${path}/white.png`, createCanvas(8, 4).encode("png")); // transparent
 * await Deno.writeTextFile(`${path}/broken.png`, "no picture");
 * await assert.rejects(imageFolder(path, { size: 2 }), /1 of 2 pictures .* broken\.png/);
 * const options: ImageFolderOptions = { size: 2, corrupt: "skip" };
 * const set = await imageFolder(path, options);
 * const skipped: readonly SkippedPicture[] = set.skipped;
 * assert.deepEqual([set.shape, set.size, skipped.length], [[2, 2, 3], 1, 1]);
 * assert.ok(set.points.every((x) => x === 1));
 * ```
 */
export function imageFolder(path: string, options: ImageFolderOptions): Promise<ImageFolder> {
  return withData(() => openImageFolder(path, options));
}

/**
 * {@linkcode imageFolder} of pictures that are decoded already, or will be when it is their turn.
 *
 * @throws {UndecodedPictures} If all are to be decoded at once.
 */
export function openImageFolder(path: string, options: ImageFolderOptions): ImageFolder {
  checkArgument("imageFolder", "path", path, folderPath());
  const given = read("imageFolder", options, IMAGE_FOLDER);
  const { size, channels, memory } = given, length = size * size * channels;
  const files = picturesIn(path), decoding = { ...given, path, files, length };
  const decode = files.length * length <= memory * 1e6 ? decodedBefore : decodedInTurn;
  return folderSet(decode(decoding), decoding);
}

/**
 * The pictures of a folder of photos as {@linkcode openImageFolder}, decoded in their turn in any
 * case.
 */
export function openInTurn(path: string, options: ImageFolderOptions): ImageFolder {
  const given = read("imageFolder", options, IMAGE_FOLDER);
  const length = given.size ** 2 * given.channels;
  const decoding = { ...given, path, files: picturesIn(path), length };
  return folderSet(decodedInTurn(decoding), decoding);
}

function folderSet(
  { kept, skipped, pixels }: Decoded,
  { path, size, channels, mirrored, low }: Decoding & {
    readonly mirrored: boolean;
    readonly low: -1 | 0;
  },
): ImageFolder {
  const shape = [size, size, channels] as const;
  const all = mirrored ? [...kept, ...kept] : kept, labels = classesOf(all);
  const set = imageSet(
    { name: basename(path), shape, size: all.length, low, ...(labels ? { labels } : {}) },
    (place) =>
      place < kept.length ? pixels(place) : mirrorImage(pixels(place - kept.length), shape),
  );
  return Object.assign(set, { skipped });
}

/** The paths of the pictures in a folder and the folders in it, sorted. */
function picturesIn(path: string): string[] {
  const found = entriesOf(path).filter((file) => /\.(png|jpe?g|webp)$/i.test(file)).sort();
  if (found.length > 0) return found;
  throw new RangeError(
    `${path} has no pictures: no file in it ends in .png, .jpg, .jpeg or .webp.`,
  );
}

function entriesOf(path: string): string[] {
  try {
    return readdirSync(path, { withFileTypes: true, recursive: true })
      .filter((entry) => !entry.isDirectory() && !entry.name.startsWith("."))
      .map((entry) => relative(path, join(entry.parentPath, entry.name)).split(sep).join("/"));
  } catch (error) {
    throw refusedBySystem(`The folder ${path}`, "read", error);
  }
}

/** The folders of the pictures as their classes, where each lies in one. */
function classesOf(files: readonly string[]): Labels | undefined {
  const folders = files.map((file) => file.split("/")[0]!);
  if (files.some((file) => !file.includes("/"))) return undefined;
  const names = [...new Set(folders)].sort();
  const places = new Map(names.map((name, place) => [name, place]));
  return { values: Int32Array.from(folders, (folder) => places.get(folder)!), names };
}

/** An image with left and right in each other's place. */
function mirrorImage(
  image: Uint8Array,
  [height, width, channels]: readonly [height: number, width: number, channels: number],
): Uint8Array {
  const out = new Uint8Array(image.length);
  for (let row = 0; row < height * width; row += width) {
    for (let x = 0; x < width; x++) {
      const from = (row + x) * channels, to = (row + width - 1 - x) * channels;
      for (let c = 0; c < channels; c++) out[to + c] = image[from + c]!;
    }
  }
  return out;
}
