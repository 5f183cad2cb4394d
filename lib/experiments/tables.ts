import type { DataFrame } from "nodejs-polars";
import pl from "nodejs-polars";
import type { GameSnapshot, Played } from "../training/mod.ts";
import type { LookColumns } from "../training/house.ts";
import type { Label } from "./combinations.ts";
import { ownRuns } from "./own_runs.ts";
import type { Block, Further } from "./plan.ts";

/** Tables by the names of their files; one that is missing has no rows. */
export type NamedTables = Readonly<Record<string, DataFrame>>;

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
  /**
   * What each look of a game shows, by its name, in the form of `samples`. Those of a training are
   * `samples` and `critic`.
   */
  readonly looks: NamedTables;
  /** The further tables that were asked for, by name. */
  readonly further: NamedTables;
}

/** Which snapshots are kept in tables. */
export type Kept = "all" | "last" | "none";

/** Names of the tables that every experiment has. */
const EVERY = ["history", "metrics", "status"] as const;

/** One row of the run axis of a block: the values of its parameters as they stand in columns. */
interface Row {
  readonly labels: Readonly<Record<string, Label>>;
  readonly run: number;
}

/** The names of the tables of some blocks: of their looks, and of the further ones. */
export function tableNames<Players>(
  blocks: readonly Block<Players>[],
): Record<"looks" | "further", string[]> {
  const looks = blocks.flatMap(({ trial: { game } }) =>
    Object.entries(game.looks).flatMap(([name, { kept = true }]) => kept ? [name] : [])
  );
  const further = blocks.flatMap((block) => block.further.flatMap(Object.keys));
  return { looks: [...new Set(looks)], further: [...new Set(further)] };
}

/**
 * Refuses tables that would hide each other.
 *
 * @throws {RangeError} Naming the table.
 */
export function checkTableNames(
  { looks, further }: ReturnType<typeof tableNames>,
): void {
  const all = [...EVERY, ...looks, ...further];
  const twice = all.find((name, i) => all.indexOf(name) < i);
  if (twice === undefined) return;
  throw new RangeError(
    `The tables of an experiment have names of their own, but "${twice}" is there twice: beside ` +
      `${EVERY.join(", ")}, looks of the game are ${looks.join(", ") || "none"}, further tables ` +
      `${further.join(", ") || "none"}.`,
  );
}

/** The tables of a block that was played. `mixed`: parameters whose values are of several kinds. */
export function tablesOf<Players>(
  block: Block<Players>,
  played: Played,
  kept: Kept,
  mixed: readonly string[],
): NamedTables {
  const rows = rowsOf(block, played, mixed);
  const snapshots = kept === "none" ? [] : played.snapshots.slice(kept === "last" ? -1 : 0);
  const { game: { looks }, columns } = block.trial;
  const shown = Object.keys(played.snapshots[0]!.looks).map((name) => {
    const { n } = looks[name]!.inputs;
    return [name, lookTable(rows, snapshots, { name, n, columns: columns[name] ?? {} })] as const;
  });
  return {
    history: relabelled(played.history, rows),
    metrics: relabelled(played.metrics, rows),
    status: statusOf(played, rows),
    ...Object.fromEntries(shown),
    ...furtherOf(block, played, rows),
  };
}

function statusOf({ status }: Played, rows: readonly Row[]): DataFrame {
  const columns = pl.DataFrame([
    pl.Series("outcome", status.map(({ outcome }) => outcome), pl.Utf8),
    pl.Series("step", status.map(({ step }) => step), pl.Int32),
  ]);
  return labelled(rows, [...rows.keys()], columns);
}

/** Further tables, which see each combination as if it had been alone. */
function furtherOf<Players>(
  { combinations, trials, further }: Block<Players>,
  played: Played,
  rows: readonly Row[],
): NamedTables {
  const each = rows.length / combinations.length;
  const parts = trials.map((trial, place) => {
    const own = rows.slice(place * each, (place + 1) * each);
    const places = Array.from({ length: each }, (_, r) => place * each + r);
    const result = trial.result(trials.length === 1 ? played : ownRuns(played, places));
    return Object.fromEntries(
      Object.entries(further[place]! as Further<Players>).map(([name, make]) => {
        const table = make(result);
        checkFurther(name, table, Object.keys(own[0]!.labels));
        return [name, relabelled(table, own)];
      }),
    );
  });
  return joined(parts);
}

function checkFurther(name: string, table: unknown, parameters: readonly string[]): void {
  const columns = (table as Partial<DataFrame> | undefined)?.columns;
  const taken = parameters.find((parameter) => columns?.includes(parameter));
  if (columns?.includes("run") && taken === undefined) return;
  throw new RangeError(
    taken === undefined
      ? `The further table "${name}" is a table with a column "run", the places of runs from 0, ` +
        `but ` +
        (columns ? `it has the columns ${columns.join(", ") || "none"}.` : `${table} came.`)
      : `The further table "${name}" has a column "${taken}", which is the name of a parameter.`,
  );
}

/** The tables of several blocks as one of each kind. */
export function joined(parts: readonly NamedTables[]): NamedTables {
  const names = [...new Set(parts.flatMap(Object.keys))];
  return Object.fromEntries(names.map((name) => {
    const filled = parts.flatMap((part) => part[name] && part[name].height > 0 ? [part[name]] : []);
    return [
      name,
      filled.length === 0 ? pl.DataFrame([]) : pl.concat(filled, { how: "diagonal" }),
    ];
  }));
}

/** Tables by their names, sorted into those that an experiment shows. */
export function sorted(
  tables: NamedTables,
  { looks, further }: ReturnType<typeof tableNames>,
): Tables {
  const of = (name: string) => tables[name] ?? pl.DataFrame([]);
  const all = (names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, of(name)]));
  const shown = all(looks);
  return {
    history: of("history"),
    metrics: of("metrics"),
    status: of("status"),
    samples: shown["samples"] ?? pl.DataFrame([]),
    critic: shown["critic"] ?? pl.DataFrame([]),
    looks: shown,
    further: all(further),
  };
}

/** Parameters whose values in some combinations are not all of one kind: their columns are texts. */
export function mixedKinds(combinations: readonly Readonly<Record<string, Label>>[]): string[] {
  return Object.keys(combinations[0]!).filter((name) =>
    new Set(combinations.map((labels) => typeof labels[name])).size > 1
  );
}

function rowsOf(
  { combinations }: Pick<Block, "combinations">,
  { runs, streams }: Played,
  mixed: readonly string[],
): Row[] {
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

/** A table with a row for each row of a look in every snapshot and run, of 32-bit columns. */
function lookTable(
  rows: readonly Row[],
  snapshots: readonly GameSnapshot[],
  { name, n, columns: { front = {}, names } }: {
    readonly name: string;
    readonly n: number;
    readonly columns: LookColumns;
  },
): DataFrame {
  if (snapshots.length === 0) return pl.DataFrame([]);
  const size = rows.length * n, all = snapshots.length * size;
  const features = snapshots[0]!.looks[name]!.length / size;
  const values = Array.from({ length: features }, () => new Float32Array(all));
  snapshots.forEach(({ looks }, i) => {
    const seen = looks[name]!;
    values.forEach((column, k) => {
      for (let row = 0; row < size; row++) column[i * size + row] = seen[row * features + k]!;
    });
  });
  const steps = Int32Array.from({ length: all }, (_, i) => snapshots[Math.floor(i / size)]!.step);
  const before = Object.entries(front).map(([axis, own]) =>
    pl.Series(axis, Float32Array.from({ length: all }, (_, i) => own[i % n]!), pl.Float32)
  );
  const axes = names ?? axisNames(features);
  return labelled(
    rows,
    Array.from({ length: all }, (_, i) => Math.floor(i % size / n)),
    pl.DataFrame([
      pl.Series("step", steps),
      ...before,
      ...values.map((column, k) => pl.Series(axes[k]!, column, pl.Float32)),
    ]),
  );
}

function axisNames(dimension: number): string[] {
  return Array.from(
    { length: dimension },
    (_, i) => dimension > 3 ? `x${i + 1}` : "xyz"[i]!,
  );
}
