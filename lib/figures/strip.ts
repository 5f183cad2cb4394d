import { checkNames } from "../checks/check_names.ts";
import { namesOf } from "../checks/names_of.ts";
import { figure } from "./figure.ts";
import type { Figure } from "./figure_types.ts";
import { labelled, render, requireFrames } from "./frame.ts";
import type { Frame, StripOptions } from "./frame_types.ts";
import { requireDescription } from "./require_description.ts";
import { stripBody, stripImage } from "./strip_image.ts";

const OPTIONS = namesOf<StripOptions>({
  caption: true,
  alt: true,
  labels: true,
  width: true,
  height: true,
  shown: true,
});

/**
 * A row of small pictures that wraps where the page is narrow.
 *
 * @param frames drawing functions, sketches (from `scatterFrames`), figures, SVG source or PNG bytes
 * @throws {RangeError} when an option is unknown, there are no frames, or not as many labels as frames
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
  checkNames("strip", options, OPTIONS);
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
