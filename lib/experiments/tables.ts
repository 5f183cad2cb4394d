import type { DataFrame } from "nodejs-polars";
import pl from "nodejs-polars";
import { gridPoints, type Run, type Snapshot } from "../training/mod.ts";
import type { Label } from "./combinations.ts";
import type { Block } from "./plan.ts";

/** The tables of an experiment, by name. */
export interface Tables {
  /** Losses; the columns of a run's `history` after those of the parameters. */
  readonly history: DataFrame;
  /** Metrics; the columns of a run's `metrics` after those of the parameters. */
  readonly metrics: DataFrame;
  /** What became of every run: outcome and the last step whose result it holds. */
  readonly status: DataFrame;
  /** Generated points: step, run and coordinates; x, y, z in up to three dimensions. */
  readonly samples: DataFrame;
  /** Scores of critics on a grid: step, run, x, y, score. */
  readonly critic: DataFrame;
}

/** Which snapshots are kept in tables. */
export type Kept = "all" | "last" | "none";

/** One row of the run axis of a block: the values of its parameters as they stand in columns. */
interface Row {
  readonly labels: Readonly<Record<string, Label>>;
  readonly run: number;
}

/** The tables of a block that was trained. `mixed`: parameters whose values are of several kinds. */
export function tablesOf(block: Block, run: Run, kept: Kept, mixed: readonly string[]): Tables {
  const rows = rowsOf(block, run, mixed);
  const snapshots = kept === "none" ? [] : run.snapshots.slice(kept === "last" ? -1 : 0);
  return {
    history: relabelled(run.history, rows),
    metrics: relabelled(run.metrics, rows),
    status: statusOf(run, rows),
    samples: samplesOf(run, rows, snapshots),
    critic: criticOf(run, rows, snapshots),
  };
}

function statusOf({ status }: Run, rows: readonly Row[]): DataFrame {
  const columns = pl.DataFrame([
    pl.Series("outcome", status.map(({ outcome }) => outcome), pl.Utf8),
    pl.Series("step", status.map(({ step }) => step), pl.Int32),
  ]);
  return labelled(rows, [...rows.keys()], columns);
}

function samplesOf(run: Run, rows: readonly Row[], snapshots: readonly Snapshot[]): DataFrame {
  const { dimension } = run.dataset;
  const count = run.snapshots[0]!.samples.length / run.runs / dimension;
  const names = axisNames(dimension);
  return cloud(
    rows,
    snapshots,
    { count, names },
    ({ samples }) => names.map((_, axis) => everyNth(samples, axis, dimension)),
  );
}

function criticOf(run: Run, rows: readonly Row[], snapshots: readonly Snapshot[]): DataFrame {
  const grid = run.snapshots[0]!.grid;
  if (!grid) return pl.DataFrame([]);
  const points = gridPoints(grid, 2);
  const [x, y] = [0, 1].map((axis) => repeated(everyNth(points, axis, 2), run.runs));
  const shape = { count: grid.nx * grid.ny, names: ["x", "y", "score"] };
  return cloud(rows, snapshots, shape, ({ critic }) => [x!, y!, critic!]);
}

/** The tables of several blocks as one of each kind. */
export function joined(parts: readonly Tables[]): Tables {
  const of = (name: keyof Tables) => {
    const filled = parts.map((part) => part[name]).filter((table) => table.height > 0);
    return filled.length === 0 ? pl.DataFrame([]) : pl.concat(filled, { how: "diagonal" });
  };
  return {
    history: of("history"),
    metrics: of("metrics"),
    status: of("status"),
    samples: of("samples"),
    critic: of("critic"),
  };
}

/** Parameters whose values in some combinations are not all of one kind: their columns are texts. */
export function mixedKinds(combinations: readonly Readonly<Record<string, Label>>[]): string[] {
  return Object.keys(combinations[0]!).filter((name) =>
    new Set(combinations.map((labels) => typeof labels[name])).size > 1
  );
}

function rowsOf({ combinations }: Block, { runs, streams }: Run, mixed: readonly string[]): Row[] {
  const each = runs / combinations.length;
  const shown = combinations.map((labels) =>
    Object.fromEntries(
      Object.entries(labels).map((
        [name, label],
      ) => [name, mixed.includes(name) ? String(label) : label]),
    )
  );
  return Array.from({ length: runs }, (_, r) => ({
    labels: shown[Math.floor(r / each)]!,
    run: streams[r]!,
  }));
}

/** A run's own table, whose column run numbers the rows of the run axis. */
function relabelled(frame: DataFrame, rows: readonly Row[]): DataFrame {
  const places = frame.getColumn("run").toArray() as number[];
  return labelled(rows, places, frame.drop("run"));
}

/** A table with the values of the parameters and the run in front. */
function labelled(rows: readonly Row[], places: readonly number[], frame: DataFrame): DataFrame {
  const names = Object.keys(rows[0]!.labels);
  const columns = names.map((name) => series(name, places.map((r) => rows[r]!.labels[name]!)));
  return pl.DataFrame([
    ...columns,
    pl.Series("run", places.map((r) => rows[r]!.run), pl.Int32),
    ...frame.getColumns(),
  ]);
}

function series(name: string, values: readonly Label[]): pl.Series {
  if (typeof values[0] === "number") return pl.Series(name, values as number[], pl.Float64);
  if (typeof values[0] === "boolean") return pl.Series(name, values as boolean[], pl.Bool);
  return pl.Series(name, values as string[], pl.Utf8);
}

/** A table with `count` rows for every snapshot and run, of 32-bit columns. */
function cloud(
  rows: readonly Row[],
  snapshots: readonly Snapshot[],
  { count, names }: { readonly count: number; readonly names: readonly string[] },
  columnsOf: (snapshot: Snapshot) => readonly Float32Array[],
): DataFrame {
  const size = rows.length * count, all = snapshots.length * size;
  const columns = names.map(() => new Float32Array(all));
  snapshots.forEach((snapshot, i) => {
    columnsOf(snapshot).forEach((values, column) => columns[column]!.set(values, i * size));
  });
  const steps = Int32Array.from({ length: all }, (_, i) => snapshots[Math.floor(i / size)]!.step);
  return labelled(
    rows,
    Array.from({ length: all }, (_, i) => Math.floor(i % size / count)),
    pl.DataFrame([
      pl.Series("step", steps),
      ...names.map((name, column) => pl.Series(name, columns[column]!, pl.Float32)),
    ]),
  );
}

function axisNames(dimension: number): string[] {
  return Array.from(
    { length: dimension },
    (_, i) => dimension > 3 ? `x${i + 1}` : "xyz"[i]!,
  );
}

/** Every `stride`-th number from the one at `start`. */
function everyNth(values: Float32Array, start: number, stride: number): Float32Array {
  return Float32Array.from(
    { length: values.length / stride },
    (_, i) => values[i * stride + start]!,
  );
}

function repeated(values: Float32Array, times: number): Float32Array {
  const all = new Float32Array(values.length * times);
  for (let i = 0; i < times; i++) all.set(values, i * values.length);
  return all;
}
