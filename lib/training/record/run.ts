import type { DataFrame } from "nodejs-polars";
import type { Dataset } from "../../datasets/mod.ts";
import type { EngineReport } from "../../engine/mod.ts";
import type { Model } from "../../models/mod.ts";
import type { Outcome } from "../blocks/health.ts";
import type { HostTree } from "../stored/host_tree.ts";
import type { Latent } from "../latents.ts";
import type { Snapshot } from "./snapshot.ts";

/** What became of one run. */
export interface RunStatus {
  /** Its number. */
  readonly run: number;
  /** `"finished"`, or why it was frozen. */
  readonly outcome: Outcome;
  /** The last step whose result it holds. */
  readonly step: number;
}

/** A player after training, in plain memory. */
export interface Trained {
  /** Its model. */
  readonly model: Model;
  /** Its parameters, all runs. */
  readonly params: HostTree;
  /** What its model keeps besides. */
  readonly state: HostTree;
}

/** What remains of a training for use: both players, all runs, and what made them. */
export interface TrainedRuns {
  /** The generator; its running mean, where `average` was set. */
  readonly generator: Trained;
  /** The critic. */
  readonly critic: Trained;
  /** Where its latents came from. */
  readonly latent: Latent;
  /** All settings in words and numbers, for a record. */
  readonly settings: Readonly<Record<string, string | number>>;
  /** The number of runs. */
  readonly runs: number;
  /** The number of the first run. */
  readonly firstRun: number;
  /** Whose random streams each run drew from. */
  readonly streams: readonly number[];
  /** The seed. */
  readonly seed: number;
}

/** The result of a training: plain data, no tensors to free. */
export interface Run extends TrainedRuns {
  /**
   * Losses: columns step, run, criticLoss (without penalties), penalty, generatorLoss, as each
   * player met them in that step, before it moved. Missing from the step on in which a run failed.
   * Of long trainings every few steps, so that there are about 1,000.
   */
  readonly history: DataFrame;
  /**
   * Metrics at each snapshot: columns step, run and one for each number. Missing for runs that have
   * failed.
   */
  readonly metrics: DataFrame;
  /** What it looked like, from step 0 to the last. */
  readonly snapshots: readonly Snapshot[];
  /** What became of each run. */
  readonly status: readonly RunStatus[];
  /** The data's name and dimension. */
  readonly dataset: Pick<Dataset, "name" | "dimension" | "extent">;
  /** What computed. */
  readonly engine: EngineReport;
  /** How the step ran: `"xla"`, `"graph"`, `"recorded"`, `"eager"`. */
  readonly mode: string;
  /** Wall-clock seconds, tracing and compiling included. */
  readonly seconds: number;
}
