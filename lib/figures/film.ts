import {
  anyText,
  count,
  list,
  number,
  open,
  own,
  part,
  positive,
  read,
  type Spec,
} from "../options/mod.ts";
import { axesLayer, MARGIN } from "./axes.ts";
import { extremes } from "./extremes.ts";
import { type Figure, figure } from "./figure.ts";
import { type FilmCurve, filmCurve, type PlayedCurve } from "./film_curve.ts";
import { classesOf, labelled, labelOf, render, type Rendered, requireFrames } from "./frame.ts";
import type { Area, Frame } from "./frame_types.ts";
import { dataUri } from "./data_uri.ts";
import { scriptJson } from "./html.ts";
import { PLAYER } from "./player.ts";
import { renderWithin, smaller } from "./render_within.ts";
import { DESCRIPTION, type Description, requireDescription } from "./require_description.ts";
import { stripBody, stripImage } from "./strip_image.ts";
import { standalone } from "./svg.ts";

/** Options of {@linkcode film}. */
export interface FilmOptions extends Description {
  /** A name for each frame. @default the frames' own, or their numbers from 0 */
  readonly labels?: readonly string[];
  /** Width of a drawn frame, without its axes, in pixels. @default 400 */
  readonly width?: number;
  /** Height of a drawn frame, without its axes, in pixels. @default the width */
  readonly height?: number;
  /** How fast it plays. @default 8 */
  readonly framesPerSecond?: number;
  /**
   * How many frames the static strip shows, evenly spaced, first and last among them. @default 6
   */
  readonly still?: number;
  /**
   * The frame it opens at, by its name or its number from 0: the one that tells most. It is among
   * the strip's too. @default the first
   */
  readonly opens?: string | number;
  /** Lines under the frames on which a marker moves with them. @default none */
  readonly curve?: FilmCurve;
}

/** Bytes that a film may take in all, a little below 600 KB, and what its script takes of them. */
const BUDGET = 590_000;
const SCRIPT = 12_000;

/** Bytes above which a still SVG frame is shown as a raster. */
const LARGEST_STILL = 40_000;

/** What fits {@linkcode FilmOptions}. */
export const FILM = {
  ...DESCRIPTION,
  labels: open(list(anyText())),
  width: positive(400),
  height: open(positive()),
  framesPerSecond: number({ above: 0, to: 60 }, 8),
  still: count(6),
  opens: open(own<string | number>({
    fits: "a frame's name or its number",
    is: (value) => typeof value === "string" || Number.isInteger(value),
  })),
  curve: open(part<FilmCurve>("a curve { series, at, yLabel }", "series")),
} satisfies Spec<FilmOptions>;

/**
 * A film: a player with a slider, a play button and keys (arrows, Home, End, space), in one piece
 * of HTML that needs no network. Where scripts do not run it shows a strip of its frames.
 *
 * It never starts by itself; who prefers reduced motion steps through it. Drawn frames are WebP
 * pictures, compressed harder where all together would be over about half a megabyte. A `curve`
 * stands under the frames, a marker on it moves with them; in the strip it carries a dot for
 * each frame shown.
 *
 * @param frames drawing functions, sketches (from `scatterFrames`), figures, SVG
 * source or PNG bytes
 * @throws {RangeError} when there are no frames, not as many labels or places on
 * the curve as frames, the curve does not fit, or the frames are too large
 * @throws {TypeError} when a frame is none of these, or caption or alt text is missing
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { type Drawing, film } from "saddle/figures/mod.ts";
 *
 * const frames = Array.from({ length: 12 }, (_, at): Drawing => (context) => {
 *   context.fillRect(10 * at, 10 * at, 40, 40);
 * });
 * const figure = film(frames, {
 *   caption: "A square slides.",
 *   alt: "A square slides from the upper left to the lower right",
 *   labels: frames.map((_, at) => `step ${at}`),
 * });
 * assert.match(figure.html, /<img [^>]*alt="[^"]+"/); // the strip, for readers without scripts
 * ```
 */
export function film(frames: readonly Frame[], options: FilmOptions): Figure {
  requireDescription(options, "film");
  const given = read("film", options, FILM);
  const { width, height = width, framesPerSecond, still, curve, caption, alt } = given;
  requireFrames(frames, given.labels);
  const area = { width, height };
  const labels = frames.map((frame, at) => given.labels?.[at] ?? labelOf(frame) ?? String(at));
  const opens = openingFrame(given.opens, labels);
  const stills = withFrame(opens, evenly(still, frames.length));
  const under = curve && filmCurve(curve, {
    frames: frames.length,
    width: fullSize(render(frames[0]!, area, { scale: 0.1, index: 0 }), area).width,
    still: stills,
    alt,
  });
  const telling = opens ?? stills.at(-1)!;
  const pictures = stillFrames(frames, labels, { area, stills, alt, telling });
  const strip = stripBody(under ? [...pictures, under.strip] : pictures);
  const used = SCRIPT + strip.length + (under?.played.src.length ?? 0);
  const rendered = renderWithin(BUDGET - used, frames, area);
  const script = playerScript(rendered, {
    area,
    labels,
    alt,
    milliseconds: 1000 / framesPerSecond,
    curve: under?.played,
    opens: opens ?? 0,
  });
  return figure({
    body: `<div data-film="${script.id}">${strip}${script.html}</div>`,
    caption,
    alt,
    className: classesOf("saddle-film", frames),
  });
}

/** Some of `count` frames, evenly spaced, first and last among them; of one, the last. */
function evenly(some: number, count: number): number[] {
  const shown = Math.max(1, Math.min(some, count));
  return Array.from(
    { length: shown },
    (_, at) => shown === 1 ? count - 1 : Math.round(at * (count - 1) / (shown - 1)),
  );
}

/** The number of the frame that a film opens at, where one is named. */
function openingFrame(
  opens: string | number | undefined,
  labels: readonly string[],
): number | undefined {
  if (opens === undefined) return undefined;
  const at = typeof opens === "number" ? opens : labels.indexOf(opens);
  if (at >= 0 && at < labels.length) return at;
  throw new RangeError(
    typeof opens === "number"
      ? `film: opens has to be a frame from 0 to ${labels.length - 1}, but ${opens} came`
      : `film: opens has to be a frame's name (${labels[0]} to ${
        labels.at(-1)
      }), but "${opens}" came`,
  );
}

/** Frames of a strip with this one in the place of the one nearest to it; the ends stay. */
function withFrame(frame: number | undefined, shown: readonly number[]): number[] {
  if (frame === undefined || shown.includes(frame)) return [...shown];
  const inner = shown.length > 2 ? shown.slice(1, -1) : shown;
  const distance = (at: number) => Math.abs(at - frame);
  const nearest = inner.reduce((best, at) => distance(at) < distance(best) ? at : best);
  return shown.map((at) => at === nearest ? frame : at);
}

/** Some frames as the strip that shows without scripts. */
function stillFrames(
  frames: readonly Frame[],
  labels: readonly string[],
  { area, stills, alt, telling }: {
    area: Area;
    stills: readonly number[];
    alt: string;
    telling: number;
  },
): string[] {
  return stills.map((index) => {
    const small = smaller(
      render(frames[index]!, area, { scale: 0.6, quality: 65, index }),
      { scale: 0.6, most: LARGEST_STILL },
    );
    const { size = area } = small;
    // A picture of several parts needs more room than a plain one.
    const inside = small.axes ? (size.width > 420 ? 220 : 150) : size.width > 480 ? 300 : 200;
    const shown = { width: inside, height: Math.round(inside * size.height / size.width) };
    const { svg, width } = labelled({ ...small, size: shown }, shown, labels[index]!);
    const className = index === telling ? TELLING : "";
    return stripImage(svg, width, `${alt}: ${labels[index]}`, className);
  });
}

/** The class of the still that tells most: the one to show where there is room for one. */
const TELLING = "saddle-telling";

function playerScript(
  rendered: readonly Rendered[],
  options: {
    area: Area;
    labels: readonly string[];
    alt: string;
    milliseconds: number;
    curve: PlayedCurve | undefined;
    opens: number;
  },
): { id: string; html: string } {
  const { area, labels, alt, milliseconds, curve, opens } = options;
  const { axes, size = area } = rendered[0]!;
  const full = fullSize(rendered[0]!, area);
  const film = {
    alt,
    labels,
    milliseconds: Math.round(milliseconds),
    width: Math.round(full.width),
    labelWidth: extremes(labels.map((label) => label.length))[1],
    frames: rendered.map(({ src }) => src),
    ...(opens === 0 ? {} : { opens }),
    ...(curve ? { curve } : {}),
    ...(axes
      ? {
        axes: dataUri(
          "image/svg+xml",
          standalone(full.width, full.height, [axesLayer(axes, size.width, size.height)]),
        ),
        box: [
          MARGIN.left / full.width,
          MARGIN.top / full.height,
          size.width / full.width,
          size.height / full.height,
        ].map((share) => Math.round(share * 1e4) / 100),
      }
      : {}),
  };
  const id = hash(scriptJson(film));
  const call = `saddleFilm(${scriptJson({ ...film, id })})`;
  return { id, html: `<script>(function(){\n${PLAYER}\n${call};\n})()</script>` };
}

/** A frame's size with its axes. */
function fullSize({ axes, size }: Rendered, area: Area): Area {
  const { width, height } = size ?? area;
  if (!axes) return { width, height };
  return {
    width: width + MARGIN.left + MARGIN.right,
    height: height + MARGIN.top + MARGIN.bottom,
  };
}

/**
 * A name that depends on the content alone (FNV-1a, 2 x 32 bits): the same film gets the same one.
 */
function hash(content: string): string {
  let [low, high] = [0x811c9dc5, 0x01000193];
  for (let at = 0; at < content.length; at++) {
    low = Math.imul(low ^ content.charCodeAt(at), 0x01000193);
    high = Math.imul(high ^ content.charCodeAt(at), 0x85ebca6b);
  }
  return [low, high].map((part) => (part >>> 0).toString(16).padStart(8, "0")).join("");
}
