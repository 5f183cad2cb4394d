import * as Plot from "@observablehq/plot";
import { checkOption } from "../checks/check_option.ts";
import { type Chart, chart } from "./chart.ts";
import type { ChartOptions } from "./chart_types.ts";
import { colours } from "./colours.ts";
import type { Description, Figure } from "./figure_types.ts";
import { pictureFigure } from "./picture.ts";
import type { Key } from "./svg.ts";

/** The options that all line charts have, for `namesOf`. */
export const LINE_OPTIONS = {
  xLabel: true,
  yLabel: true,
  xScale: true,
  yScale: true,
  yDomain: true,
  series: true,
  height: true,
  floor: true,
} as const;

/** A chart of marks with a floor, a legend and the course's axes, as a figure. */
export function lineChart(
  options: ChartOptions,
  marks: readonly Plot.Markish[],
  keys: readonly Key[],
): Figure {
  const { caption, alt } = options;
  const { svg, width } = linePicture(options, marks, keys);
  return pictureFigure(svg, width, { caption, alt });
}

/** The same as a picture, as wide as wanted. */
export function linePicture(
  options: Omit<ChartOptions, keyof Description>,
  marks: readonly Plot.Markish[],
  keys: readonly Key[],
  wide?: number,
): Chart {
  const { title, xLabel = "step", yLabel, height = 380, yDomain } = options;
  const { xScale = "linear", yScale = "linear", floor } = options;
  for (const [name, scale] of Object.entries({ xScale, yScale })) {
    checkOption("A line chart", name, scale, ["linear", "log"]);
  }
  const level = typeof floor === "number" ? { value: floor, label: "sampling floor" } : floor;
  return chart({
    ...(title === undefined ? {} : { title }),
    ...(wide === undefined ? {} : { width: wide }),
    height,
    x: { label: xLabel, type: xScale, ...(xScale === "log" ? { tickFormat: logTick } : {}) },
    y: {
      label: yLabel,
      type: yScale,
      ...(yScale === "log" ? { tickFormat: logTick, ticks: 5 } : {}),
      ...(yDomain ? { domain: [...yDomain] } : {}),
    },
    marks: [
      ...(level
        ? [Plot.ruleY([level.value], {
          stroke: colours.theory,
          strokeDasharray: "6 4",
          strokeWidth: 1.8,
        })]
        : []),
      ...marks,
    ],
  }, [
    ...keys,
    ...(level ? [{ label: level.label, colour: colours.theory, mark: "dashed" as const }] : []),
  ]);
}

/** Short at both ends: a scale of ten decades has no room for 0.0000001. Between, as other axes write it. */
function logTick(value: number): string {
  return value >= 1e-3 && value < 1e4
    ? value.toLocaleString("en-US", { maximumSignificantDigits: 3 })
    : Number(value.toPrecision(3)).toExponential().replace("+", "");
}

/** A line's colour: its own, or its place's in the course's order. */
export function colourAt({ colour }: { readonly colour?: string }, at: number): string {
  return colour ?? colours.methods[at % colours.methods.length]!;
}

/** The legend of some lines. */
export function curveKeys(
  series: readonly { label: string; colour?: string; dashed?: boolean; dash?: string }[],
): Key[] {
  return series.map((line, at) => ({
    label: line.label,
    colour: colourAt(line, at),
    mark: line.dashed ? "dashed" : "line",
    ...(line.dash === undefined ? {} : { dash: line.dash }),
  }));
}
