/**
 * Figures for notebooks and pages: plain data in, a picture with caption and alt text out.
 *
 * Every figure is HTML that shows without network, scripts or styles, and displays itself as the last
 * expression of a notebook cell. Nothing here knows tensors.
 *
 * @module
 */
export type { Axes, Axis } from "./axes.ts";
export {
  type Canvas,
  canvasPackage,
  type CanvasRenderingContext2D,
  createCanvas,
  type SkiaCanvas,
} from "./canvas.ts";
export { type AtLeastCheck, type AtMostCheck, check, type NearCheck } from "./check.ts";
export { type Colours, colours } from "./colours.ts";
export { criticColour } from "./critic_colour.ts";
export type { CriticGrid } from "./critic_map.ts";
export {
  type Description,
  displayKey,
  type Figure,
  figure,
  type FigureParts,
  requireDescription,
} from "./figure.ts";
export { type ChartOptions, type Curve, curves, type CurvesOptions } from "./curves.ts";
export { film, type FilmOptions } from "./film.ts";
export { formatNumber } from "./format_number.ts";
export type { Area, Drawing, Frame, Sketch } from "./frame.ts";
export { histogramFrames, type HistogramOptions } from "./histogram_frames.ts";
export {
  type PhasePanel,
  phasePortrait,
  type PhasePortraitOptions,
  phasePortraits,
  type PhasePortraitsOptions,
  type Trajectory,
} from "./phase_portrait.ts";
export { type ObservablePlotOptions, plot, type PlotOptions } from "./plot.ts";
export { type Progress, progress, type ProgressInfo, type ProgressOptions } from "./progress.ts";
export { type SampleSnapshot, scatterFrames, type ScatterOptions } from "./scatter_frames.ts";
export { samples2d, type Samples2dOptions } from "./samples_2d.ts";
export { seedsBand, type SeedsBandOptions, type SeedsSeries } from "./seeds_band.ts";
export { show } from "./show.ts";
export { strip, type StripOptions } from "./strip.ts";
export { type Column, type DataFrameLike, type Row, table, type TableOptions } from "./table.ts";
export { vega } from "./vega.ts";
