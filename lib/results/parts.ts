import pl from "nodejs-polars";
import type { Run } from "../training/mod.ts";
import { named } from "./named.ts";

/** A training with the words that its rows begin with. */
export interface Part {
  /** Columns that hold the same word in all its rows, by name. */
  readonly words: Readonly<Record<string, string>>;
  /** The training. */
  readonly run: Run;
}

/** The tables of all parts under each other, by default their metrics. */
export function tableOf(
  parts: readonly Part[],
  of: (run: Run) => pl.DataFrame = (run) => run.metrics,
): pl.DataFrame {
  return pl.concat(parts.map(({ words, run }) => named(of(run), words)));
}

/** What a stored result says of a part: its words, its settings, and the runs that failed. */
export function settingsOf({ words, run }: Part): Readonly<Record<string, unknown>> {
  return {
    ...words,
    ...run.settings,
    failed: run.status.filter(({ outcome }) => outcome !== "finished"),
  };
}
