import { count, open, read, type Spec } from "../options/mod.ts";
import { createCanvas } from "./canvas.ts";
import { countImages, IMAGE_FORM, type ImageForm, imageSheet } from "./image_strip.ts";

/** Options of {@linkcode imagePng}. */
export interface ImagePngOptions extends ImageForm {
  /** Images in a row. @default about as many as there are rows, at most 10 */
  readonly columns?: number;
  /** How many pixels a pixel of an image takes along each side. @default 1 */
  readonly zoom?: number;
}

/** What fits {@linkcode ImagePngOptions}. */
export const IMAGE_PNG = {
  ...IMAGE_FORM,
  columns: open(count()),
  zoom: count(1, { most: 64 }),
} satisfies Spec<ImagePngOptions>;

/**
 * Images in rows as the bytes of one PNG picture, a white line between two of them; or one image,
 * pixel for pixel.
 *
 * @param images `[n, height * width * channels]`, row by row, in [-1, 1] or [0, 1]
 * @throws {RangeError} when an option is unknown or does not fit, there are no images or not whole
 * ones, or a value is not finite
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { imagePng, type ImagePngOptions } from "saddle/figures/mod.ts";
 *
 * const options: ImagePngOptions = { shape: [2, 2, 1], columns: 3, zoom: 4 };
 * const png = imagePng(new Float32Array(5 * 4), options); // two rows, the second of two images
 * const view = new DataView(png.buffer, png.byteOffset);
 * assert.deepEqual([view.getUint32(16), view.getUint32(20)], [4 * (2 + 1 + 2 + 1 + 2), 4 * 5]);
 * ```
 */
export function imagePng(images: Float32Array, options: ImagePngOptions): Uint8Array {
  const { shape, low, columns, zoom } = read("imagePng", options, IMAGE_PNG);
  const n = countImages("imagePng", "images", images, shape);
  const across = Math.min(n, columns ?? Math.min(10, Math.ceil(Math.sqrt(n))));
  const sheet = imageSheet(images, { shape, low }, across);
  if (zoom === 1) return sheet.encode("png");
  const { context, encode } = createCanvas(sheet.width * zoom, sheet.height * zoom);
  context.imageSmoothingEnabled = false;
  context.drawImage(sheet.source, 0, 0, sheet.width * zoom, sheet.height * zoom);
  return encode("png");
}
