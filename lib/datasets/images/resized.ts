import { picturePackage } from "./picture_package.ts";

type Shape = readonly [height: number, width: number, channels: number];

/** How a picture takes its size: see {@linkcode resized}. */
export type Fit = "stretch" | "crop";

/**
 * An image of bytes in another size: bilinear, averaged where it gets smaller, as Pillow and
 * torchvision do it. "crop" takes the middle, "stretch" all of it. Only the sides change.
 */
export function resized(
  image: Uint8Array,
  from: Shape,
  to: Shape,
  fit: Fit = "stretch",
): Uint8Array {
  const [height, width, channels] = from, [high, wide] = to;
  const { Transformer } = picturePackage();
  const out = Transformer.fromRgbaPixels(withAlpha(image, channels), width, height)
    .resize(resizing(high, wide, fit)).rawPixelsSync();
  return Uint8Array.from(
    { length: high * wide * channels },
    (_, i) => out[4 * Math.floor(i / channels) + i % channels]!,
  );
}

/** What the package is told. */
export function resizing(height: number, width: number, fit: Fit) {
  // the package's enums are types alone: Triangle is 1, Cover 0, Fill 1
  return { width, height, filter: 1, fit: fit === "crop" ? 0 : 1 };
}

function withAlpha(image: Uint8Array, channels: number): Uint8Array {
  const pixels = image.length / channels, out = new Uint8Array(4 * pixels).fill(255);
  for (let pixel = 0; pixel < pixels; pixel++) {
    for (let c = 0; c < 3; c++) {
      out[4 * pixel + c] = image[pixel * channels + Math.min(c, channels - 1)]!;
    }
  }
  return out;
}
