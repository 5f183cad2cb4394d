import type { Grid } from "./grid.ts";

/** What a training looked like after a step. */
export interface Snapshot {
  /** Steps done. */
  readonly step: number;
  /**
   * Generated points from the same latents in every snapshot: `[runs, n, dimension]`. Those of a run
   * that failed are where it was frozen, and may not be finite: see `Run.status`.
   */
  readonly samples: Float32Array;
  /** The critic's scores on {@linkcode Snapshot.grid}, `[runs, ny, nx]`, lowest y first. */
  readonly critic?: Float32Array;
  /** Where the critic was looked at. */
  readonly grid?: Grid;
}
