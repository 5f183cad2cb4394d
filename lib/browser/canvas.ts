import { encode } from "fast-png";
import type { Canvas } from "../figures/canvas.ts";
import { addressLater } from "./data_uri.ts";

/** What is used of a browser's `OffscreenCanvas`. */
interface BrowserCanvas {
  getContext(kind: "2d", options: { willReadFrequently: boolean }): Canvas["context"];
  convertToBlob(options: { type: string; quality: number }): Promise<Blob>;
}

/** The class in a worker; Deno's types do not know it. */
type CanvasClass = new (width: number, height: number) => BrowserCanvas;

/**
 * A fresh, transparent canvas, the browser's own. A browser encodes WebP behind a promise, so that
 * an address names a picture that is still under way (see `settled`); bytes are PNG, at once.
 *
 * @throws {RangeError} when a side is not a positive integer
 */
export function createCanvas(width: number, height: number): Canvas {
  for (const [side, value] of Object.entries({ width, height })) {
    if (!Number.isSafeInteger(value) || value < 1) {
      throw new RangeError(`A canvas's ${side} must be a positive integer, got ${value}`);
    }
  }
  const { OffscreenCanvas } = globalThis as unknown as { OffscreenCanvas: CanvasClass };
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  return {
    width,
    height,
    context,
    source: canvas as unknown as Canvas["source"],
    encode() {
      const { data } = context.getImageData(0, 0, width, height);
      return encode({ width, height, data, channels: 4 });
    },
    address: (format, quality = 80) =>
      addressLater(
        canvas.convertToBlob({ type: `image/${format}`, quality: quality / 100 })
          .then(async (blob) => [blob.type, new Uint8Array(await blob.arrayBuffer())]),
      ),
  };
}
