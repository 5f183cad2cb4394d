import type { Description } from "./figure_types.ts";

/** A path through the plane of a two-number game. */
export interface Trajectory {
  /** The generator's number, step by step. */
  readonly theta: ArrayLike<number>;
  /** The critic's number, step by step. */
  readonly psi: ArrayLike<number>;
  /** What it is; named in the legend. @default not named */
  readonly label?: string;
  /** Its colour. @default the course's method colours in order */
  readonly colour?: string;
}

/** What one phase portrait shows. */
export interface PhasePanel {
  /** The vector field: where (theta, psi) moves. */
  readonly field: (theta: number, psi: number) => readonly [dTheta: number, dPsi: number];
  /** Paths, drawn from an open circle to a dot. @default none */
  readonly trajectories?: readonly Trajectory[];
  /** The title above. @default none */
  readonly title?: string;
  /** A second line under the title. @default none */
  readonly subtitle?: string;
  /** The window, `[[theta low, high], [psi low, high]]`. @default [[-2, 2], [-2, 2]] */
  readonly extent?: readonly [readonly [number, number], readonly [number, number]];
  /** The point where neither player wants to move, marked by a cross; null for none. @default [0, 0] */
  readonly equilibrium?: readonly [theta: number, psi: number] | null;
}

/** Options of {@linkcode phasePortrait}. */
export interface PhasePortraitOptions extends PhasePanel, Description {
  /** The names of the axes. @default ["generator θ", "critic ψ"] */
  readonly labels?: readonly [theta: string, psi: string];
  /** Width of the portrait without its axes, in pixels; it is square. @default 420 */
  readonly width?: number;
  /** Arrows along each axis. @default 17 */
  readonly arrows?: number;
}

/** Options of {@linkcode phasePortraits}. */
export interface PhasePortraitsOptions extends Description {
  /** The window of panels that have none of their own. @default [[-2, 2], [-2, 2]] */
  readonly extent?: readonly [readonly [number, number], readonly [number, number]];
  /** The names of the axes. @default ["θ", "ψ"] */
  readonly labels?: readonly [theta: string, psi: string];
  /** Width of a panel without its axes, in pixels. @default 180 */
  readonly width?: number;
  /** Arrows along each axis. @default 11 */
  readonly arrows?: number;
}
