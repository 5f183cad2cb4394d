import type { DataFrame } from "nodejs-polars";
import pl from "nodejs-polars";
import { pickRuns, type Played } from "../training/mod.ts";

/**
 * Some runs of what was played as if they had been played by themselves: numbered from 0.
 *
 * @param rows Their places on the run axis.
 */
export function ownRuns(played: Played, rows: readonly number[]): Played {
  const { firstRun, history, metrics, snapshots, status } = played;
  const places = new Map(rows.map((row, i) => [firstRun + row, i]));
  const part = (all: Float32Array) => {
    const size = all.length / played.runs, own = new Float32Array(rows.length * size);
    rows.forEach((row, i) => own.set(all.subarray(row * size, (row + 1) * size), i * size));
    return own;
  };
  return {
    ...played,
    ...pickRuns(played, rows),
    firstRun: 0,
    history: renumbered(history, places),
    metrics: renumbered(metrics, places),
    snapshots: snapshots.map(({ step, looks }) => ({
      step,
      looks: Object.fromEntries(Object.entries(looks).map(([name, all]) => [name, part(all)])),
    })),
    status: rows.map((row, i) => ({ ...status[row]!, run: i })),
  };
}

/** The rows of some runs, which get other numbers. */
function renumbered(frame: DataFrame, places: ReadonlyMap<number, number>): DataFrame {
  const own = frame.filter(pl.col("run").isIn([...places.keys()]));
  const runs = (own.getColumn("run").toArray() as number[]).map((run) => places.get(run)!);
  const numbers = pl.Series("run", runs, pl.Int32);
  return pl.DataFrame(own.getColumns().map((column) => column.name === "run" ? numbers : column));
}
