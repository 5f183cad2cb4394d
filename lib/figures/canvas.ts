import { createCanvas as createNapiCanvas } from "@napi-rs/canvas";
import { checkArgument, count } from "../options/mod.ts";
import { registerFonts } from "./canvas_fonts.ts";
import { dataUri } from "./data_uri.ts";
import { type CanvasRenderingContext2D, loadSkia, type Skia, type SkiaCanvas } from "./skia.ts";

/** A picture being drawn: the course's one drawing surface, whichever package is behind it. */
export interface Canvas {
  /** Width in pixels. */
  readonly width: number;
  /** Height in pixels. */
  readonly height: number;
  /** The drawing context, as skia-canvas (and the browser) types it. */
  readonly context: CanvasRenderingContext2D;
  /** The canvas itself, to be drawn onto another by `drawImage`. */
  readonly source: SkiaCanvas;
  /** The picture as WebP (lossy, `quality` 1..100, default 80) or PNG bytes. */
  encode(format: "png" | "webp", quality?: number): Uint8Array;
  /** The picture as the address of an `<img>`, encoded in the same way. */
  address(format: "png" | "webp", quality?: number): string;
}

/**
 * A fresh, transparent canvas.
 *
 * @param width in pixels, a positive integer
 * @param height in pixels, a positive integer
 * @throws {RangeError} when a side is not a positive integer
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { createCanvas } from "saddle/figures/mod.ts";
 *
 * const canvas = createCanvas(40, 20);
 * canvas.context.fillRect(0, 0, 40, 20);
 * assert.deepEqual([...canvas.encode("png").subarray(1, 4)], [0x50, 0x4e, 0x47]); // "PNG"
 * ```
 */
export function createCanvas(width: number, height: number): Canvas {
  for (const [side, value] of Object.entries({ width, height })) {
    checkArgument("createCanvas", side, value, count());
  }
  const found = loadSkia();
  const canvas = found ? skiaCanvas(found, width, height) : napiCanvas(width, height);
  return {
    ...canvas,
    address: (format, quality) => dataUri(`image/${format}`, canvas.encode(format, quality)),
  };
}

type Drawn = Omit<Canvas, "address">;

function skiaCanvas(found: Skia, width: number, height: number): Drawn {
  const canvas = new found.Canvas(width, height);
  // The same picture on every machine, and no wait for a graphics driver.
  canvas.gpu = false;
  return {
    width,
    height,
    context: canvas.getContext("2d"),
    source: canvas,
    encode: (format, quality = 80) => canvas.toBufferSync(format, { quality: quality / 100 }),
  };
}

function napiCanvas(width: number, height: number): Drawn {
  registerFonts();
  const canvas = createNapiCanvas(width, height);
  return {
    width,
    height,
    context: canvas.getContext("2d") as unknown as CanvasRenderingContext2D,
    source: canvas as unknown as SkiaCanvas,
    encode: (format, quality = 80) =>
      format === "png" ? canvas.encodeSync("png") : canvas.encodeSync("webp", quality),
  };
}
