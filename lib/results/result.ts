import type { DataFrame } from "nodejs-polars";
import type { EngineReport } from "../engine/mod.ts";

/** What was computed: tables to store, and what a reader has to know of them. */
export interface Computed {
  /** Tables by name; "" is the result's own, others are stored as `RESULT-NAME.parquet`. */
  readonly tables: Readonly<Record<string, DataFrame>>;
  /** All settings, for the JSON file beside the tables. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** The seed of the experiment. */
  readonly seed: number;
  /** What computed. */
  readonly engine: EngineReport;
}

/** A result that takes too long for a notebook: computed once, stored under `data/`, read by notebooks. */
export interface Result {
  /** Its name, and that of its files. */
  readonly name: string;
  /** What it holds, in one sentence. */
  readonly about: string;
  /**
   * Computes it.
   *
   * @param report Told one line after each part that is done.
   * @param keep A folder that exists, for checkpoints: who is called again with what was left in it goes
   * on from there. Default none are kept.
   */
  compute(report: (line: string) => void, keep?: string): Promise<Computed>;
}
