import type { Grid } from "./grid.ts";
import type { FullOptions } from "./options.ts";
import type { Stored } from "./stored_tree.ts";

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

/** Snapshots as tensors `[snapshots, ...]`. */
export function storedSnapshots(
  snapshots: readonly Snapshot[],
  { runs, snapshotSize, dataset, grid }: FullOptions,
): Stored {
  const count = snapshots.length;
  const together = (parts: readonly Float32Array[], shape: readonly number[]) => {
    const values = new Float32Array(shape.reduce((product, side) => product * side, 1));
    parts.forEach((part, i) => values.set(part, i * part.length));
    return { shape, values };
  };
  return {
    "snapshots.steps": { shape: [count], values: Int32Array.from(snapshots, ({ step }) => step) },
    "snapshots.samples": together(
      snapshots.map(({ samples }) => samples),
      [count, runs, snapshotSize, dataset.dimension],
    ),
    ...(grid
      ? {
        "snapshots.critic": together(
          snapshots.map(({ critic }) => critic!),
          [count, runs, grid.ny, grid.nx],
        ),
      }
      : {}),
  };
}

/** The snapshots that {@linkcode storedSnapshots} stored. */
export function restoredSnapshots(stored: Stored, { grid }: FullOptions): Snapshot[] {
  const { values: steps } = stored["snapshots.steps"]!;
  const part = (name: string, i: number) => {
    const values = stored[name]!.values as Float32Array, size = values.length / steps.length;
    return values.slice(i * size, (i + 1) * size);
  };
  return Array.from(steps, (step, i) => ({
    step,
    samples: part("snapshots.samples", i),
    ...(grid ? { critic: part("snapshots.critic", i), grid } : {}),
  }));
}
