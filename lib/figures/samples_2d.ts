import {
  anyText,
  count,
  floats,
  open,
  part,
  positive,
  read,
  type Spec,
  type Values,
} from "../options/mod.ts";
import { type Axes, axesLayer, MARGIN, requireAxes } from "./axes.ts";
import { colours } from "./colours.ts";
import { criticColour } from "./critic_colour.ts";
import { type CriticGrid, criticScale, drawCritic, requireCritic } from "./critic_map.ts";
import type { Figure } from "./figure.ts";
import { formatNumber } from "./format_number.ts";
import { render } from "./frame.ts";
import { pictureFigure } from "./picture.ts";
import { drawDots, PLANE, planeAxes } from "./plane.ts";
import { DESCRIPTION, type Description, requireDescription } from "./require_description.ts";
import { requireFinite } from "./require_finite.ts";
import { type Key, legend, standalone, svgText } from "./svg.ts";

/** Options of {@linkcode samples2d}. */
export interface Samples2dOptions extends Description {
  /** The window shown, `[[x low, x high], [y low, y high]]`: a dataset's `extent`. */
  readonly extent: readonly (readonly [number, number])[];
  /** Points of the data, `[n, 2]`. @default none */
  readonly data?: Float32Array;
  /** The generator's samples, `[n, 2]`. @default none */
  readonly samples?: Float32Array;
  /** The critic on a grid, drawn as a map with level lines, blue where it is high. @default none */
  readonly critic?: CriticGrid;
  /** The title above. @default none */
  readonly title?: string;
  /** The names of the axes. @default ["x", "y"] */
  readonly labels?: readonly [x: string, y: string];
  /** Width without axes, in pixels. @default 440 */
  readonly width?: number;
  /** Height without axes, in pixels. @default in proportion to the extent */
  readonly height?: number;
  /** Dots drawn at most, of the data and of the samples: the first ones. @default 1000 */
  readonly most?: number;
  /** Radius of a dot in pixels. @default 2.5 */
  readonly radius?: number;
}

/** What fits {@linkcode Samples2dOptions}. */
export const SAMPLES_2D = {
  ...DESCRIPTION,
  ...PLANE,
  data: open(floats()),
  samples: open(floats()),
  critic: open(part<CriticGrid>("a critic { values, x, y, nx, ny }", "values")),
  title: open(anyText()),
  width: positive(440),
  height: open(positive()),
  most: count(1000),
} satisfies Spec<Samples2dOptions>;

type SamplesValues = Values<typeof SAMPLES_2D>;

/**
 * Data (blue), the generator's samples (vermillion) and the critic
 * (a map with level lines) in the plane.
 *
 * @throws {TypeError} when caption or alt text is missing
 * @throws {RangeError} when there is nothing to show, a shape does not fit or a
 * value is not finite
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { samples2d } from "saddle/figures/mod.ts";
 *
 * const figure = samples2d({
 *   data: Float32Array.of(1, 0, -1, 0),
 *   samples: Float32Array.of(0.1, 0.2),
 *   critic: { values: Float32Array.of(0, 1, 0, 1), x: [-2, 2], y: [-2, 2], nx: 2, ny: 2 },
 *   extent: [[-2, 2], [-2, 2]],
 *   caption: "The critic rises to the right.",
 *   alt: "Two data points, one sample, and a critic that is higher on the right",
 * });
 * assert.match(figure.svg ?? "", /generator/);
 * ```
 */
export function samples2d(options: Samples2dOptions): Figure {
  requireDescription(options, "samples2d");
  const given = read("samples2d", options, SAMPLES_2D);
  const { data, samples, critic, title, width, extent, labels, caption, alt } = given;
  if (!data && !samples && !critic) {
    throw new RangeError("Expected data, samples or a critic to show, got none of them");
  }
  if (data) requireFinite("data", data, 2);
  if (samples) requireFinite("samples", samples, 2);
  if (critic) requireCritic(critic);
  const axes = planeAxes(extent, labels);
  requireAxes(axes);
  const height = given.height ?? proportion(axes, width);
  const full = width + MARGIN.left + MARGIN.right;
  const head = heading(given, title, full);
  const inside = picture(given, axes, width, height);
  const svg = standalone(full, head.height + height + MARGIN.top + MARGIN.bottom, [
    head.svg,
    `<image x="${MARGIN.left}" y="${
      head.height + MARGIN.top
    }" width="${width}" height="${height}" ` +
    `preserveAspectRatio="none" href="${inside}"/>`,
    axesLayer(axes, width, height, { y: head.height }),
  ]);
  return pictureFigure(svg, full, { caption, alt }, undefined);
}

function proportion({ x, y }: Axes, width: number): number {
  const share = (y.domain[1] - y.domain[0]) / (x.domain[1] - x.domain[0]);
  return Math.round(width * Math.min(1.4, Math.max(0.3, share)));
}

/** The inside of the axes as a picture: thousands of dots would be a large and slow SVG. */
function picture(
  { data, samples, critic, most, radius }: SamplesValues,
  axes: Axes,
  width: number,
  height: number,
): string {
  return render(
    (context, area) => {
      if (critic) drawCritic(context, area, critic, axes);
      if (data) {
        const first = data.subarray(0, 2 * most);
        drawDots(context, area, first, axes, { colour: colours.data, radius });
      }
      if (samples) {
        const first = samples.subarray(0, 2 * most);
        drawDots(context, area, first, axes, { colour: colours.generator, radius });
      }
    },
    { width, height },
    { scale: 2, quality: 82, index: 0 },
  ).src;
}

function heading(
  { data, samples, critic }: SamplesValues,
  title: string | undefined,
  width: number,
): { svg: string; height: number } {
  const keys: Key[] = [
    ...(data ? [{ label: "data", colour: colours.data, mark: "dot" as const }] : []),
    ...(samples ? [{ label: "generator", colour: colours.generator, mark: "dot" as const }] : []),
  ];
  const top = title ? 34 : 6;
  const named = legend(keys, { width, left: MARGIN.left, top });
  const ramp = critic ? criticKey(critic, width, top) : "";
  return {
    svg: (title ? svgText(title, { x: MARGIN.left, y: 24, size: 17, weight: 600 }) : "") +
      named.svg + ramp,
    height: top + Math.max(named.height, critic ? 24 : 0),
  };
}

/** The critic's colours from low to high with the values at the ends, at the right. */
function criticKey({ values }: CriticGrid, width: number, top: number): string {
  const { middle, range } = criticScale(values);
  const stops = Array.from({ length: 9 }, (_, at) => {
    return `<stop offset="${at / 8}" stop-color="rgb(${criticColour(at / 4 - 1).join()})"/>`;
  });
  const right = width - MARGIN.right;
  const high = formatNumber(middle + range, 2);
  const low = formatNumber(middle - range, 2);
  const space = (value: string) => value.length * 8.5 + 6;
  const left = right - space(high) - 80;
  return `<defs><linearGradient id="critic">${stops.join("")}</linearGradient></defs>` +
    `<rect x="${left}" y="${top + 5}" width="80" height="13" fill="url(#critic)"/>` +
    svgText(high, { x: right, y: top + 17, anchor: "end" }) +
    svgText(`critic ${low}`, { x: left - 6, y: top + 17, anchor: "end" });
}
