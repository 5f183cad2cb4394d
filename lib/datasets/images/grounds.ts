import type { Random } from "../../random/mod.ts";
import { openInTurn } from "./image_folder.ts";
import { rowsOf } from "../rows_of.ts";

/** Puts a grey digit on a ground in colour: both in bytes, the digit one a pixel. */
export type Ground = (digit: Uint8Array, random: Random, out: Uint8Array) => void;

type Colour = readonly number[];

/** Digits of one colour on a ground of one other, or of several such pairs. */
export function tintGround(tints: number, random: Random): Ground {
  const pairs = Array.from({ length: tints }, (_, i): readonly [ink: Colour, paper: Colour] => {
    // far apart on the circle of hues, so that tints differ
    const hue = (i + .5 * random.next()) / tints + .08;
    return [hued(hue, .95), hued(hue + .45, .3)];
  });
  return (digit, random, out) => {
    const [ink, paper] = pairs[Math.floor(random.next() * tints)]!;
    blend(digit, out, (_, c) => paper[c]!, (_, c) => ink[c]!);
  };
}

/** A strong colour of a hue in [0, 1), 1 being 0 again, as bytes. */
function hued(hue: number, brightness: number): Colour {
  const share = (shift: number) => {
    const x = Math.abs(((hue + shift) % 1 + 1) % 1 * 6 - 3) - 1;
    return .15 + .85 * Math.max(0, Math.min(1, x));
  };
  return [0, 2 / 3, 1 / 3].map((shift) => 255 * brightness * share(shift));
}

/**
 * Smooth random colours, 4 x 4 of them in an image, with stripes over them; the digit is the
 * inverse.
 */
export function textureGround(height: number, width: number): Ground {
  return (digit, random, out) => {
    const coarse = random.uniform(new Float32Array(5 * 5 * 3), 25, 230);
    const [across, down] = [1.2 * random.next(), 1.2 * random.next()];
    const phase = 2 * Math.PI * random.next(), depth = 20 + 25 * random.next();
    const ground = new Uint8Array(height * width * 3);
    for (let pixel = 0; pixel < height * width; pixel++) {
      const y = Math.floor(pixel / width), x = pixel % width;
      const stripe = depth * Math.sin(across * x + down * y + phase);
      for (let c = 0; c < 3; c++) {
        const value = interpolated(coarse, 4 * y / height, 4 * x / width, c) + stripe;
        ground[3 * pixel + c] = Math.max(0, Math.min(255, Math.round(value)));
      }
    }
    blend(digit, out, (pixel, c) => ground[3 * pixel + c]!, (p, c) => inverse(ground[3 * p + c]!));
  };
}

/** A value between those of a 5 x 5 grid of colours. */
function interpolated(coarse: Float32Array, y: number, x: number, c: number): number {
  const j = Math.min(3, Math.floor(y)), i = Math.min(3, Math.floor(x)), b = y - j, a = x - i;
  const at = (row: number, column: number) => coarse[(row * 5 + column) * 3 + c]!;
  return (1 - b) * ((1 - a) * at(j, i) + a * at(j, i + 1)) +
    b * ((1 - a) * at(j + 1, i) + a * at(j + 1, i + 1));
}

/** Random squares of photos; the digit is the inverse. */
export function photoGround(folder: string, height: number, width: number): Ground {
  // twice as large as the digits, so that a square of it shows something
  const size = 2 * Math.max(height, width);
  const photos = openInTurn(folder, { size, fit: "crop", low: 0 });
  const photo = new Float32Array(size * size * 3);
  return (digit, random, out) => {
    rowsOf(photos, [Math.floor(random.next() * photos.size)], photo);
    const top = Math.floor(random.next() * (size - height + 1));
    const left = Math.floor(random.next() * (size - width + 1));
    const ground = (pixel: number, c: number) => {
      const y = Math.floor(pixel / width) + top, x = pixel % width + left;
      return 255 * photo[(y * size + x) * 3 + c]!;
    };
    blend(digit, out, ground, (pixel, c) => inverse(ground(pixel, c)));
  };
}

/** The inverse, pushed away from grey so that a digit shows on every ground. */
function inverse(value: number): number {
  return Math.max(0, Math.min(255, value > 127.5 ? value - 140 : value + 140));
}

/** Ink where the digit is white, paper where it is black. */
function blend(
  digit: Uint8Array,
  out: Uint8Array,
  paper: (pixel: number, c: number) => number,
  ink: (pixel: number, c: number) => number,
): void {
  for (let pixel = 0; pixel < digit.length; pixel++) {
    const share = digit[pixel]! / 255;
    for (let c = 0; c < 3; c++) {
      out[3 * pixel + c] = Math.round((1 - share) * paper(pixel, c) + share * ink(pixel, c));
    }
  }
}
