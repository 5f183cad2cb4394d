import type { CriticGrid } from "./critic_types.ts";
import type { Description } from "./figure_types.ts";

/** One critic of {@linkcode slopeMaps}. */
export interface SlopePanel {
  /** The name above, such as the critic's constraint. */
  readonly title: string;
  /** The norms of the critic's gradient, `[ny, nx]` row-major, row 0 lowest y. */
  readonly values: Float32Array;
  /** The generator's samples, `[n, 2]`. @default those of all panels */
  readonly samples?: Float32Array;
}

/** Options of {@linkcode slopeMaps}. */
export interface SlopeMapsOptions extends Description {
  /** Where the norms were taken; its window is what is shown. */
  readonly grid: Omit<CriticGrid, "values">;
  /** The norm shown white. @default 1 */
  readonly unit?: number;
  /** How often the norm doubles from white to the darkest purple, and halves to the darkest green. @default 3 */
  readonly octaves?: number;
  /** Points of the data, `[n, 2]`. @default none */
  readonly data?: Float32Array;
  /** The generator's samples, `[n, 2]`, in every panel that has none of its own. @default none */
  readonly samples?: Float32Array;
  /** Dots drawn at most, of the data and of the samples: the first ones. @default 100 */
  readonly most?: number;
  /** Radius of a dot in pixels. @default 1.8 */
  readonly radius?: number;
  /** The names of the axes. @default ["x", "y"] */
  readonly labels?: readonly [x: string, y: string];
  /** Width and height of a map without its axes, in pixels. @default 150 */
  readonly width?: number;
}
