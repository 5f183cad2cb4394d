import { checkArgument, part, positive, read, type Spec } from "../options/mod.ts";
import { createCanvas } from "./canvas.ts";
import type { Area, Sketch } from "./frame_types.ts";

/** What fits the area of a picture. */
const AREA = { width: positive(400), height: positive(400) } satisfies Spec<Area>;

/**
 * What stands inside the axes of one frame, on white, as the bytes of a PNG picture.
 *
 * @param sketch what `scatterFrames`, `histogramFrames` and `imageFrames` return
 * @param area its size in pixels, 400 x 400 by default
 * @throws {RangeError} when a side is not positive
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { scatterFrames, sketchPng } from "saddle/figures/mod.ts";
 *
 * const snapshots = [{ step: 0, samples: Float32Array.of(0, 0) }];
 * const [frame] = scatterFrames(snapshots, { extent: [[-1, 1], [-1, 1]] });
 * assert.deepEqual([...sketchPng(frame!).subarray(1, 4)], [0x50, 0x4e, 0x47]); // "PNG"
 * ```
 */
export function sketchPng(
  sketch: Pick<Sketch, "draw">,
  area: Partial<Area> = {},
): Uint8Array {
  checkArgument("sketchPng", "sketch", sketch, part("a sketch", "draw"));
  const { width, height } = read("sketchPng", area, AREA);
  const { context, encode, ...size } = createCanvas(Math.round(width), Math.round(height));
  context.fillStyle = "#fff";
  context.fillRect(0, 0, size.width, size.height);
  sketch.draw(context, { width: size.width, height: size.height });
  return encode("png");
}
