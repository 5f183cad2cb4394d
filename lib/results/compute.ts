import { readConfig, runConfig } from "../configs/mod.ts";
import { withData } from "../datasets/mod.ts";
import { type EngineReport, start } from "../engine/mod.ts";
import { experiment, type ExperimentOptions } from "../experiments/mod.ts";
import { methodsOf } from "./methods_of.ts";
import type { PlayedRuns } from "../training/mod.ts";
import type { AnyResult, ConfigResult, MadeResult, ResultTables, TrainedResult } from "./result.ts";

/** How a result is computed. */
export interface ComputeOptions {
  /** Where its experiment is kept, and goes on from after a stop. Default nowhere. */
  readonly folder?: string;
  /** Ends it early, with what was done kept in the folder; its reason is thrown. Default nothing does. */
  readonly stop?: AbortSignal;
  /** Called at each snapshot. */
  readonly onProgress?: NonNullable<ExperimentOptions<unknown>["onProgress"]>;
}

/** What was computed: tables to store, and what a reader has to know of them. */
export interface Computed {
  /** Tables by name; "" is the result's own, others are stored as `RESULT-NAME.parquet`. */
  readonly tables: ResultTables;
  /** Trained players to store, where there are any. */
  readonly players?: PlayedRuns<string>;
  /** All settings, for the JSON file beside the tables. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** The seed of the experiment. */
  readonly seed: number;
  /** What computed. */
  readonly engine: EngineReport;
  /** Seconds of computing, over all processes that took part. */
  readonly seconds: number;
}

/**
 * Computes a result: trains its experiment and makes the tables to store.
 *
 * @throws {RangeError} Before anything is trained, if one of its combinations makes no sense, or
 * the folder holds something else: says what.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { start } from "saddle/engine/mod.ts";
 * import { compute, type Computed, MIXTURE_METHODS, mixtures } from "saddle/results/mod.ts";
 *
 * await start({ engine: "wasm" });
 * const [method] = MIXTURE_METHODS;
 * const { tables }: Computed = await compute(mixtures({ methods: [method!], steps: 1, runs: 1 }));
 * assert.deepEqual(tables[""]!.columns.slice(0, 4), ["data", "method", "step", "run"]);
 * ```
 */
export function compute(result: AnyResult, options: ComputeOptions = {}): Promise<Computed> {
  if ("make" in result) return made(result);
  return "config" in result ? described(result, options) : trained(result, options);
}

/** What is made without a training. */
async function made({ make }: MadeResult): Promise<Computed> {
  const [engine, began] = [await start(), performance.now()];
  const { tables, settings } = await make();
  return { tables, settings, seed: 0, engine, seconds: (performance.now() - began) / 1000 };
}

/** What a file describes. */
async function described(
  { name, config: file, tables, settings }: ConfigResult,
  options: ComputeOptions,
): Promise<Computed> {
  const config = await readConfig(file);
  const done = await runConfig(config, {
    ...options,
    pictures: false,
    report: (line) => refuse(name, line),
  });
  const { engine, seconds } = done;
  return { tables: tables(done), settings: settings(done), seed: config.seed, engine, seconds };
}

function refuse(name: string, line: string): never {
  throw new RangeError(`${name} has a combination that makes no sense: ${line}`);
}

async function trained(
  { name, experiment: optionsOf, tables, players, settings }: TrainedResult,
  options: ComputeOptions,
): Promise<Computed> {
  const given = await withData<unknown>(optionsOf) as Omit<
    ExperimentOptions<unknown>,
    "name" | "folder"
  >;
  const done = await experiment<unknown>({
    ...given,
    ...options,
    name,
    report: (line) => refuse(name, line),
  });
  const began = performance.now();
  return {
    tables: await tables?.(done) ?? { "": done.metrics },
    ...(players ? { players: await players(done) } : {}),
    settings: settings?.(done) ?? { methods: methodsOf(done) },
    seed: given.seed ?? 0,
    engine: done.engine,
    seconds: done.seconds + (performance.now() - began) / 1000,
  };
}
