import { checkNames } from "../checks/check_names.ts";
import { namesOf } from "../checks/names_of.ts";
import { between } from "./critic_colour.ts";
import { drawGrid, requireCritic } from "./critic_map.ts";
import { colours } from "./colours.ts";
import type { CanvasRenderingContext2D } from "./canvas_types.ts";
import { figure } from "./figure.ts";
import type { Figure } from "./figure_types.ts";
import { formatNumber } from "./format_number.ts";
import { labelled, render } from "./frame.ts";
import type { Area, Sketch } from "./frame_types.ts";
import { dataUri, image } from "./html.ts";
import { drawDots, planeAxes } from "./plane.ts";
import { requireDescription } from "./require_description.ts";
import { requireFinite } from "./require_finite.ts";
import type { SlopeMapsOptions, SlopePanel } from "./slope_types.ts";
import { stripBody, stripImage } from "./strip_image.ts";
import { FONT_SIZE, round, standalone, svgText } from "./svg.ts";

const OPTIONS = namesOf<SlopeMapsOptions>({
  caption: true,
  alt: true,
  grid: true,
  unit: true,
  octaves: true,
  data: true,
  samples: true,
  most: true,
  radius: true,
  labels: true,
  width: true,
});

/**
 * How steep critics are over the plane: one map a critic, all on one logarithmic scale. White where the
 * gradient's norm is `unit`, green where the critic is flatter, purple where it is steeper.
 *
 * @param panels One critic each; `gradientMap` of a training gives the values of a run.
 * @throws {TypeError} when caption or alt text is missing
 * @throws {RangeError} when an option is unknown, there are no panels, a norm is negative or not
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
  requireDescription(options);
  checkNames("slopeMaps", options, OPTIONS);
  if (panels.length === 0) throw new RangeError("Expected at least one map of slopes, got none");
  const { grid, unit = 1, octaves = 3, width = 150, caption, alt } = options;
  for (const [name, value] of Object.entries({ unit, octaves })) {
    if (value > 0 && Number.isFinite(value)) continue;
    throw new RangeError(`Expected a positive ${name}, got ${value}`);
  }
  const [low, high] = grid.y, [left, right] = grid.x;
  const area = { width, height: Math.round(width * (high - low) / (right - left)) };
  const maps = panels.map((panel, index) => {
    const rendered = render(sketch(panel, options, { unit, octaves }), area, { scale: 2, index });
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
  { grid, data, samples: shared, most = 100, radius = 1.8, labels }: SlopeMapsOptions,
  { unit, octaves }: Scale,
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
