import type { Metadata, Transformer } from "@napi-rs/image";
import { tookForeignMemory } from "./foreign_memory.ts";
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
export function decodePicture(bytes: Uint8Array, form: PictureForm): Uint8Array {
  const picture = opened(bytes), kind = kindOf(picture.metadataSync(true));
  return finished(begun(picture, kind, form).rawPixelsSync(), kind, form);
}

/** What is known of a picture before its pixels. */
interface PictureKind {
  readonly has: 1 | 2 | 3 | 4;
  readonly each: 1 | 2;
  /** Its height and width, once it is turned. */
  readonly sides: readonly [height: number, width: number];
}

function opened(bytes: Uint8Array): Transformer {
  checkEnd(bytes);
  return new (picturePackage().Transformer)(bytes).rotate();
}

function kindOf({ width, height, orientation = 1, colorType }: Metadata): PictureKind {
  const colour = COLOURS[colorType];
  if (!colour) throw new Error(`its pixels are of the unknown type ${colorType}`);
  const [has, each] = colour;
  tookForeignMemory(width * height * has * each);
  return { has, each, sides: orientation > 4 ? [width, height] : [height, width] };
}

/** An opaque picture is resized by the package, a transparent one once it lies on white. */
function begun(
  picture: Transformer,
  { has }: PictureKind,
  { size, fit }: PictureForm,
): Transformer {
  return has % 2 === 1 ? picture.resize(resizing(size, size, fit)) : picture;
}

function finished(
  raw: Uint8Array,
  { has, each, sides }: PictureKind,
  { size, channels, fit }: PictureForm,
): Uint8Array {
  // copied: small bytes of a buffer of Node's would keep a large one
  const pixels = recoloured(raw, { has, each }, channels);
  if (has % 2 === 1) return pixels;
  return resized(pixels, [...sides, channels], [size, size, channels], fit);
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
  if (has === channels && each === 1) return new Uint8Array(raw);
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
