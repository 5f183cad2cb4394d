import { count, open, part, read, type Spec } from "../../options/mod.ts";
import { stream } from "../../random/mod.ts";
import type { FiniteDataset, Labels } from "../types.ts";
import { digits } from "./digits.ts";
import { imageSet, LOW } from "./image_set.ts";
import { greyBytes } from "./grey_bytes.ts";

/** Options of {@linkcode stackedDigits}. */
export interface StackedDigitsOptions {
  /**
   * The grey digits that are stacked, with labels 0 to 9. Default those that ship, to train with.
   */
  readonly of?: FiniteDataset;
  /** How many stacks. Default 128,000, as in PacGAN. At most 1,000,000. */
  readonly size?: number;
  /** The seed of the drawing. Default 0. */
  readonly seed?: number;
  /** What black is: -1, or 0. White is 1. Default -1. */
  readonly low?: -1 | 0;
}

/** What fits {@linkcode StackedDigitsOptions}. */
export const STACKED_DIGITS = {
  of: open(part<FiniteDataset>("a set of images", ["sample", "points"])),
  size: count(128_000, { most: 1_000_000 }),
  seed: count(0, { from: 0 }),
  low: LOW,
} satisfies Spec<StackedDigitsOptions>;

/**
 * Stacked digits: three digits drawn at random as the red, the green and the blue of one image.
 * There are 1,000 modes of equal weight, the numbers 000 to 999, which are the labels: what a
 * generator that drops modes is measured on (Metz et al. 2017, section 3.3.1; Lin et al. 2018,
 * section 4.2).
 *
 * @throws {RangeError} If `of` are no grey images with ten classes, or an option does not fit.
 *
 * @example
 * ```ts
 * import { digits, stackedDigits, type StackedDigitsOptions } from "saddle/datasets/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const options: StackedDigitsOptions = { of: digits({ most: 100 }), size: 500 };
 * const set = stackedDigits(options);
 * assert.deepEqual([set.size, set.shape], [500, [28, 28, 3]]);
 * assert.equal(set.labels!.names[42], "042");
 * ```
 */
export function stackedDigits(options: StackedDigitsOptions = {}): FiniteDataset {
  const { of = digits(), size, seed, low } = read("stackedDigits", options, STACKED_DIGITS);
  const { shape: [height, width], labels, pixels } = greyBytes("stackedDigits", of, 10);
  const drawn = stream(seed, 0, "stacked digits").integers(new Int32Array(3 * size), of.size);
  const numbers = Int32Array.from({ length: size }, (_, place) => {
    const [red, green, blue] = drawn.subarray(3 * place, 3 * place + 3);
    return 100 * labels.values[red!]! + 10 * labels.values[green!]! + labels.values[blue!]!;
  });
  return imageSet(
    { name: "stacked digits", shape: [height, width, 3], size, low, labels: named(numbers) },
    (place) => {
      const out = new Uint8Array(height * width * 3);
      for (let c = 0; c < 3; c++) {
        const digit = pixels(drawn[3 * place + c]!);
        for (let pixel = 0; pixel < digit.length; pixel++) out[3 * pixel + c] = digit[pixel]!;
      }
      return out;
    },
  );
}

function named(values: Int32Array): Labels {
  const names = Array.from({ length: 1000 }, (_, number) => `${number}`.padStart(3, "0"));
  return { values, names };
}
