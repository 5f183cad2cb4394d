import { anyText, list, open, positive, read, type Spec } from "../options/mod.ts";
import { type Figure, figure } from "./figure.ts";
import { classesOf, labelled, render, requireFrames } from "./frame.ts";
import type { Frame } from "./frame_types.ts";
import { DESCRIPTION, type Description, requireDescription } from "./require_description.ts";
import { stripBody, stripImage } from "./strip_image.ts";

/** Options of {@linkcode strip}. */
export interface StripOptions extends Description {
  /** A name over each frame. @default the frames' own, or their numbers from 0 */
  readonly labels?: readonly string[];
  /** Width of a drawn frame, without its axes, in pixels. @default 150 */
  readonly width?: number;
  /** Height of a drawn frame, without its axes, in pixels. @default the width */
  readonly height?: number;
  /**
   * How wide a frame is shown, with its axes, in pixels. @default the frame's own
   * width, at most 300
   */
  readonly shown?: number;
}

/** What fits {@linkcode StripOptions}. */
export const STRIP = {
  ...DESCRIPTION,
  labels: open(list(anyText())),
  width: positive(150),
  height: open(positive()),
  shown: open(positive()),
} satisfies Spec<StripOptions>;

/**
 * A row of small pictures that wraps where the page is narrow.
 *
 * @param frames drawing functions, sketches (from `scatterFrames`), figures, SVG
 * source or PNG bytes
 * @throws {RangeError} when there are no frames, or not as many labels as frames
 * @throws {TypeError} when a frame is none of these, or caption or alt text is missing
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { strip } from "saddle/figures/mod.ts";
 *
 * const figure = strip(
 *   [10, 30, 50].map((radius) => (context, { width, height }) => {
 *     context.arc(width / 2, height / 2, radius, 0, 2 * Math.PI);
 *     context.fill();
 *   }),
 *   { caption: "A disc grows.", alt: "Three discs, each larger than the one before" },
 * );
 * assert.equal(figure.html.match(/<img /g)?.length, 3);
 * ```
 */
export function strip(frames: readonly Frame[], options: StripOptions): Figure {
  requireDescription(options, "strip");
  const { width, height = width, shown, labels, caption, alt } = read("strip", options, STRIP);
  requireFrames(frames, labels);
  const pictures = frames.map((frame, index) => {
    const rendered = render(frame, { width, height }, { scale: 2, index });
    const label = labels?.[index] ?? rendered.label ?? String(index);
    const { svg, width: full } = labelled(rendered, { width, height }, label);
    return stripImage(svg, shown ?? Math.min(300, full), `${alt}: ${label}`);
  });
  return figure({
    body: stripBody(pictures),
    caption,
    alt,
    className: classesOf("saddle-strip", frames),
  });
}
