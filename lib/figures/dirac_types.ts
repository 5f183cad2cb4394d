import type { PhasePanel } from "./phase_types.ts";

/** What {@linkcode diracFrames} shows: one state after the other. */
export interface DiracPath {
  /** The generator's number. */
  readonly theta: ArrayLike<number>;
  /** The critic's slope. */
  readonly psi: ArrayLike<number>;
  /** When, growing: steps or times. */
  readonly step: ArrayLike<number>;
}

/** Options of {@linkcode diracFrames}. */
export interface DiracFramesOptions {
  /** The game's vector field, drawn as arrows under the path. @default none */
  readonly field?: PhasePanel["field"];
  /** The window of the plane, `[[theta low, high], [psi low, high]]`. @default [[-2, 2], [-2, 2]] */
  readonly extent?: readonly [readonly [number, number], readonly [number, number]];
  /** How many frames at most, evenly spaced over the path. @default 36 */
  readonly frames?: number;
  /** Whether lines of slope 1 and -1, a WGAN's bounds, are drawn dashed beside the critic's. @default false */
  readonly lipschitz?: boolean;
  /** What `step` counts. @default "step" */
  readonly unit?: string;
}
