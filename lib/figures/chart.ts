import * as Plot from "@observablehq/plot";
import { colours } from "./colours.ts";
import { type Element, figureDocument } from "./document.ts";
import { elementSource } from "./element_source.ts";
import { FONT_SIZE, FONTS, type Key, legend, standalone, svgText } from "./svg.ts";

export interface Scale {
  readonly type: string;
  readonly label?: string;
  readonly domain?: readonly unknown[];
  readonly range?: readonly string[];
  /** Pixels of a value, on a scale of positions. */
  apply?(value: number): number;
}

export type Drawn = Element & { scale(name: string): Scale | undefined };

/** A chart as a picture, and where its values stand in it. */
export interface Chart {
  /** A standalone SVG. */
  readonly svg: string;
  /** Its width in pixels. */
  readonly width: number;
  /** Its height in pixels. */
  readonly height: number;
  /** Pixels of a value on the two axes. */
  place(x: number, y: number): [number, number];
}

/** The chart alone, as a standalone SVG. */
export function chart(
  options: Omit<Plot.PlotOptions, "caption"> & { caption?: unknown; alt?: unknown },
  keys?: readonly Key[],
): Chart {
  const drawn = drawChart(options);
  const width = Number(drawn.getAttribute("width"));
  const height = Number(drawn.getAttribute("height"));
  const head = header(options, drawn, width, keys);
  drawn.setAttribute("y", String(head.height));
  const total = height + head.height;
  return {
    svg: standalone(width, total, [head.svg, elementSource(drawn)]),
    width,
    height: total,
    place: (x, y) => [
      drawn.scale("x")?.apply?.(x) ?? NaN,
      (drawn.scale("y")?.apply?.(y) ?? NaN) + head.height,
    ],
  };
}

/**
 * Draws once; a second time where the colours turn out to be categories without
 * colours of their own.
 */
function drawChart(options: Omit<Plot.PlotOptions, "caption"> & { caption?: unknown }): Drawn {
  const settings = houseStyle(options);
  const first = renderChart(settings);
  const own = (options.color ?? {}) as { range?: unknown; scheme?: unknown; interpolate?: unknown };
  const scale = first.scale("color");
  const categories = scale?.type === "ordinal" || scale?.type === "categorical";
  if (!categories || own.range || own.scheme || own.interpolate) return first;
  return renderChart({ ...settings, color: { ...settings.color, range: [...colours.methods] } });
}

function renderChart(options: Plot.PlotOptions): Drawn {
  const drawn = Plot.plot({ ...options, document: figureDocument() as never }) as unknown as Drawn;
  drawn.setAttribute("font-size", String(FONT_SIZE));
  drawn.setAttribute("font-family", FONTS);
  return drawn;
}

/**
 * Our defaults under the caller's options; legends and titles are drawn by us, inside the picture.
 */
function houseStyle(options: object): Plot.PlotOptions {
  const { caption: _c, alt: _a, title: _t, subtitle: _s, ...rest } = options as Plot.PlotOptions & {
    alt?: unknown;
  };
  const style: Plot.PlotOptions = {
    width: 640,
    marginLeft: 64,
    // half of a tick label such as "10,000" stands beyond the end of its axis
    marginRight: 32,
    marginTop: 36,
    marginBottom: 54,
    grid: true,
    ...rest,
  };
  // Plot sets the label on the lower edge; a little above it nothing of it is cut off.
  if (style.x?.axis !== "top") {
    style.x = { labelOffset: (style.marginBottom ?? 54) - 10, ...style.x };
  }
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
