import type { DataFrame } from "nodejs-polars";
import type { Experiment, ExperimentOptions } from "../experiments/mod.ts";

/** Tables by name; "" is the result's own, others are stored as `RESULT-NAME.parquet`. */
export type ResultTables = Readonly<Record<string, DataFrame>>;

/** What a result's experiment is; its name and its folder are the business of who computes it. */
export type ResultExperiment<Values> = Omit<ExperimentOptions<Values>, "name" | "folder">;

/**
 * A result that takes too long for a notebook: an experiment that is trained once, stored under `data/`
 * and read by notebooks.
 *
 * @typeParam Values The values of the experiment's parameters.
 */
export interface Result<Values> {
  /** Its name, and that of its files. */
  readonly name: string;
  /** What it holds, in one sentence. */
  readonly about: string;
  /** What is trained. A function, because data sets take time to make. */
  readonly experiment: () => ResultExperiment<Values>;
  /** What is stored of it. Default its metrics. */
  readonly tables?: (done: Experiment) => ResultTables | Promise<ResultTables>;
  /** What the JSON file beside the tables says. Default `methods`, all settings of each combination. */
  readonly settings?: (done: Experiment) => Readonly<Record<string, unknown>>;
}

/** Any of several results, each with parameters of its own. */
// deno-lint-ignore no-explicit-any
export type AnyResult = Result<any>;
