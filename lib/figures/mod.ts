/**
 * Figures for notebooks and pages: plain data in, a picture with caption and alt text out.
 *
 * Every figure is HTML that shows without network, scripts or styles, and displays itself as the last
 * expression of a notebook cell. Nothing here knows tensors.
 *
 * @module
 */
export type { Axes, Axis } from "./axes.ts";
export { createCanvas } from "./canvas.ts";
export type { Canvas, CanvasRenderingContext2D, SkiaCanvas } from "./canvas_types.ts";
export type {
  ChartOptions,
  Curve,
  CurvesOptions,
  SeedsBandOptions,
  SeedsSeries,
} from "./chart_types.ts";
export { check } from "./check.ts";
export type {
  AtLeastCheck,
  AtMostCheck,
  ClaimOptions,
  Compared,
  Measured,
  NearCheck,
} from "./check_types.ts";
export { CLAIM_MIME, type ClaimAtom, type ClaimData, type ClaimValue } from "./claim_data.ts";
export { type ClaimCount, claims, claimsHeld } from "./claims.ts";
export { type Colours, colours } from "./colours.ts";
export { criticColour } from "./critic_colour.ts";
export type { CriticGrid, Samples2dOptions } from "./critic_types.ts";
export { curves } from "./curves.ts";
export { diracFrames } from "./dirac_frames.ts";
export type { DiracFramesOptions, DiracPath } from "./dirac_types.ts";
export { displayKey } from "./display_key.ts";
export { figure } from "./figure.ts";
export type { Description, Figure, FigureParts } from "./figure_types.ts";
export { film } from "./film.ts";
export { formatNumber } from "./format_number.ts";
export type {
  Area,
  Drawing,
  FilmCurve,
  FilmOptions,
  Frame,
  HistogramOptions,
  IntervalFramesOptions,
  NamedPicture,
  SampleSnapshot,
  ScatterOptions,
  Sketch,
  StripOptions,
} from "./frame_types.ts";
export { histogramFrames } from "./histogram_frames.ts";
export { methodColour, type MethodLook, methodLook } from "./method_look.ts";
export { intervalFrames } from "./interval_frames.ts";
export { phasePortrait } from "./phase_portrait.ts";
export { phasePortraits } from "./phase_portraits.ts";
export type {
  PhasePanel,
  PhasePortraitOptions,
  PhasePortraitsOptions,
  Trajectory,
} from "./phase_types.ts";
export { plot } from "./plot.ts";
export type { ObservablePlotOptions, PlotOptions } from "./plot_types.ts";
export { progress } from "./progress.ts";
export type { ProgressBar, ProgressInfo, ProgressOptions } from "./progress_types.ts";
export { movesFrame, type MovesOptions } from "./moves_frame.ts";
export { pushedGrid, type PushedGridOptions } from "./pushed_grid.ts";
export { requireDescription } from "./require_description.ts";
export { samples2d } from "./samples_2d.ts";
export { pointsFrame, type PointsOptions } from "./points_frame.ts";
export { scatterFrames } from "./scatter_frames.ts";
export { seedsBand } from "./seeds_band.ts";
export { show } from "./show.ts";
export { canvasPackage } from "./skia.ts";
export { slopeMaps } from "./slope_maps.ts";
export type { SlopeMapsOptions, SlopePanel } from "./slope_types.ts";
export { sideBySide, type SideBySideOptions, type SidePanel } from "./side_by_side.ts";
export { strip } from "./strip.ts";
export { table } from "./table.ts";
export type { Column, DataFrameLike, Row, TableOptions } from "./table_types.ts";
export { transportPlan } from "./transport_plan.ts";
export type { Moves, MoveTable, NamedPlan, TransportPlanOptions } from "./transport_types.ts";
export { vega } from "./vega.ts";
