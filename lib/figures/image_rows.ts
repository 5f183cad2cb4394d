import { anyText, count, flag, open, own, read, type Spec } from "../options/mod.ts";
import type { Figure } from "./figure.ts";
import { PHOTOS } from "./frame.ts";
import {
  countImages,
  IMAGE_FORM,
  IMAGE_SHAPE,
  type ImageForm,
  type ImageShape,
  imageSheet,
} from "./image_strip.ts";
import { pictureFigure } from "./picture.ts";
import { DESCRIPTION, type Description, requireDescription } from "./require_description.ts";
import { round, standalone, svgText, textWidth } from "./svg.ts";

/** One row of images. */
export interface ImageRow {
  /** The images, `[n, height * width * channels]`, row by row. */
  readonly images: Float32Array;
  /** What stands above them. @default nothing */
  readonly label?: string;
  /** Their shape, where it is another than the other rows': grey beside colour. */
  readonly shape?: ImageShape;
  /** The colour of a frame around each. @default no frame */
  readonly colour?: string;
  /** A short text under each. @default none */
  readonly names?: readonly string[];
  /** Whether it stands close to the row above, as a pair. @default false */
  readonly joined?: boolean;
}

/** Options of {@linkcode imageRows}. */
export interface ImageRowsOptions extends Description, ImageForm {
  /**
   * How many pixels of the figure a pixel of an image takes along each side. @default so that it is
   * about 640 wide, at most 4
   */
  readonly zoom?: number;
}

/** What fits {@linkcode ImageRowsOptions}. */
export const IMAGE_ROWS = {
  ...DESCRIPTION,
  ...IMAGE_FORM,
  zoom: open(count()),
} satisfies Spec<ImageRowsOptions>;

/** What fits {@linkcode ImageRow}. */
const IMAGE_ROW = {
  images: own<Float32Array>({
    fits: "a Float32Array",
    is: (value) => value instanceof Float32Array,
  }),
  label: open(anyText()),
  shape: open(IMAGE_SHAPE),
  colour: open(anyText()),
  joined: flag(false),
  names: open(own<readonly string[]>({
    fits: "a list of texts",
    is: (value) => Array.isArray(value) && value.every((name) => typeof name === "string"),
  })),
} satisfies Spec<ImageRow>;

/**
 * Height of a line of text above or under images, its size, and the room between rows, in pixels.
 */
const LINE = 20, SIZE = 14, BETWEEN = 10, CLOSE = 3;

/**
 * Rows of images, one above the other, column for column: sources, their translations and what
 * comes back; or walks from one latent to another, a walk a row. Pixels stay sharp when they are
 * enlarged.
 *
 * @throws {RangeError} when an option is unknown, there are no rows, a row has no images or not
 * whole ones, a value is not finite, or there is not one name an image
 * @throws {TypeError} when caption or alt text is missing
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { type ImageRow, imageRows, type ImageRowsOptions } from "saddle/figures/mod.ts";
 *
 * const grey = Float32Array.from({ length: 3 * 4 }, (_, i) => i / 6 - 1); // three of 2 x 2
 * const rows: ImageRow[] = [{ label: "source", images: grey }, { label: "back", images: grey }];
 * const options: ImageRowsOptions = { shape: [2, 2, 1], caption: "The same.", alt: "Two rows" };
 * assert.equal(imageRows(rows, options).svg!.match(/<image /g)!.length, 2);
 * ```
 */
export function imageRows(rows: readonly ImageRow[], options: ImageRowsOptions): Figure {
  requireDescription(options, "imageRows");
  const { caption, alt, shape, low, zoom: given } = read("imageRows", options, IMAGE_ROWS);
  if (rows.length === 0) throw new RangeError("Expected at least one row of images, got none");
  const known = rows.map((row) => knownRow(row, shape, low));
  const wide = Math.max(...known.map(({ count, shape }) => count * (shape[1] + 1)));
  const zoom = given ?? Math.max(1, Math.min(4, Math.round(640 / wide)));
  const gap = Math.max(...known.map((row) => gapOf(row, zoom)));
  const layers: string[] = [];
  let y = 0, right = 0;
  for (const row of known) {
    const drawn = rowLayers(row, y + (row.joined ? CLOSE : BETWEEN), { zoom, gap });
    layers.push(...drawn.layers);
    y = drawn.end;
    right = Math.max(right, drawn.right);
  }
  const width = right + BETWEEN;
  const svg = standalone(width, y + BETWEEN, layers, { photos: true });
  return pictureFigure(svg, width, { caption, alt, className: PHOTOS });
}

/** A row that was read. */
interface Known extends ImageForm {
  readonly images: Float32Array;
  readonly label: string | undefined;
  readonly colour: string | undefined;
  readonly names: readonly string[] | undefined;
  readonly joined: boolean;
  /** How many images. */
  readonly count: number;
}

function knownRow(row: ImageRow, shape: ImageShape, low: -1 | 0): Known {
  const { images, label, colour, names, joined, ...own } = read("imageRows's row", row, IMAGE_ROW);
  const form = { shape: own.shape ?? shape, low };
  const count = countImages("imageRows", "images", images, form.shape);
  if (names && names.length !== count) {
    throw new RangeError(`Expected ${count} names (one an image), got ${names.length}`);
  }
  return { images, label, colour, names, joined, ...form, count };
}

/**
 * Pixels between two images of a row: room for frames, and for names that are wider than images.
 */
function gapOf({ shape, colour, names = [] }: Known, zoom: number): number {
  const widest = Math.max(0, ...names.map((name) => textWidth(name, SIZE)));
  return Math.max(
    colour === undefined ? 1 : Math.ceil(6 / zoom),
    Math.ceil(widest / zoom) - shape[1],
  );
}

/** A row's text, images, frames and names, from a height on. */
function rowLayers(
  row: Known,
  top: number,
  { zoom, gap }: { readonly zoom: number; readonly gap: number },
): { layers: string[]; end: number; right: number } {
  const { images, label, colour, names, shape, low, count } = row, [height, width] = shape;
  const y = label ? top + LINE : top, x = BETWEEN + gap * zoom / 2, end = y + height * zoom;
  const sheet = imageSheet(images, { shape, low: low! }, count, gap);
  const left = (i: number) => x + i * (width + gap) * zoom;
  const frames = colour === undefined
    ? []
    : Array.from({ length: count }, (_, i) =>
      `<rect x="${left(i) - 1}" y="${y - 1}" width="${width * zoom + 2}" height="${
        height * zoom + 2
      }" fill="none" stroke="${colour}" stroke-width="2"/>`);
  const texts = (names ?? []).map((name, i) =>
    svgText(name, { x: left(i) + width * zoom / 2, y: end + SIZE, size: SIZE, anchor: "middle" })
  );
  return {
    layers: [
      ...(label ? [svgText(label, { x, y: top + SIZE, size: SIZE, weight: 600 })] : []),
      `<image x="${round(x)}" y="${y}" width="${sheet.width * zoom}" height="${height * zoom}" ` +
      `style="image-rendering:pixelated" href="${sheet.address("png")}"/>`,
      ...frames,
      ...texts,
    ],
    end: names ? end + LINE : end,
    right: x + sheet.width * zoom + gap * zoom / 2,
  };
}
