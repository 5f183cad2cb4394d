import { anyText, count, floats, list, open, read, type Spec } from "../options/mod.ts";
import { colours } from "./colours.ts";
import type { Figure } from "./figure.ts";
import { countImages, IMAGE_FORM, type ImageForm } from "./image_strip.ts";
import { type ImageRow, imageRows } from "./image_rows.ts";
import { DESCRIPTION, type Description, requireDescription } from "./require_description.ts";

/** Options of {@linkcode imageGrid}. */
export interface ImageGridOptions extends Description, ImageForm {
  /** Images in a row. @default 10 */
  readonly columns?: number;
  /** Images drawn at most: the first ones. @default 100 */
  readonly most?: number;
  /** A short text under each, such as its class. @default none */
  readonly labels?: readonly string[];
  /**
   * An image for each to stand under it, such as the training image nearest to it. @default none
   */
  readonly nearest?: Float32Array;
  /**
   * How many pixels of the figure a pixel of an image takes along each side. @default so that it is
   * about 640 wide, at most 4
   */
  readonly zoom?: number;
}

/** What fits {@linkcode ImageGridOptions}. */
export const IMAGE_GRID = {
  ...DESCRIPTION,
  ...IMAGE_FORM,
  columns: count(10),
  most: count(100),
  labels: open(list(anyText())),
  nearest: open(floats()),
  zoom: open(count()),
} satisfies Spec<ImageGridOptions>;

/**
 * Images in rows: samples, or data. With labels under them where they have any; with the training
 * image nearest to each under it, framed in the data's blue, the samples in the generator's
 * vermillion: a generator that only remembers shows the same image twice.
 *
 * @param images `[n, height * width * channels]`, row by row, in [-1, 1] or [0, 1]
 * @throws {RangeError} when an option is unknown, there are no images or not whole ones, a value is
 * not finite, or there is not one label or nearest image for each
 * @throws {TypeError} when caption or alt text is missing
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { imageGrid, type ImageGridOptions } from "saddle/figures/mod.ts";
 *
 * const images = Float32Array.from({ length: 6 * 4 }, (_, i) => i / 12 - 1); // six of 2 x 2
 * const options: ImageGridOptions = {
 *   ...{ shape: [2, 2, 1], columns: 3, labels: ["0", "1", "2", "3", "4", "5"] },
 *   ...{ caption: "Six images.", alt: "Two rows of three grey squares" },
 * };
 * assert.equal(imageGrid(images, options).svg!.match(/<image /g)!.length, 2);
 * ```
 */
export function imageGrid(images: Float32Array, options: ImageGridOptions): Figure {
  requireDescription(options, "imageGrid");
  const given = read("imageGrid", options, IMAGE_GRID);
  const { caption, alt, shape, low, columns, most, labels, nearest, zoom } = given;
  const all = countImages("imageGrid", "images", images, shape);
  for (
    const [name, length] of [["labels", labels?.length], [
      "nearest images",
      nearest &&
      countImages("imageGrid", "nearest", nearest, shape),
    ]] as const
  ) {
    if (length === undefined || length === all) continue;
    throw new RangeError(`Expected ${all} ${name} (one an image), got ${length}`);
  }
  const one = shape[0] * shape[1] * shape[2], shown = Math.min(all, most);
  const rows: ImageRow[] = [];
  for (let from = 0; from < shown; from += columns) {
    const to = Math.min(shown, from + columns), names = labels?.slice(from, to);
    const part = (of: Float32Array) => of.subarray(from * one, to * one);
    const named = names ? { names } : {};
    if (!nearest) rows.push({ images: part(images), ...named });
    else {
      const first = from === 0;
      rows.push(
        {
          images: part(images),
          colour: colours.generator,
          ...(first ? { label: "samples, and under each the nearest of the data" } : {}),
        },
        { images: part(nearest), colour: colours.data, joined: true, ...named },
      );
    }
  }
  return imageRows(rows, { caption, alt, shape, low, ...(zoom ? { zoom } : {}) });
}
