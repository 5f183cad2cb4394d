import { type Description, type Figure, figure, requireDescription } from "./figure.ts";
import { type Frame, labelled, render, requireFrames } from "./frame.ts";
import { dataUri, image } from "./html.ts";

/** Options of {@linkcode strip}. */
export interface StripOptions extends Description {
  /** A name over each frame. @default the frames' own, or their numbers from 0 */
  readonly labels?: readonly string[];
  /** Width of a drawn frame, without its axes, in pixels. @default 150 */
  readonly width?: number;
  /** Height of a drawn frame, without its axes, in pixels. @default the width */
  readonly height?: number;
  /** How wide a frame is shown, with its axes, in pixels. @default the frame's own width, at most 300 */
  readonly shown?: number;
}

/**
 * A row of small pictures that wraps where the page is narrow.
 *
 * @param frames drawing functions, sketches (from `scatterFrames`), figures, SVG source or PNG bytes
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
  requireDescription(options);
  requireFrames(frames, options.labels);
  const { width = 150, height = width, shown, labels, caption, alt } = options;
  const pictures = frames.map((frame, index) => {
    const rendered = render(frame, { width, height }, { scale: 2, index });
    const label = labels?.[index] ?? rendered.label ?? String(index);
    const { svg, width: full } = labelled(rendered, { width, height }, label);
    return stripImage(svg, shown ?? Math.min(300, full), `${alt}: ${label}`);
  });
  return figure({ body: stripBody(pictures), caption, alt, className: "saddle-strip" });
}

/**
 * One picture of a row: two fit beside each other on a telephone, and without styles they wrap at their
 * own width.
 */
export function stripImage(svg: string, width: number, alt: string): string {
  const style = "display:inline-block;vertical-align:top;margin:0 4px 8px 0;" +
    `width:min(${Math.round(width)}px,calc(50% - 8px))`;
  return image({ src: dataUri("image/svg+xml", svg), alt, width, style });
}

/** The row, which wraps as text does: with a style sheet or without. */
export function stripBody(pictures: readonly string[]): string {
  return `<div class="saddle-frames">${pictures.join("\n")}</div>`;
}
