import { chart } from "./chart.ts";
import type { Figure } from "./figure.ts";
import { pictureFigure } from "./picture.ts";
import { type Description, requireDescription } from "./require_description.ts";

/**
 * Observable Plot's own options.
 *
 * @internal
 */
export type ObservablePlotOptions = NonNullable<
  Parameters<typeof import("@observablehq/plot").plot>[0]
>;

/** Options of {@linkcode plot}: Observable Plot's own, with a caption and an alt text. */
export type PlotOptions = Omit<ObservablePlotOptions, "caption" | "document"> & Description;

/**
 * Draws a chart with Observable Plot as a standalone picture in the house style.
 *
 * Everything of Observable Plot works: marks, facets, scales. The house adds defaults (width 640,
 * 15-pixel text, room for it in the margins, a grid, Okabe-Ito colours for categories), a light
 * card and a legend inside the picture. A chart whose SVG would be over 150 KB is shown as WebP.
 *
 * @throws {TypeError} when `caption` or `alt` is missing, or a symbol legend is asked for
 * @throws {RangeError} when every mark's data is empty
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import * as Plot from "@observablehq/plot";
 * import { plot } from "saddle/figures/mod.ts";
 *
 * const figure = plot({
 *   caption: "The parabola has one minimum.",
 *   alt: "A parabola with its minimum at zero",
 *   x: { label: "x" },
 *   marks: [Plot.line([-1, 0, 1].map((x) => [x, x * x]))],
 * });
 * assert.match(figure.html, /<img src="data:image\/svg\+xml;base64,/);
 * ```
 */
export function plot(options: PlotOptions): Figure {
  requireDescription(options, "plot");
  requireData(options);
  const { caption, alt } = options;
  const { svg, width } = chart(options);
  return pictureFigure(svg, width, { caption, alt });
}

function requireData(options: PlotOptions): void {
  const marks = (options.marks ?? []) as unknown as readonly unknown[];
  const sizes = marks.flat(Infinity as 1).map((mark) =>
    (mark as { data?: ArrayLike<unknown> } | null)?.data?.length
  ).filter((size) => size !== undefined);
  if (sizes.length > 0 && sizes.every((size) => size === 0)) {
    throw new RangeError(
      `Expected data to plot, got ${sizes.length} ${
        sizes.length > 1 ? "marks" : "mark"
      } without any`,
    );
  }
}
