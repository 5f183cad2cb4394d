import pl from "nodejs-polars";
import type { Run } from "../training/mod.ts";

/** One run at one moment of its training. */
export interface Moment {
  /** Steps done. */
  readonly step: number;
  /** The run's number. */
  readonly run: number;
  /** Its generated points, `[n, dimension]`. */
  readonly samples: Float32Array;
  /** The critic's scores on the grid, where snapshots have them. */
  readonly critic: Float32Array | undefined;
}

/**
 * Numbers of every run at every snapshot, one row each with step and run in front: for metrics that have
 * to know the run or the step, which those of a training do not. A run that has failed has missing numbers.
 *
 * @param each By how much a step counts: 5 gives critic steps where there are five to a step.
 */
export function measured(
  { snapshots, status, runs, firstRun }: Run,
  numbersOf: (moment: Moment) => Readonly<Record<string, number>>,
  each = 1,
): pl.DataFrame {
  const rows = snapshots.flatMap(({ step, samples, critic }) =>
    status.map(({ run, outcome, step: last }): Readonly<Record<string, number>> => {
      if (outcome !== "finished" && step > last) return { step: step * each, run };
      const part = (all: Float32Array) => {
        const size = all.length / runs, from = (run - firstRun) * size;
        return all.subarray(from, from + size);
      };
      const moment = { step, run, samples: part(samples), critic: critic && part(critic) };
      return { step: step * each, run, ...numbersOf(moment) };
    })
  );
  const names = [...new Set(rows.flatMap(Object.keys))];
  const values = (name: string) =>
    rows.map((row) => Number.isNaN(row[name] ?? NaN) ? null : row[name]!);
  return pl.DataFrame([
    ...["step", "run"].map((name) => pl.Series(name, values(name), pl.Int32)),
    // half the size of 64 bits
    ...names.slice(2).map((name) => pl.Series(name, values(name), pl.Float32)),
  ]);
}
