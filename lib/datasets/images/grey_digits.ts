import { choice, type Option } from "../../options/mod.ts";
import type { FiniteDataset, Labels } from "../types.ts";
import { atMost, imageSet, type ImagesOptions, labelsOf } from "./image_set.ts";

/** Their side in pixels. */
export const SIDE: Option<28 | 32> = choice([28, 32], 28);

/** Small grey images with classes, as bytes. */
export interface GreyImages {
  /** What charts and errors call them. */
  readonly name: string;
  /** `[count, height, width]`. */
  readonly shape: readonly number[];
  /** The pixels, row by row; 0 is black. */
  readonly pixels: Uint8Array;
  /** A class each. */
  readonly labels: Uint8Array;
  /** What the classes are called. */
  readonly names: readonly string[];
}

/**
 * Grey images as a set, on a larger ground where they are smaller than `size`.
 *
 * @throws {RangeError} If there is not one label an image, one is out of range, or images are larger
 * than `size`.
 */
export function greySet(
  { name, shape, pixels, labels, names }: GreyImages,
  { low, most, size }: Required<Pick<ImagesOptions, "low">> & {
    readonly most: number | undefined;
    readonly size: number;
  },
): FiniteDataset {
  const [count, height, width] = shape as readonly [number, number, number];
  if (count !== labels.length) {
    throw new RangeError(`${name} has ${count} images, but ${labels.length} labels.`);
  }
  if (height > size || width > size) {
    throw new RangeError(
      `${name} has images of ${height} x ${width}, which do not fit into ${size} x ${size}. ` +
        `imageFolder() makes pictures of any size fit.`,
    );
  }
  const shown = atMost(most, count), one = height * width;
  const classes: Labels = labelsOf(labels, names, shown);
  const image = (place: number) => pixels.subarray(place * one, (place + 1) * one);
  return imageSet(
    { name, shape: [size, size, 1], size: shown, labels: classes, low },
    height === size && width === size
      ? image
      : (place) => bordered(image(place), { height, width }, size),
  );
}

/** An image in the middle of a black square that is no smaller. */
function bordered(
  image: Uint8Array,
  { height, width }: { readonly height: number; readonly width: number },
  size: number,
): Uint8Array {
  const out = new Uint8Array(size * size);
  const top = (size - height) >> 1, left = (size - width) >> 1;
  for (let y = 0; y < height; y++) {
    out.set(image.subarray(y * width, (y + 1) * width), (y + top) * size + left);
  }
  return out;
}
