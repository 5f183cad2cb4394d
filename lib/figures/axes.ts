import * as Plot from "@observablehq/plot";
import { type Element, figureDocument } from "./document.ts";
import { elementSource } from "./element_source.ts";
import { FONT_SIZE, FONTS } from "./svg.ts";

/** One axis: what it shows and what it is called. */
export interface Axis {
  /** The window shown, `[low, high]`, in the axis's units. */
  readonly domain: readonly [low: number, high: number];
  /** The axis's name, with its unit. @default none */
  readonly label?: string;
}

/** The two axes around a drawn picture. */
export interface Axes {
  /** The horizontal axis. */
  readonly x: Axis;
  /** The vertical axis. */
  readonly y: Axis;
}

/** Room on four sides, in pixels. */
export interface Margin {
  /** At the left, for the vertical axis's ticks. */
  readonly left: number;
  /** At the right. */
  readonly right: number;
  /** Above, for the vertical axis's name. */
  readonly top: number;
  /** Below, for the horizontal axis's ticks and name. */
  readonly bottom: number;
}

/** Room around a drawn picture for its axes, in pixels. */
export const MARGIN: Margin = { left: 52, right: 18, top: 34, bottom: 50 };

/** The same for small pictures, whose text is `SMALL_SIZE` high. */
export const SMALL_MARGIN: Margin = { left: 38, right: 10, top: 24, bottom: 38 };

/** Size of the text of small pictures, in pixels. */
export const SMALL_SIZE = 13;

/** How axes are laid out. */
export interface AxesLayout {
  /** Where the layer's upper edge stands, in pixels. @default 0 */
  readonly y?: number;
  /** Room around the picture. @default MARGIN */
  readonly margin?: Margin;
  /** Size of the text in pixels. @default FONT_SIZE */
  readonly size?: number;
  /** Whether the vertical axis has a name and ticks. @default true */
  readonly vertical?: boolean;
}

/**
 * The axes alone, as an SVG element to lay over a picture of `width` by `height`, a
 * margin around it.
 */
export function axesLayer(
  axes: Axes,
  width: number,
  height: number,
  { y = 0, margin = MARGIN, size = FONT_SIZE, vertical = true }: AxesLayout = {},
): string {
  const drawn = Plot.plot({
    width: width + margin.left + margin.right,
    height: height + margin.top + margin.bottom,
    marginLeft: margin.left,
    marginRight: margin.right,
    marginTop: margin.top,
    marginBottom: margin.bottom,
    x: {
      domain: [...axes.x.domain],
      label: axes.x.label ?? null,
      labelOffset: margin.bottom - 8,
      ticks: Math.ceil(width / 70),
    },
    y: {
      domain: [...axes.y.domain],
      label: axes.y.label ?? null,
      ticks: Math.ceil(height / 60),
      ...(vertical ? {} : { axis: null }),
    },
    marks: [Plot.frame({ stroke: "#888" })],
    document: figureDocument() as never,
  }) as unknown as Element;
  drawn.setAttribute("font-size", String(size));
  drawn.setAttribute("font-family", FONTS);
  drawn.setAttribute("y", String(y));
  return elementSource(drawn);
}

/**
 * Checks that axes have finite, growing windows.
 *
 * @throws {RangeError} when one has not
 */
export function requireAxes(axes: Axes): void {
  for (const name of ["x", "y"] as const) {
    const [low, high] = axes[name].domain;
    if (!(Number.isFinite(low) && Number.isFinite(high) && low < high)) {
      throw new RangeError(
        `Expected the ${name} axis to show [low, high] with low < high, got [${low}, ${high}]`,
      );
    }
  }
}
