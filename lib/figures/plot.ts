import * as Plot from "@observablehq/plot";
import { colours } from "./colours.ts";
import { type Element, figureDocument } from "./document.ts";
import { elementSource } from "./element_source.ts";
import { type Description, type Figure, requireDescription } from "./figure.ts";
import { pictureFigure } from "./picture.ts";
import { FONT_SIZE, FONTS, type Key, legend, standalone, svgText } from "./svg.ts";

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

interface Scale {
  readonly type: string;
  readonly label?: string;
  readonly domain?: readonly unknown[];
  readonly range?: readonly string[];
}
type Drawn = Element & { scale(name: string): Scale | undefined };

/**
 * Draws a chart with Observable Plot as a standalone picture in the house style.
 *
 * Everything of Observable Plot works: marks, facets, scales. The house adds defaults (width 640,
 * 15-pixel text, room for it in the margins, a grid, Okabe-Ito colours for categories), a light card and
 * a legend inside the picture. A chart whose SVG would be over 150 KB is shown as WebP.
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
  requireDescription(options);
  requireData(options);
  const { caption, alt } = options;
  const { svg, width } = chart(options);
  return pictureFigure(svg, width, { caption, alt });
}

/** The chart alone, as a standalone SVG. */
export function chart(
  options: Omit<Plot.PlotOptions, "caption"> & { caption?: unknown; alt?: unknown },
  keys?: readonly Key[],
): { svg: string; width: number; height: number } {
  const drawn = draw(options);
  const width = Number(drawn.getAttribute("width"));
  const height = Number(drawn.getAttribute("height"));
  const head = header(options, drawn, width, keys);
  drawn.setAttribute("y", String(head.height));
  const total = height + head.height;
  return { svg: standalone(width, total, [head.svg, elementSource(drawn)]), width, height: total };
}

/** Draws once; a second time where the colours turn out to be categories without colours of their own. */
function draw(options: Omit<Plot.PlotOptions, "caption"> & { caption?: unknown }): Drawn {
  const settings = houseStyle(options);
  const first = render(settings);
  const own = (options.color ?? {}) as { range?: unknown; scheme?: unknown; interpolate?: unknown };
  const scale = first.scale("color");
  const categories = scale?.type === "ordinal" || scale?.type === "categorical";
  if (!categories || own.range || own.scheme || own.interpolate) return first;
  return render({ ...settings, color: { ...settings.color, range: [...colours.methods] } });
}

function render(options: Plot.PlotOptions): Drawn {
  const drawn = Plot.plot({ ...options, document: figureDocument() as never }) as unknown as Drawn;
  drawn.setAttribute("font-size", String(FONT_SIZE));
  drawn.setAttribute("font-family", FONTS);
  return drawn;
}

/** Our defaults under the caller's options; legends and titles are drawn by us, inside the picture. */
function houseStyle(options: object): Plot.PlotOptions {
  const { caption: _c, alt: _a, title: _t, subtitle: _s, ...rest } = options as Plot.PlotOptions & {
    alt?: unknown;
  };
  const style: Plot.PlotOptions = {
    width: 640,
    marginLeft: 64,
    marginRight: 24,
    marginTop: 36,
    marginBottom: 54,
    grid: true,
    ...rest,
  };
  // Plot sets the label on the lower edge; a little above it nothing of it is cut off.
  style.x = { labelOffset: (style.marginBottom ?? 54) - 10, ...style.x };
  for (const name of ["color", "opacity", "symbol"] as const) {
    const scale = style[name];
    if (scale?.legend === undefined) continue;
    const { legend: _, ...without } = scale;
    (style as Record<string, unknown>)[name] = without;
  }
  return style;
}

/** Title, subtitle and legend above the chart. */
function header(
  options: object,
  drawn: Drawn,
  width: number,
  keys?: readonly Key[],
): { svg: string; height: number } {
  const { title, subtitle, color, symbol } = options as {
    title?: unknown;
    subtitle?: unknown;
    color?: { legend?: unknown };
    symbol?: { legend?: unknown };
  };
  if (symbol?.legend) {
    throw new TypeError(
      "Symbol legends are not drawn; give the marks a colour and a colour legend",
    );
  }
  const parts: string[] = [];
  let height = 0;
  if (typeof title === "string") {
    parts.push(svgText(title, { x: 4, y: 24, size: FONT_SIZE + 2, weight: 600 }));
    height = 34;
  }
  if (typeof subtitle === "string") {
    parts.push(svgText(subtitle, { x: 4, y: height + 18 }));
    height += 26;
  }
  const scale = drawn.scale("color");
  const wanted = keys ?? (color?.legend && scale ? scaleKeys(scale) : []);
  if (wanted === "ramp") {
    const ramp = rampLegend(color as Plot.ScaleOptions, scale!);
    parts.push(ramp(height + 6));
    return { svg: parts.join(""), height: height + 70 };
  }
  if (wanted.length > 0) {
    const drawnKeys = legend(wanted, { width, left: 4, top: height + 6 });
    parts.push(drawnKeys.svg);
    height += drawnKeys.height + 10;
  }
  return { svg: parts.join(""), height };
}

function scaleKeys(scale: Scale): Key[] | "ramp" {
  if (scale.type !== "ordinal" && scale.type !== "categorical") return "ramp";
  const range = scale.range ?? [];
  return (scale.domain ?? []).map((value, at) => ({
    label: String(value),
    colour: range[at % range.length] ?? colours.ink,
  }));
}

/** A continuous legend is Plot's own; where it stands is ours. */
function rampLegend(color: Plot.ScaleOptions, scale: Scale): (y: number) => string {
  const { legend: _, ...own } = color;
  return (y) => {
    const ramp = Plot.legend({
      color: { ...scale, ...own } as Plot.ScaleOptions,
      width: 300,
      height: 58,
      marginTop: 22,
      marginBottom: 20,
      style: { fontSize: `${FONT_SIZE - 2}px` },
      document: figureDocument() as never,
    } as unknown as Plot.LegendScales) as unknown as Element;
    ramp.setAttribute("x", "4");
    ramp.setAttribute("y", String(y));
    return elementSource(ramp);
  };
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
