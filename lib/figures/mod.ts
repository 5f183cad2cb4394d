/**
 * Figures for notebooks and pages: plain data in, a picture with caption and alt text out.
 *
 * Every figure is HTML that shows without network, scripts or styles, and displays itself as the
 * last expression of a notebook cell. Nothing here knows tensors.
 *
 * @module
 */
export type { Axes, Axis } from "./axes.ts";
export { type Canvas, createCanvas } from "./canvas.ts";
export { check } from "./check.ts";
export type {
  AtLeastCheck,
  AtMostCheck,
  ClaimOptions,
  Compared,
  Measured,
  NearCheck,
} from "./claim.ts";
export { CLAIM_MIME, type ClaimAtom, type ClaimData, type ClaimValue } from "./claim_data.ts";
export { type ClaimCount, claims, claimsHeld } from "./claims.ts";
export { type Colours, colours } from "./colours.ts";
export { criticColour } from "./critic_colour.ts";
export type { CriticGrid } from "./critic_map.ts";
export { type Curve, curves, type CurvesOptions } from "./curves.ts";
export { diracFrames, type DiracFramesOptions, type DiracPath } from "./dirac_frames.ts";
export { displayKey } from "./display_key.ts";
export {
  exercise,
  type ExerciseCase,
  type ExerciseOptions,
  type ExerciseValue,
} from "./exercise.ts";
export { type Figure, figure, type FigureParts } from "./figure.ts";
export { figurePage } from "./figure_page.ts";
export { film, type FilmOptions } from "./film.ts";
export type { FilmCurve } from "./film_curve.ts";
export { formatNumber } from "./format_number.ts";
export type { Area, Drawing, Frame, NamedPicture, SampleSnapshot, Sketch } from "./frame_types.ts";
export { histogramFrames, type HistogramOptions } from "./histogram_frames.ts";
export {
  imageFrame,
  type ImageFrameOptions,
  imageFrames,
  type ImageFramesOptions,
} from "./image_frames.ts";
export { imageGrid, type ImageGridOptions } from "./image_grid.ts";
export { imagePng, type ImagePngOptions } from "./image_png.ts";
export { type ImageRow, imageRows, type ImageRowsOptions } from "./image_rows.ts";
export type { ImageForm, ImageShape } from "./image_strip.ts";
export { intervalFrames, type IntervalFramesOptions } from "./interval_frames.ts";
export type { ChartOptions } from "./line_chart.ts";
export { methodColour, type MethodLook, methodLook } from "./method_look.ts";
export { movesFrame, type MovesOptions } from "./moves_frame.ts";
export type { PhasePanel, Trajectory } from "./phase_panel.ts";
export { phasePortrait, type PhasePortraitOptions } from "./phase_portrait.ts";
export { phasePortraits, type PhasePortraitsOptions } from "./phase_portraits.ts";
export { type ObservablePlotOptions, plot, type PlotOptions } from "./plot.ts";
export { pointsFrame, type PointsOptions } from "./points_frame.ts";
export { progress } from "./progress.ts";
export type { ProgressBar, ProgressInfo, ProgressOptions } from "./progress_bar.ts";
export { pushedGrid, type PushedGridOptions } from "./pushed_grid.ts";
export { type Description, requireDescription } from "./require_description.ts";
export { samples2d, type Samples2dOptions } from "./samples_2d.ts";
export { scatterFrames, type ScatterOptions } from "./scatter_frames.ts";
export { seedsBand, type SeedsBandOptions, type SeedsSeries } from "./seeds_band.ts";
export { show } from "./show.ts";
export { sideBySide, type SideBySideOptions, type SidePanel } from "./side_by_side.ts";
export { canvasPackage, type CanvasRenderingContext2D, type SkiaCanvas } from "./skia.ts";
export { sketchPng } from "./sketch_png.ts";
export { slopeMaps, type SlopeMapsOptions, type SlopePanel } from "./slope_maps.ts";
export { strip, type StripOptions } from "./strip.ts";
export { type Column, type DataFrameLike, type Row, table, type TableOptions } from "./table.ts";
export type { Moves, MoveTable, NamedPlan } from "./transport_moves.ts";
export { transportPlan, type TransportPlanOptions } from "./transport_plan.ts";
export { vega } from "./vega.ts";
