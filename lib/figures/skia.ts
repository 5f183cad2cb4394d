import { createRequire } from "node:module";

/**
 * A canvas of skia-canvas: what the other package's is taken for, as far as the figures use it.
 *
 * @internal
 */
export type SkiaCanvas = InstanceType<typeof import("skia-canvas").Canvas>;

/** The drawing context, as skia-canvas and the browser have it. */
export type CanvasRenderingContext2D = ReturnType<SkiaCanvas["getContext"]>;

/** What is used of the package skia-canvas. */
export interface Skia {
  /** Its canvas. */
  Canvas: new (width: number, height: number) => SkiaCanvas;
}

const require = createRequire(import.meta.url);
let skia: Skia | null | undefined;

/**
 * The package that draws: skia-canvas where its binary is present, else @napi-rs/canvas
 * (the same Skia).
 */
export function canvasPackage(): "skia-canvas" | "@napi-rs/canvas" {
  return loadSkia() ? "skia-canvas" : "@napi-rs/canvas";
}

/**
 * The package skia-canvas, or null where its binary is missing; importing the library
 * never fails for it.
 */
export function loadSkia(): Skia | null {
  if (skia === undefined) {
    // The package installs without its binary, which is a download of its own: then
    // requiring it throws.
    try {
      const found = require("skia-canvas") as Partial<Skia>;
      skia = typeof found.Canvas === "function" ? found as Skia : null;
    } catch {
      skia = null;
    }
  }
  return skia;
}
