import type { Grid } from "../probes/grid.ts";
import { type Stored, storedNumbers } from "../stored/stored_tree.ts";

/** What a training looked like after a step. */
export interface Snapshot {
  /** Steps done. */
  readonly step: number;
  /**
   * Generated points from the same latents in every snapshot: `[runs, n, dimension]`. Those of a
   * run that failed are where it was frozen, and may not be finite: see `Run.status`.
   */
  readonly samples: Float32Array;
  /** The critic's scores on {@linkcode Snapshot.grid}, `[runs, ny, nx]`, lowest y first. */
  readonly critic?: Float32Array;
  /** Where the critic was looked at. */
  readonly grid?: Grid;
}

/** What a game looked like after a step. */
export interface GameSnapshot {
  /** Steps done. */
  readonly step: number;
  /**
   * What each look shows, `[runs, n, features]`, from the same inputs in every snapshot. Rows of a
   * run that failed are where it was frozen, and may not be finite: see `Played.status`.
   */
  readonly looks: Readonly<Record<string, Float32Array>>;
}

/** Snapshots as tensors `[snapshots, runs, ...]`. */
export function storedSnapshots(snapshots: readonly GameSnapshot[], runs: number): Stored {
  const steps = Int32Array.from(snapshots, ({ step }) => step);
  const names = Object.keys(snapshots[0]?.looks ?? {});
  const together = (parts: readonly Float32Array[]) => {
    const size = parts[0]!.length, values = new Float32Array(parts.length * size);
    parts.forEach((part, i) => values.set(part, i * size));
    return { shape: [parts.length, runs, size / runs], values };
  };
  return {
    "snapshots.steps": { shape: [steps.length], values: steps },
    ...Object.fromEntries(
      names.map((name) =>
        [`${LOOKS}${name}`, together(snapshots.map(({ looks }) => looks[name]!))] as const
      ),
    ),
  };
}

/** In front of the names of looks in a file of tensors. */
const LOOKS = "snapshots.looks.";

/**
 * The snapshots that {@linkcode storedSnapshots} stored.
 *
 * @param names The looks that they show.
 * @throws {RangeError} If one of them is not stored of every snapshot and run.
 */
export function restoredSnapshots(
  stored: Stored,
  names: readonly string[],
  runs: number,
): GameSnapshot[] {
  const steps = storedNumbers(stored, "snapshots.steps", Int32Array, ["any"]);
  const looks = names.map((name) => {
    const shape = [steps.length, runs, "any"] as const;
    return [name, storedNumbers(stored, `${LOOKS}${name}`, Float32Array, shape)] as const;
  });
  return Array.from(steps, (step, i) => ({
    step,
    looks: Object.fromEntries(looks.map(([name, values]) => {
      const size = values.length / steps.length;
      return [name, values.slice(i * size, (i + 1) * size)];
    })),
  }));
}
