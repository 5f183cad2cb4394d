import { checkNames } from "../checks/check_names.ts";
import type { CurvesOptions, SeedsBandOptions } from "./chart_types.ts";
import type { Samples2dOptions } from "./critic_types.ts";
import type { DiracFramesOptions } from "./dirac_types.ts";
import type {
  FilmCurve,
  FilmOptions,
  HistogramOptions,
  IntervalFramesOptions,
  ScatterOptions,
  StripOptions,
} from "./frame_types.ts";
import type { MovesOptions } from "./moves_frame.ts";
import type { PhasePortraitOptions, PhasePortraitsOptions } from "./phase_types.ts";
import type { PointsOptions } from "./points_frame.ts";
import type { ProgressOptions } from "./progress_types.ts";
import type { PushedGridOptions } from "./pushed_grid.ts";
import type { SideBySideOptions } from "./side_by_side.ts";
import type { SlopeMapsOptions } from "./slope_types.ts";
import type { TableOptions } from "./table_types.ts";
import type { TransportPlanOptions } from "./transport_types.ts";

/** The figures that take options of our own; `plot` and `vega` hand theirs to a library. */
interface FigureOptions {
  curves: CurvesOptions;
  diracFrames: DiracFramesOptions;
  film: FilmOptions;
  "film's curve": FilmCurve;
  histogramFrames: HistogramOptions;
  intervalFrames: IntervalFramesOptions;
  movesFrame: MovesOptions;
  phasePortrait: PhasePortraitOptions;
  phasePortraits: PhasePortraitsOptions;
  pointsFrame: PointsOptions;
  progress: ProgressOptions;
  pushedGrid: PushedGridOptions;
  samples2d: Samples2dOptions;
  scatterFrames: ScatterOptions;
  seedsBand: SeedsBandOptions;
  sideBySide: SideBySideOptions;
  slopeMaps: SlopeMapsOptions;
  strip: StripOptions;
  table: TableOptions;
  transportPlan: TransportPlanOptions;
}

/**
 * Refuses options that a figure does not have: cells of a notebook are not type-checked when they run.
 *
 * @throws {RangeError} Listing the options there are.
 */
export function requireKnownOptions<Name extends keyof FigureOptions>(
  figure: Name,
  options: FigureOptions[Name],
): void {
  checkNames(figure, options, Object.keys(OPTIONS[figure]));
}

const description = { caption: true, alt: true } as const;
const axes = { xLabel: true, yLabel: true, xScale: true, yScale: true, yDomain: true } as const;
const line = { ...axes, series: true, height: true, floor: true } as const;
const plane = { extent: true, labels: true, radius: true } as const;
const portraits = { extent: true, labels: true, width: true, arrows: true } as const;
const ofRun = { runs: true, run: true } as const;
const frames = { labels: true, width: true, height: true } as const;

/** Every option there is; the types make the lists complete. */
const OPTIONS: { readonly [Name in keyof FigureOptions]: Record<keyof FigureOptions[Name], true> } =
  {
    curves: { ...description, ...line, title: true },
    diracFrames: { field: true, extent: true, frames: true, lipschitz: true, unit: true },
    film: { ...description, ...frames, framesPerSecond: true, still: true, curve: true },
    "film's curve": { ...line, at: true },
    histogramFrames: {
      ...ofRun,
      ...{ range: true, bins: true, data: true, density: true },
      ...{ critic: true, criticRange: true, top: true, label: true },
    },
    intervalFrames: { ...ofRun, data: true, range: true, top: true, label: true },
    movesFrame: { ...plane, plan: true, label: true },
    phasePortrait: {
      ...description,
      ...portraits,
      ...{ field: true, trajectories: true, title: true, subtitle: true, equilibrium: true },
    },
    phasePortraits: { ...description, ...portraits },
    pointsFrame: { ...plane, most: true, colour: true, label: true },
    progress: { label: true, total: true, show: true },
    pushedGrid: { ...plane, columns: true, data: true, most: true, label: true },
    samples2d: {
      ...description,
      ...plane,
      ...{ data: true, samples: true, critic: true, title: true },
      ...{ width: true, height: true, most: true },
    },
    scatterFrames: { ...ofRun, ...plane, data: true, range: true, most: true },
    seedsBand: { ...description, ...line, title: true, band: true, worst: true },
    sideBySide: { columns: true },
    slopeMaps: {
      ...description,
      ...{ grid: true, unit: true, octaves: true, data: true, samples: true },
      ...{ most: true, radius: true, labels: true, width: true },
    },
    strip: { ...description, ...frames, shown: true },
    table: { caption: true, columns: true, digits: true, limit: true },
    transportPlan: {
      ...description,
      ...{ from: true, to: true, dimension: true, plans: true },
      ...{ extent: true, labels: true, names: true },
    },
  };
