import { checkArgument, choice, floats, type Option, own, type Spec } from "../options/mod.ts";
import { type Canvas, createCanvas } from "./canvas.ts";
import { requireFinite } from "./require_finite.ts";

/** How the numbers of an image stand: rows of pixels, channels innermost; 1 channel or 3. */
export type ImageShape = readonly [height: number, width: number, channels: number];

/** How images are given. */
export interface ImageForm {
  /** An image's shape, `[height, width, channels]`: a dataset's `shape`. */
  readonly shape: ImageShape;
  /**
   * What black is: -1, or 0. White is 1; what lies beyond is drawn as black or white. @default -1
   */
  readonly low?: -1 | 0;
}

/** What fits a shape. */
export const IMAGE_SHAPE: Option<ImageShape> = own<ImageShape>({
  fits: "a shape [height, width, channels] with 1 or 3 channels",
  is: (value) => Array.isArray(value),
  allows: (shape) =>
    shape.length === 3 && shape.every((side) => Number.isInteger(side) && side > 0) &&
    (shape[2] === 1 || shape[2] === 3),
});

/** What fits an {@linkcode ImageForm}. */
export const IMAGE_FORM = {
  shape: IMAGE_SHAPE,
  low: choice([-1, 0], -1),
} satisfies Spec<ImageForm>;

/**
 * How many images some numbers are.
 *
 * @param owner What an error calls the function.
 * @throws {TypeError} if they are no Float32Array
 * @throws {RangeError} if there are none, not whole ones, or one has a value that is not finite
 */
export function countImages(
  owner: string,
  name: string,
  images: Float32Array,
  shape: ImageShape,
): number {
  checkArgument(owner, name, images, floats());
  const one = shape[0] * shape[1] * shape[2];
  requireFinite(name, images, one);
  return images.length / one;
}

/**
 * Images in rows, a pixel for a pixel, white between them; the last row may be shorter.
 *
 * @param gap Pixels between two images.
 */
export function imageSheet(
  images: Float32Array,
  { shape: [height, width, channels], low = -1 }: ImageForm,
  columns: number,
  gap = 1,
): Canvas {
  const one = height * width * channels, count = images.length / one;
  const rows = Math.ceil(count / columns);
  const canvas = createCanvas(columns * (width + gap) - gap, rows * (height + gap) - gap);
  const { context } = canvas;
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  for (let i = 0; i < count; i++) {
    const picture = context.createImageData(width, height);
    for (let pixel = 0; pixel < height * width; pixel++) {
      for (let c = 0; c < 3; c++) {
        const value = images[i * one + pixel * channels + (channels === 1 ? 0 : c)]!;
        // the array clamps and rounds
        picture.data[4 * pixel + c] = 255 * (value - low) / (1 - low);
      }
      picture.data[4 * pixel + 3] = 255;
    }
    const [column, row] = [i % columns, Math.floor(i / columns)];
    context.putImageData(picture, column * (width + gap), row * (height + gap));
  }
  return canvas;
}
