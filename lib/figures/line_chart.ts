import * as Plot from "@observablehq/plot";
import {
  anyText,
  choice,
  either,
  finite,
  open,
  pair,
  part,
  positive,
  type Spec,
  type Values,
} from "../options/mod.ts";
import { type Chart, chart } from "./chart.ts";
import { colours } from "./colours.ts";
import { DESCRIPTION, type Description } from "./require_description.ts";
import type { Figure } from "./figure.ts";
import { pictureFigure } from "./picture.ts";
import type { Key } from "./svg.ts";

/** What the line charts share. */
export interface ChartOptions extends Description {
  /** The title above. @default none */
  readonly title?: string;
  /** The name of the horizontal axis, with its unit. @default "step" */
  readonly xLabel?: string;
  /** The name of the vertical axis, with its unit. */
  readonly yLabel: string;
  /** The scale of the horizontal axis. @default "linear" */
  readonly xScale?: "linear" | "log";
  /** The scale of the vertical axis. @default "linear" */
  readonly yScale?: "linear" | "log";
  /** The window of the vertical axis. @default all that is drawn */
  readonly yDomain?: readonly [low: number, high: number];
  /** Height in pixels; the width is 640. @default 380 */
  readonly height?: number;
  /** A level to compare with, such as a sampling floor, drawn dashed and grey. @default none */
  readonly floor?: number | { readonly value: number; readonly label: string };
}

/** What fits the options that all line charts have. */
export const CHART = {
  ...DESCRIPTION,
  title: open(anyText()),
  xLabel: anyText("step"),
  yLabel: anyText(),
  xScale: choice(["linear", "log"], "linear"),
  yScale: choice(["linear", "log"], "linear"),
  yDomain: open(pair()),
  height: positive(380),
  floor: open(either(
    finite(),
    part<{ readonly value: number; readonly label: string }>("a level { value, label }", "value"),
  )),
} satisfies Spec<ChartOptions>;

/** What a line chart is drawn from, but for its lines. */
export type ChartValues = Values<typeof CHART>;

/** A chart of marks with a floor, a legend and the course's axes, as a figure. */
export function lineChart(
  options: ChartValues,
  marks: readonly Plot.Markish[],
  keys: readonly Key[],
): Figure {
  const { caption, alt } = options;
  const { svg, width } = linePicture(options, marks, keys);
  return pictureFigure(svg, width, { caption, alt });
}

/** The same as a picture, as wide as wanted. */
export function linePicture(
  options: Omit<ChartValues, keyof Description | "title"> & Partial<Pick<ChartValues, "title">>,
  marks: readonly Plot.Markish[],
  keys: readonly Key[],
  wide?: number,
): Chart {
  const { title, xLabel, yLabel, height, yDomain, xScale, yScale, floor } = options;
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

/**
 * Short at both ends: a scale of ten decades has no room for 0.0000001. Between, as other
 * axes write it.
 */
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
