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
