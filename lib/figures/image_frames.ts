import { anyText, count, open, read, type Spec } from "../options/mod.ts";
import type { SampleSnapshot, Sketch } from "./frame_types.ts";
import { countImages, IMAGE_FORM, type ImageForm, imageSheet } from "./image_strip.ts";
import { ofRun, RUNS } from "./plane.ts";

/** Options of {@linkcode imageFrame}. */
export interface ImageFrameOptions extends ImageForm {
  /** Images in a row. @default 10 */
  readonly columns?: number;
  /** Images drawn at most: the first ones. @default 100 */
  readonly most?: number;
  /** The frame's name. @default its number in the strip or film */
  readonly label?: string;
}

/** What fits {@linkcode ImageFrameOptions}. */
export const IMAGE_FRAME = {
  ...IMAGE_FORM,
  columns: count(10),
  most: count(100),
  label: open(anyText()),
} satisfies Spec<ImageFrameOptions>;

/**
 * One frame of images in rows, for `strip` and `film`. It fills the frame's width or height; pixels
 * stay sharp.
 *
 * @param images `[n, height * width * channels]`, row by row, in [-1, 1] or [0, 1]
 * @throws {RangeError} when an option is unknown, there are no images or not whole ones, or a value
 * is not finite
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { imageFrame, type ImageFrameOptions, strip } from "saddle/figures/mod.ts";
 *
 * const options: ImageFrameOptions = { shape: [2, 2, 1], columns: 2, label: "step 10" };
 * const frame = imageFrame(new Float32Array(4 * 4), options);
 * const figure = strip([frame], { caption: "Four images.", alt: "Four grey squares" });
 * assert.match(figure.html, /step 10/);
 * ```
 */
export function imageFrame(images: Float32Array, options: ImageFrameOptions): Sketch {
  const { shape, low, columns, most, label } = read("imageFrame", options, IMAGE_FRAME);
  const shown = Math.min(most, countImages("imageFrame", "images", images, shape));
  const one = shape[0] * shape[1] * shape[2];
  const form = { shape, low }, gap = Math.max(1, Math.round(shape[1] / 32));
  const sheet = imageSheet(images.subarray(0, shown * one), form, Math.min(columns, shown), gap);
  return {
    draw(context, area) {
      const scale = Math.min(area.width / sheet.width, area.height / sheet.height);
      const [width, height] = [sheet.width * scale, sheet.height * scale];
      // enlarged little or not at all, some lines of pixels would be twice as wide as others
      context.imageSmoothingEnabled = scale * context.getTransform().a < 2;
      context.imageSmoothingQuality = "high";
      context.drawImage(
        sheet.source,
        (area.width - width) / 2,
        (area.height - height) / 2,
        width,
        height,
      );
    },
    photo: true,
    ...(label === undefined ? {} : { label }),
  };
}

/** Options of {@linkcode imageFrames}. */
export interface ImageFramesOptions extends Omit<ImageFrameOptions, "label"> {
  /** How many runs the snapshots hold. @default 1 */
  readonly runs?: number;
  /** Which of them to show. @default 0 */
  readonly run?: number;
}

/** What fits {@linkcode ImageFramesOptions}. */
export const IMAGE_FRAMES = {
  ...IMAGE_FORM,
  columns: count(10),
  most: count(100),
  ...RUNS,
} satisfies Spec<ImageFramesOptions>;

/**
 * Frames of a training on images: the same latents' images at each snapshot, in rows. For `film`
 * and `strip`.
 *
 * @param snapshots `{ step, samples }`: what `train()` returns
 * @throws {RangeError} when an option is unknown, there are no snapshots, sizes do not fit, or a
 * value is not finite
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { film, imageFrames, type ImageFramesOptions } from "saddle/figures/mod.ts";
 *
 * const snapshots = [0, 1].map((step) => ({ step, samples: new Float32Array(4 * 4).fill(step) }));
 * const options: ImageFramesOptions = { shape: [2, 2, 1], columns: 2 };
 * const figure = film(imageFrames(snapshots, options), { caption: "Lighter.", alt: "Four squares" });
 * assert.match(figure.html, /step 1/);
 * ```
 */
export function imageFrames(
  snapshots: readonly SampleSnapshot[],
  options: ImageFramesOptions,
): Sketch[] {
  const { runs, run, ...form } = read("imageFrames", options, IMAGE_FRAMES);
  if (snapshots.length === 0) throw new RangeError("Expected at least one snapshot, got none");
  return snapshots.map(({ step, samples }) =>
    imageFrame(ofRun("samples", samples, runs, run), { ...form, label: `step ${step}` })
  );
}
