import { read, type Spec } from "../../options/mod.ts";
import type { FiniteDataset } from "../types.ts";
import { greySet, SIDE } from "./grey_digits.ts";
import { DIGITS as NAMES, IMAGES, type ImagesOptions } from "./image_set.ts";
import { shared } from "./shared.ts";
import { readShipped, shippedPath } from "./shipped.ts";

/** Options of {@linkcode digits}. */
export interface DigitsOptions extends ImagesOptions {
  /** The images' side in pixels: 28, or 32 with a black border of two. Default 28. */
  readonly size?: 28 | 32;
}

/** What fits {@linkcode DigitsOptions}. */
export const DIGITS = { ...IMAGES, size: SIDE } satisfies Spec<DigitsOptions>;

/**
 * The handwritten digits that ship with Saddle: every sixth training image of MNIST, 10,000, and
 * every fifth test image, 2,000, grey, 28 x 28. No network is needed. {@linkcode mnist} has all of
 * them.
 *
 * MNIST (LeCun, Cortes, Burges 1998) is under CC BY-SA 3.0: see data/README.md.
 *
 * @throws {RangeError} If an option is unknown or does not fit, or the library is a package without
 * data.
 *
 * @example
 * ```ts
 * import { digits, type DigitsOptions } from "saddle/datasets/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const options: DigitsOptions = { part: "test", size: 32 };
 * const set = digits(options);
 * assert.deepEqual([set.size, set.shape], [2000, [32, 32, 1]]);
 * assert.equal(set.labels!.names.length, 10);
 * ```
 */
export function digits(options: DigitsOptions = {}): FiniteDataset {
  const { part, ...given } = read("digits", options, DIGITS);
  const path = shippedPath("digits.parquet", "mnist() fetches them all.");
  return shared(["digits", part, given], [path], () => {
    const { pixels, labels } = readShipped(path, part), shape = [labels.length, 28, 28];
    return greySet({ name: `digits, ${part}`, shape, pixels, labels, names: NAMES }, given);
  });
}
