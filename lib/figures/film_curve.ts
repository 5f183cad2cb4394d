import { numbers, parts, positive, read, type Spec, type Values } from "../options/mod.ts";
import { colours } from "./colours.ts";
import { type Curve, curveMarks } from "./curves.ts";
import { dataUri } from "./data_uri.ts";
import { image } from "./html.ts";
import { CHART, type ChartOptions, curveKeys, linePicture } from "./line_chart.ts";
import type { Description } from "./require_description.ts";
import { round } from "./svg.ts";

/** A metric under a film: its whole course, and where the frame shown stands in it. */
export interface FilmCurve extends Omit<ChartOptions, keyof Description | "title"> {
  /** The lines. The marker moves along the first: the run that is filmed. */
  readonly series: readonly Curve[];
  /** Where each frame stands on the horizontal axis: as many numbers as frames. */
  readonly at: ArrayLike<number>;
  /** Height in pixels. @default 190 */
  readonly height?: number;
}

/** A film's metric as its player shows it: one picture, and where the marker stands in it. */
export interface PlayedCurve {
  /** The picture as a `data:` URI. */
  readonly src: string;

  /** Upper and lower end of the marker's line, in percent of the height. */
  readonly ends: readonly [number, number];
  /** Where the marker stands at each frame, in percent; no height where the line has a gap. */
  readonly marks: readonly (readonly [x: number, y: number | null])[];
}

const { caption: _, alt: __, title: ___, ...LINES } = CHART;

/** What fits {@linkcode FilmCurve}. */
export const FILM_CURVE = {
  ...LINES,
  series: parts<Curve>("a list of lines { label, x, y }", "label"),
  at: numbers(),
  height: positive(190),
} satisfies Spec<FilmCurve>;

type CurveValues = Values<typeof FILM_CURVE>;

/**
 * The curve under a film of so many pixels' width: for its player, and for its strip
 * of still frames.
 */
export function filmCurve(
  curve: FilmCurve,
  { frames, width, still, alt }: {
    readonly frames: number;
    readonly width: number;
    readonly still: readonly number[];
    readonly alt: string;
  },
): { played: PlayedCurve; strip: string } {
  const given = read("film's curve", curve, FILM_CURVE);
  const { series, at, height, yLabel } = given;
  if (at.length !== frames) {
    throw new RangeError(
      `Expected ${frames} places on the curve in "at" (one a frame), got ${at.length}`,
    );
  }
  const marks = curveMarks(given);
  const chart = linePicture(given, marks, curveKeys(series), Math.max(360, width));
  const places = Array.from(at, (x) => chart.place(x, heightAt(given, x)));
  const percent = (pixels: number, of: number) => round(100 * pixels / of);
  // The lines' box, from the margins that every chart of the house has.
  const ends = [chart.height - height + 36, chart.height - 54] as const;
  return {
    played: {
      src: dataUri("image/svg+xml", chart.svg),
      ends: [percent(ends[0], chart.height), percent(ends[1], chart.height)],
      marks: places.map(([x, y]) => [
        percent(x, chart.width),
        Number.isFinite(y) ? percent(y, chart.height) : null,
      ]),
    },
    strip: image({
      src: dataUri("image/svg+xml", withDots(chart.svg, still.map((frame) => places[frame]!))),
      alt: `${alt}: ${yLabel}`,
      width: chart.width,
    }),
  };
}

const SCALES = {
  linear: { on: (value: number) => value, off: (value: number) => value },
  log: { on: Math.log, off: Math.exp },
} as const;

/**
 * The first line's height at x as the chart draws it: straight between its points on
 * the axes' scales.
 */
function heightAt({ series, xScale, yScale }: CurveValues, x: number): number {
  const { x: xs, y: ys } = series[0]!;
  const [across, up] = [SCALES[xScale], SCALES[yScale]];
  const right = Array.from(xs).findIndex((value) => value >= x);
  if (right === -1) return NaN;
  if (xs[right] === x || right === 0) return xs[right] === x ? ys[right]! : NaN;
  const [x0, x1] = [across.on(xs[right - 1]!), across.on(xs[right]!)];
  const [y0, y1] = [up.on(ys[right - 1]!), up.on(ys[right]!)];
  return up.off(y0 + (across.on(x) - x0) / (x1 - x0) * (y1 - y0));
}

/** The still frames' places on the line. */
function withDots(svg: string, places: readonly (readonly [number, number])[]): string {
  const dots = places.filter((place) => place.every(Number.isFinite)).map(([x, y]) =>
    `<circle cx="${round(x)}" cy="${round(y)}" r="5" fill="${colours.paper}" ` +
    `stroke="${colours.ink}" stroke-width="2"/>`
  );
  return svg.replace(/<\/svg>$/, `${dots.join("")}</svg>`);
}
