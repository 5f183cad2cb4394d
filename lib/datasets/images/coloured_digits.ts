import { count, open, own, part, path, read, type Spec } from "../../options/mod.ts";
import { type Random, stream } from "../../random/mod.ts";
import type { FiniteDataset } from "../types.ts";
import { digits } from "./digits.ts";
import { greyBytes } from "./grey_bytes.ts";
import { imageSet, LOW } from "./image_set.ts";
import { keptPixels } from "./kept_pixels.ts";
import { type Ground, photoGround, textureGround, tintGround } from "./grounds.ts";

/** Options of {@linkcode colouredDigits}. */
export interface ColouredDigitsOptions {
  /** The grey digits. Default those that ship, to train with, 32 x 32. */
  readonly of?: FiniteDataset;
  /** What they stand on: "tint", "texture", or the path of a folder of photos. Default "tint". */
  readonly ground?: string;
  /** How many tints there are, where the ground is "tint". Default 1. At most 10,000. */
  readonly tints?: number;
  /** The seed of the colours. Default 0. */
  readonly seed?: number;
  /** What black is: -1, or 0. White is 1. Default -1. */
  readonly low?: -1 | 0;
}

/** What fits {@linkcode ColouredDigitsOptions}. */
export const COLOURED_DIGITS = {
  of: open(part<FiniteDataset>("a set of images", ["sample", "points"])),
  ground: own<string>({
    fits: '"tint", "texture", or the path of a folder of photos',
    kind: { either: [{ choice: ["tint", "texture"] }, path().kind] },
    is: (value) => typeof value === "string",
    allows: (value) => value !== "",
  }, "tint"),
  tints: count(1, { most: 10_000 }),
  seed: count(0, { from: 0 }),
  low: LOW,
} satisfies Spec<ColouredDigitsOptions>;

/**
 * Digits in colour: another domain with the same classes, to translate to and fro. The ground is
 * - "tint": digits of one colour on a ground of one other, so that a grey digit tells all there is
 *   to know; with `tints` above 1 each has one of so many pairs of colours, which a grey digit does
 *   not tell;
 * - "texture": smooth random colours with stripes, and the digit their inverse;
 * - a folder of photos: a random square of one, and the digit its inverse, as gan-pytorch has it.
 *
 * The colours depend on the seed and the place of the digit alone.
 *
 * @throws {RangeError} If `of` are no grey images with labels, the folder has no pictures or one
 * that cannot be read, or an option does not fit.
 *
 * @example
 * ```ts
 * import { colouredDigits, type ColouredDigitsOptions, digits } from "saddle/datasets/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const options: ColouredDigitsOptions = { of: digits({ most: 10 }), ground: "texture" };
 * const set = colouredDigits(options);
 * assert.deepEqual([set.size, set.shape], [10, [28, 28, 3]]);
 * assert.deepEqual(set.labels, digits({ most: 10 }).labels);
 * ```
 */
export function colouredDigits(options: ColouredDigitsOptions = {}): FiniteDataset {
  const { of = digits({ size: 32 }), ground, tints, seed, low } = read(
    "colouredDigits",
    options,
    COLOURED_DIGITS,
  );
  const { shape: [height, width], labels, pixels } = greyBytes("colouredDigits", of);
  const paint = groundOf(ground, { height, width, tints, random: stream(seed, 0, "tints") });
  const length = height * width * 3;
  return imageSet(
    { name: `coloured ${of.name}`, shape: [height, width, 3], size: of.size, labels, low },
    keptPixels(length, KEPT, (place) => {
      const out = new Uint8Array(length);
      paint(pixels(place), stream(seed, place, "grounds"), out);
      return out;
    }),
  );
}

/** Bytes of painted digits to keep: 60,000 of 32 x 32. */
const KEPT = 60_000 * 3072;

function groundOf(
  ground: string,
  { height, width, tints, random }: {
    readonly height: number;
    readonly width: number;
    readonly tints: number;
    readonly random: Random;
  },
): Ground {
  if (ground === "tint") return tintGround(tints, random);
  if (ground === "texture") return textureGround(height, width);
  return photoGround(ground, height, width);
}
