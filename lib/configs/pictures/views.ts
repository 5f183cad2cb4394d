import type { Dataset } from "../../datasets/mod.ts";
import type { Grid } from "../../training/mod.ts";

/** One row of a view: what a look of the game shows. */
export interface ViewRow {
  /** The look's name. */
  readonly look: string;
  /** The data that it resembles: their shape, their window. */
  readonly of: Dataset;
}

/**
 * Something of a game to be drawn over training. Pictures stand in the order of the rows, the first
 * of every row under each other; of points the row that is called like the view is drawn alone.
 */
export interface View {
  /** What it is called: like one of its rows. */
  readonly name: string;
  /** At least one. */
  readonly rows: readonly ViewRow[];
  /** Where the look `critic` sees the critic, where there is one. */
  readonly grid?: Grid;
}

/** What a generator makes of fixed latents. */
export function samplesView(of: Dataset, grid?: Grid | null): View {
  return { name: "samples", rows: [{ look: "samples", of }], ...(grid ? { grid } : {}) };
}

/** The row after which a view is called. */
export function mainRow({ name, rows }: View): ViewRow {
  return rows.find(({ look }) => look === name)!;
}
