import {
  count,
  floats,
  open,
  part,
  positive,
  read,
  type Spec,
  type Values,
} from "../options/mod.ts";
import { between } from "./critic_colour.ts";
import { type CriticGrid, drawGrid, requireCritic } from "./critic_map.ts";
import { colours } from "./colours.ts";
import type { CanvasRenderingContext2D } from "./skia.ts";
import { type Figure, figure } from "./figure.ts";
import { formatNumber } from "./format_number.ts";
import { labelled, render } from "./frame.ts";
import type { Area, Sketch } from "./frame_types.ts";
import { dataUri } from "./data_uri.ts";
import { image } from "./html.ts";
import { drawDots, names, planeAxes } from "./plane.ts";
import { DESCRIPTION, type Description, requireDescription } from "./require_description.ts";
import { requireFinite } from "./require_finite.ts";
import { stripBody, stripImage } from "./strip_image.ts";
import { FONT_SIZE, round, standalone, svgText } from "./svg.ts";

/** One critic of {@linkcode slopeMaps}. */
export interface SlopePanel {
  /** The name above, such as the critic's constraint. */
  readonly title: string;
  /** The norms of the critic's gradient, `[ny, nx]` row-major, row 0 lowest y. */
  readonly values: Float32Array;
  /** The generator's samples, `[n, 2]`. @default those of all panels */
  readonly samples?: Float32Array;
}

/** Options of {@linkcode slopeMaps}. */
export interface SlopeMapsOptions extends Description {
  /** Where the norms were taken; its window is what is shown. */
  readonly grid: Omit<CriticGrid, "values">;
  /** The norm shown white. @default 1 */
  readonly unit?: number;
  /**
   * How often the norm doubles from white to the darkest purple, and halves to the darkest
   * green. @default 3
   */
  readonly octaves?: number;
  /** Points of the data, `[n, 2]`. @default none */
  readonly data?: Float32Array;
  /** The generator's samples, `[n, 2]`, in every panel that has none of its own. @default none */
  readonly samples?: Float32Array;
  /** Dots drawn at most, of the data and of the samples: the first ones. @default 100 */
  readonly most?: number;
  /** Radius of a dot in pixels. @default 1.8 */
  readonly radius?: number;
  /** The names of the axes. @default ["x", "y"] */
  readonly labels?: readonly [x: string, y: string];
  /** Width and height of a map without its axes, in pixels. @default 150 */
  readonly width?: number;
}

/** What fits {@linkcode SlopeMapsOptions}. */
export const SLOPE_MAPS = {
  ...DESCRIPTION,
  grid: part<SlopeMapsOptions["grid"]>("a grid { x, y, nx, ny }", "nx"),
  unit: positive(1),
  octaves: positive(3),
  data: open(floats()),
  samples: open(floats()),
  most: count(100),
  radius: positive(1.8),
  labels: names(["x", "y"]),
  width: positive(150),
} satisfies Spec<SlopeMapsOptions>;

/**
 * How steep critics are over the plane: one map a critic, all on one logarithmic scale. White where
 * the gradient's norm is `unit`, green where the critic is flatter, purple where it is steeper.
 *
 * @param panels One critic each; `gradientMap` of a training gives the values of a run.
 * @throws {TypeError} when caption or alt text is missing
 * @throws {RangeError} when there are no panels, a norm is negative or not
 * finite, values do not fit the grid, or unit or octaves are not positive
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { slopeMaps } from "saddle/figures/mod.ts";
 *
 * const grid = { x: [0, 1], y: [0, 1], nx: 2, ny: 2 } as const;
 * const panels = [{ title: "steeper to the right", values: Float32Array.of(1, 4, 1, 4) }];
 * const words = { caption: "The critic is steep at the right.", alt: "A map" };
 * const figure = slopeMaps(panels, { grid, ...words });
 * assert.equal(figure.html.match(/<img /g)?.length, 2, "the scale and the map");
 * ```
 */
export function slopeMaps(panels: readonly SlopePanel[], options: SlopeMapsOptions): Figure {
  requireDescription(options, "slopeMaps");
  const given = read("slopeMaps", options, SLOPE_MAPS);
  if (panels.length === 0) throw new RangeError("Expected at least one map of slopes, got none");
  const { grid, unit, octaves, width, caption, alt } = given;
  const [low, high] = grid.y, [left, right] = grid.x;
  const area = { width, height: Math.round(width * (high - low) / (right - left)) };
  const maps = panels.map((panel, index) => {
    const rendered = render(sketch(panel, given), area, { scale: 2, index });
    const { svg, width: full } = labelled(rendered, area, panel.title);
    return stripImage(svg, full, `${alt}: ${panel.title}`);
  });
  const body = scaleImage({ unit, octaves }, alt) + stripBody(maps);
  return figure({ body, caption, alt, className: "saddle-slopes" });
}

/** Dark green, white, dark purple: neither is a player's colour. */
const STOPS: readonly (readonly [number, number, number])[] = [
  [0, 68, 27],
  [27, 120, 55],
  [127, 191, 123],
  [247, 247, 247],
  [175, 141, 195],
  [118, 42, 131],
  [64, 0, 75],
];

interface Scale {
  readonly unit: number;
  readonly octaves: number;
}

function sketch(
  { title, values, samples }: SlopePanel,
  { grid, data, samples: shared, most, radius, labels, unit, octaves }: Values<typeof SLOPE_MAPS>,
): Sketch {
  const own = samples ?? shared;
  requireCritic({ ...grid, values });
  const negative = values.findIndex((norm) => norm < 0);
  if (negative >= 0) {
    throw new RangeError(`Expected norms of gradients in "${title}", got ${values[negative]}`);
  }
  const dots = ([[data, colours.data, "data"], [own, colours.generator, "samples"]] as const)
    .flatMap(([points, colour, name]) => points ? [{ points, colour, name }] : []);
  for (const { points, name } of dots) requireFinite(name, points, 2);
  const axes = planeAxes([grid.x, grid.y], labels);
  const draw = (context: CanvasRenderingContext2D, area: Area) => {
    drawGrid(
      context,
      area,
      { ...grid, values },
      axes,
      (norm) => between(STOPS, Math.log2(norm / unit) / octaves),
    );
    for (const { points, colour } of dots) {
      drawDots(context, area, points.subarray(0, 2 * most), axes, { colour, radius });
    }
  };
  return { draw, axes };
}

/** The colours with the norms they stand for. */
function scaleImage({ unit, octaves }: Scale, alt: string): string {
  const [left, width, full] = [24, 320, 368];
  const stops = STOPS.map((stop, i) =>
    `<stop offset="${round(i / (STOPS.length - 1))}" stop-color="rgb(${stop.join()})"/>`
  );
  const whole = Math.floor(octaves);
  const ticks = Array.from({ length: 2 * whole + 1 }, (_, i) => i - whole).map((octave) => {
    const x = left + width * (octave / octaves + 1) / 2;
    return `<path d="M${round(x)},44v6" stroke="${colours.ink}"/>` +
      svgText(tickLabel(unit, octave), { x, y: 66, anchor: "middle" });
  });
  const svg = standalone(full, 74, [
    svgText("norm of the gradient (score per unit of the data)", {
      x: full / 2,
      y: 19,
      size: FONT_SIZE - 2,
      anchor: "middle",
    }),
    `<defs><linearGradient id="slopes">${stops.join("")}</linearGradient></defs>` +
    `<rect x="${left}" y="28" width="${width}" height="16" fill="url(#slopes)" stroke="#888"/>`,
    ...ticks,
  ]);
  return image({ src: dataUri("image/svg+xml", svg), alt: `${alt}: scale`, width: full });
}

function tickLabel(unit: number, octave: number): string {
  return unit === 1 && octave < 0 ? `1/${2 ** -octave}` : formatNumber(unit * 2 ** octave, 3);
}
