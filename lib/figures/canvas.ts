import { createCanvas as createNapiCanvas, GlobalFonts, Image } from "@napi-rs/canvas";
import { createRequire } from "node:module";

/**
 * A canvas of skia-canvas: what the other package's is taken for, as far as the figures use it.
 *
 * @internal
 */
export type SkiaCanvas = InstanceType<typeof import("skia-canvas").Canvas>;

/** The drawing context, as skia-canvas and the browser have it. */
export type CanvasRenderingContext2D = ReturnType<SkiaCanvas["getContext"]>;

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
}

/** Fonts for text drawn on a canvas; the last is KaTeX's, there on machines without any font. */
export const CANVAS_FONTS = '"Liberation Sans", Helvetica, Arial, "DejaVu Sans", "Saddle Sans"';

interface Skia {
  Canvas: new (width: number, height: number) => SkiaCanvas;
}

const require = createRequire(import.meta.url);
let skia: Skia | null | undefined;
let fontsReady = false;

/** The package that draws: skia-canvas where its binary is present, else @napi-rs/canvas (the same Skia). */
export function canvasPackage(): "skia-canvas" | "@napi-rs/canvas" {
  return loadSkia() ? "skia-canvas" : "@napi-rs/canvas";
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
    if (!Number.isSafeInteger(value) || value < 1) {
      throw new RangeError(`A canvas's ${side} must be a positive integer, got ${value}`);
    }
  }
  const found = loadSkia();
  return found ? skiaCanvas(found, width, height) : napiCanvas(width, height);
}

/**
 * An SVG picture as WebP bytes, at `scale` times its own size.
 *
 * Drawn by @napi-rs/canvas in either case: it decodes an SVG at once, without a promise.
 */
export function rasterise(svg: string, scale = 2): Uint8Array {
  registerFonts();
  const picture = new Image();
  picture.src = new TextEncoder().encode(forSkia(svg)) as unknown as typeof picture.src;
  const [width, height] = [picture.width, picture.height];
  const canvas = createNapiCanvas(Math.ceil(width * scale), Math.ceil(height * scale));
  const context = canvas.getContext("2d");
  context.scale(scale, scale);
  context.drawImage(picture, 0, 0, width, height);
  return canvas.encodeSync("webp", 88);
}

function loadSkia(): Skia | null {
  if (skia === undefined) {
    // The package installs without its binary, which is a download of its own: then requiring it throws.
    try {
      const found = require("skia-canvas") as Partial<Skia>;
      skia = typeof found.Canvas === "function" ? found as Skia : null;
    } catch {
      skia = null;
    }
  }
  return skia;
}

function skiaCanvas(found: Skia, width: number, height: number): Canvas {
  const canvas = new found.Canvas(width, height);
  return {
    width,
    height,
    context: canvas.getContext("2d"),
    source: canvas,
    encode: (format, quality = 80) => canvas.toBufferSync(format, { quality: quality / 100 }),
  };
}

function napiCanvas(width: number, height: number): Canvas {
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

/** Machines without fonts (containers) would draw no text at all: KaTeX's sans serif serves there. */
function registerFonts(): void {
  if (fontsReady) return;
  fontsReady = true;
  try {
    GlobalFonts.registerFromPath(
      require.resolve("katex/dist/fonts/KaTeX_SansSerif-Regular.ttf"),
      "Saddle Sans",
    );
  } catch {
    // Without the package the system's own fonts remain.
  }
}

/**
 * What Skia's SVG reader takes otherwise than browsers do: offsets in em count as nothing, a line with a
 * fill loses its opacity, currentColor and system fonts are not known.
 */
function forSkia(svg: string): string {
  const size = Number(/font-size="([\d.]+)/.exec(svg)?.[1] ?? 15);
  return svg
    .replace(/\b(d?[xy])="(-?[\d.]+)em"/g, (_, name, value) => `${name}="${Number(value) * size}"`)
    .replaceAll("<line ", '<line fill="none" ')
    .replaceAll("currentColor", "#222")
    .replace(/font-family="[^"]*"/g, `font-family="${CANVAS_FONTS.replaceAll('"', "'")}"`);
}
