import { picturePackage } from "./picture_package.ts";
import { type Fit, resized, resizing } from "./resized.ts";

/** What to make of a picture. */
export interface PictureForm {
  /** Its side in pixels. */
  readonly size: number;
  /** 1 for grey, 3 for colour. */
  readonly channels: 1 | 3;
  /** Whether all of it is squeezed into the square, or the middle is cut out. */
  readonly fit: Fit;
}

/** How many channels there are, and in how many bytes each, by the package's types of colour. */
const COLOURS: readonly (readonly [has: 1 | 2 | 3 | 4, each: 1 | 2])[] = [
  ...[[1, 1], [2, 1], [3, 1], [4, 1]] as const,
  ...[[1, 2], [2, 2], [3, 2], [4, 2]] as const,
];

/**
 * The bytes of a PNG, JPEG or WebP picture as rows of pixels, turned as its camera says,
 * transparent parts on white.
 *
 * @throws {Error} If it is no such picture, or not a whole one: says why.
 */
export function decodePicture(bytes: Uint8Array, { size, channels, fit }: PictureForm): Uint8Array {
  checkEnd(bytes);
  const { Transformer } = picturePackage();
  const picture = new Transformer(bytes).rotate();
  const { width, height, orientation = 1, colorType } = picture.metadataSync(true);
  const colour = COLOURS[colorType];
  if (!colour) throw new Error(`its pixels are of the unknown type ${colorType}`);
  const [has, each] = colour;
  if (has % 2 === 1) {
    // opaque: resized as it is
    const raw = picture.resize(resizing(size, size, fit)).rawPixelsSync();
    return recoloured(raw, { has, each }, channels);
  }
  const turned = orientation > 4 ? [width, height] as const : [height, width] as const;
  const whole = recoloured(picture.rawPixelsSync(), { has, each }, channels);
  return resized(whole, [...turned, channels], [size, size, channels], fit);
}

/** A JPEG that is cut off decodes all the same, grey at the bottom: its end mark tells. */
function checkEnd(bytes: Uint8Array): void {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return;
  const view = bytes.subarray(Math.max(0, bytes.length - 65_536));
  for (let at = view.length - 2; at >= 0; at--) {
    if (view[at] === 0xff && view[at + 1] === 0xd9) return;
    if (view[at] === 0xff && view[at + 1] === 0xda) break;
  }
  throw new Error("it is cut off: a JPEG's end mark is missing");
}

/** Pixels of another kind as bytes of grey or of red, green and blue, on white. */
function recoloured(
  raw: Uint8Array,
  { has, each }: { readonly has: 1 | 2 | 3 | 4; readonly each: 1 | 2 },
  channels: 1 | 3,
): Uint8Array {
  if (has === channels && each === 1) return raw;
  const pixels = raw.length / has / each, out = new Uint8Array(pixels * channels);
  // of two bytes the second is the high one
  const at = (pixel: number, c: number) => raw[(pixel * has + c) * each + each - 1]!;
  for (let pixel = 0; pixel < pixels; pixel++) {
    const opaque = has % 2 === 1 ? 1 : at(pixel, has - 1) / 255;
    const value = (c: number) => 255 + opaque * (at(pixel, has > 2 ? c : 0) - 255);
    if (channels === 3) {
      for (let c = 0; c < 3; c++) out[3 * pixel + c] = Math.round(value(c));
    } else {
      // luma as in ITU-R BT.601, which Pillow's "L" is too
      out[pixel] = Math.round(.299 * value(0) + .587 * value(1) + .114 * value(2));
    }
  }
  return out;
}
