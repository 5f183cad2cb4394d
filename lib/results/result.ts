import type { DataFrame } from "nodejs-polars";
import type { ConfigPlayers } from "../configs/mod.ts";
import type { Experiment, ExperimentOptions, GameExperimentOptions } from "../experiments/mod.ts";
import type { PlayedRuns } from "../training/mod.ts";

/** Tables by name; "" is the result's own, others are stored as `RESULT-NAME.parquet`. */
export type ResultTables = Readonly<Record<string, DataFrame>>;

/** What is known of any result. */
export interface NamedResult {
  /** Its name, and that of its files. */
  readonly name: string;
  /** What it holds, in one sentence. */
  readonly about: string;
}

/** A result of an experiment of these options, which comes to this. */
export interface ResultOf<Options, Done> extends NamedResult {
  /**
   * What is trained; its name and its folder are the business of who computes it. A function, because data
   * sets take time to make; one that throws `NotReady` is asked again once its data are there, and
   * one that gives a promise is waited for.
   */
  readonly experiment: () =>
    | Omit<Options, "name" | "folder">
    | Promise<Omit<Options, "name" | "folder">>;
  /** What is stored of it. Default its metrics. */
  readonly tables?: (done: Done) => ResultTables | Promise<ResultTables>;
  /** Trained players that are stored beside the tables, as `savePlayers` does. Default none. */
  readonly players?: (done: Done) => Promise<PlayedRuns<string>>;
  /** What the JSON file beside the tables says. Default `methods`, all settings of each combination. */
  readonly settings?: (done: Done) => Readonly<Record<string, unknown>>;
}

/**
 * A result that takes too long for a notebook: an experiment that is trained once, stored under `data/`
 * and read by notebooks.
 *
 * @typeParam Values The values of the experiment's parameters.
 */
export type Result<Values> = ResultOf<ExperimentOptions<Values>, Experiment>;

/**
 * The same of a game of any players.
 *
 * @typeParam Values The values of the experiment's parameters.
 * @typeParam P The players.
 */
export type GameResult<Values, P extends string> = ResultOf<
  GameExperimentOptions<Values, P>,
  Experiment<PlayedRuns<P>>
>;

/** What is stored without a training: data that ship. */
export interface MadeResult extends NamedResult {
  /** Makes what is stored. */
  make(): Promise<
    { readonly tables: ResultTables; readonly settings: Readonly<Record<string, unknown>> }
  >;
}

/** A result of an experiment that a file describes, so that a cluster can train it as well. */
export interface ConfigResult extends NamedResult {
  /** The file. */
  readonly config: string;
  /** What is stored of it. */
  readonly tables: (done: Experiment<ConfigPlayers>) => ResultTables;
  /** What the JSON file beside the tables says. */
  readonly settings: (done: Experiment<ConfigPlayers>) => Readonly<Record<string, unknown>>;
}

/** Any result that is trained, with parameters of its own. */
// deno-lint-ignore no-explicit-any
export type TrainedResult = ResultOf<any, any>;

/** Any of several results. */
export type AnyResult = TrainedResult | ConfigResult | MadeResult;
