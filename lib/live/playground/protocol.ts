import type { Change } from "./code_of.ts";
import type { Settings } from "./settings.ts";

/** What the page shows of a run. */
export interface Wanted {
  /** A latent grid after the generator. */
  readonly grid: boolean;
}

/** What the page asks of its worker. */
export type Ask =
  /** Other settings: a new run, or other numbers for this one. */
  | { readonly ask: "settings"; readonly settings: Settings; readonly wanted: Wanted }
  /** The same run from its start. */
  | { readonly ask: "again" }
  /** So many steps at once, then a picture. */
  | { readonly ask: "step"; readonly steps: number }
  /** Steps without an end; `pause` is the time between two of them, 0 for as fast as they go. */
  | { readonly ask: "play"; readonly pause: number }
  /** No more steps. */
  | { readonly ask: "pause" }
  /** Other things to see. */
  | { readonly ask: "see"; readonly wanted: Wanted };

/** How one of the runs does. */
export interface RunState {
  /** The sliced Wasserstein distance from the data; NaN where it has none. */
  readonly distance: number;
  /** Modes that are captured, where the data have modes. */
  readonly captured: number | undefined;
  /** The share of points near the centre of a mode, where the data have modes. */
  readonly quality: number | undefined;
  /** The losses of the last step; NaN before the first, and of a run that has failed. */
  readonly criticLoss: number;
  readonly generatorLoss: number;
  readonly penalty: number;
  /** What became of it: `"finished"` is one that is well. */
  readonly outcome: "finished" | "not finite" | "diverged";
  /** The last step whose result it holds. */
  readonly step: number;
}

/** A window of the plane, and how finely the critic is looked at in it. */
export interface Window {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly nx: number;
  readonly ny: number;
}

/** A run, before its first step. */
export interface Begun {
  readonly say: "begun";
  /** Points of the data, `[n, 2]`. */
  readonly data: Float32Array;
  readonly window: Window;
  /** How many modes the data have, if any. */
  readonly modeCount: number | undefined;
  /** What a perfect generator's distance is: the median, and the range of nine in ten. */
  readonly floor: { readonly median: number; readonly low: number; readonly high: number };
  /** What computes. */
  readonly engine: string;
}

/** A picture of all runs. */
export interface Picture {
  readonly say: "picture";
  readonly step: number;
  /** Steps since the picture before, and milliseconds that they took. */
  readonly steps: number;
  readonly milliseconds: number;
  /** Generated points, `[runs, n, 2]`. */
  readonly samples: Float32Array;
  /** The critics' scores, `[runs, ny, nx]`. */
  readonly critic: Float32Array;
  /** A latent grid after the generators, `[runs, side, side, 2]`; empty if it is not wanted. */
  readonly grid: Float32Array;
  readonly runs: readonly RunState[];
}

/** What the worker tells its page. */
export type Say =
  | Begun
  | Picture
  /** The settings of this run from its start, and at which steps they changed. */
  | { readonly say: "changed"; readonly changes: readonly Change[] }
  /** It takes steps, or not. */
  | { readonly say: "playing"; readonly isPlaying: boolean }
  /** Something that should not happen, in words. */
  | { readonly say: "trouble"; readonly text: string };

/** Nodes along each side of the latent grid. */
export const GRID_SIDE = 13;
