import type { ImageShape } from "../figures/mod.ts";

/**
 * Images `[n, height * width * channels]` with each square of so many pixels as one, their mean.
 */
export function shrunk(
  images: Float32Array,
  [height, width, channels]: ImageShape,
  side: number,
): Float32Array {
  const one = height * width * channels, across = width / side;
  const out = new Float32Array(images.length / side ** 2);
  images.forEach((value, i) => {
    const at = i % one, pixel = Math.floor(at / channels);
    const [y, x] = [Math.floor(pixel / width / side), Math.floor(pixel % width / side)];
    out[(i - at) / side ** 2 + (y * across + x) * channels + at % channels]! += value / side ** 2;
  });
  return out;
}

/** Images `[n, height * width * channels]` with each square of so many pixels in its mean colour. */
export function blocks(
  images: Float32Array,
  shape: ImageShape,
  side: number,
): Float32Array {
  const [height, width, channels] = shape;
  const one = height * width * channels, across = width / side;
  const means = shrunk(images, shape, side);
  return images.map((_, i) => {
    const at = i % one, pixel = Math.floor(at / channels);
    const [y, x] = [Math.floor(pixel / width / side), Math.floor(pixel % width / side)];
    return means[(i - at) / side ** 2 + (y * across + x) * channels + at % channels]!;
  });
}
