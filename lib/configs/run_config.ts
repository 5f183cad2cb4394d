import { basename } from "node:path";
import {
  type Experiment,
  type ExperimentProgress,
  inWords,
  type Plain,
  type Plan,
} from "../experiments/mod.ts";
import { type Manner, perform, performSome, plan } from "../experiments/house.ts";
import {
  callable,
  checkArgument,
  flag,
  notNegative,
  open,
  part,
  read,
  type Spec,
  text,
  type Values,
} from "../options/mod.ts";
import { ConfigError } from "./config_error.ts";
import { Pictures } from "./pictures/pictures.ts";
import type { Config, ConfigPlayers } from "./read_config.ts";

/** How to carry out what a file describes. */
export interface RunConfigOptions {
  /** Where to keep results, and to go on from after a stop. Default nowhere. */
  readonly folder?: string;
  /**
   * Whether the folder gets pictures: samples at every snapshot, losses, metrics, a film.
   * Default true.
   */
  readonly pictures?: boolean;
  /** Seconds between two checkpoints in the folder. Default 30. */
  readonly checkpointSeconds?: number;
  /**
   * Ends it early: as soon as the steps at hand are done, they are kept in the folder and the
   * signal's reason is thrown. Default never.
   */
  readonly stop?: AbortSignal;
  /** Called at each snapshot; a promise that it returns is waited for. */
  readonly onProgress?: (progress: ExperimentProgress) => unknown;
  /** Told of each combination that is left out, before anything runs. Default prints a warning. */
  readonly report?: (line: string) => void;
}

/** What fits {@linkcode RunConfigOptions}. */
export const RUN_CONFIG = {
  folder: open(text()),
  pictures: flag(true),
  checkpointSeconds: notNegative(30),
  stop: open(part<AbortSignal>("an AbortSignal", "aborted")),
  onProgress: open(callable<NonNullable<RunConfigOptions["onProgress"]>>("a function")),
  report: callable<NonNullable<RunConfigOptions["report"]>>(
    "a function",
    (line) => console.warn(line),
  ),
} satisfies Spec<RunConfigOptions>;

/**
 * The blocks of what a file describes.
 *
 * @throws {ConfigError} If no combination makes sense; gives every reason.
 */
export function planOf(config: Config): Plan<ConfigPlayers> {
  return planFor("planOf", config);
}

const aConfig = part<Config>("what readConfig or configOf gives", ["file", "candidates"]);

function planFor(owner: string, config: Config): Plan<ConfigPlayers> {
  checkArgument(owner, "config", config, aConfig);
  const { file, candidates, runs, seed, together } = config;
  try {
    return plan(candidates, { runs, seed, together });
  } catch (error) {
    if (error instanceof RangeError) throw new ConfigError(`${file}: ${error.message}`);
    throw error;
  }
}

/**
 * Trains what a file describes: `experiment` with the settings of the file.
 *
 * @param config What {@linkcode readConfig} read.
 * @throws {ConfigError} Before anything is trained, if no combination makes sense.
 * @throws {RangeError} Before anything is trained, if the folder holds something else, or an
 * option does not exist or fit.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import {
 *   type Config,
 *   ConfigError,
 *   configOf,
 *   planOf,
 *   readConfig,
 *   runConfig,
 *   type RunConfigOptions,
 * } from "saddle/configs/mod.ts";
 * import { start } from "saddle/engine/mod.ts";
 *
 * await start({ engine: "cpu" });
 * const file = `${await Deno.makeTempDir()}/dirac.yaml`;
 * const one = (value: number) =>
 *   `{ linear: { inputs: 1, bias: false, init: { constant-values: { weight: [${value}] } } } }`;
 * await Deno.writeTextFile(file, `
 * dataset: dirac
 * generator: ${one(-1)}
 * critic: ${one(0)}
 * latent: ones
 * loss: wasserstein
 * constraints: [{ simple-penalty: { weight: $weight } }]
 * optimiser: { sgd: { rate: 0.05 } }
 * batch: 1
 * steps: 20
 * metrics: { theta: mean }
 * parameters: { weight: [0.3, 1] }
 * `);
 * const config: Config = await readConfig(file);
 * assert.equal(planOf(config).blocks.length, 1); // both weights side by side
 * const quiet: RunConfigOptions = { report: () => {} };
 * const { metrics } = await runConfig(config, quiet);
 * assert.deepEqual(metrics.columns, ["weight", "run", "step", "theta"]);
 * assert.throws(() => configOf("dataset: rings", "a.yaml"), ConfigError);
 * ```
 */
export async function runConfig(
  config: Config,
  options: RunConfigOptions = {},
): Promise<Experiment<ConfigPlayers>> {
  const given = read("runConfig", options, RUN_CONFIG);
  const planned = planFor("runConfig", config);
  for (const { labels, reason } of planned.refused) {
    given.report(`left out: ${inWords(labels)}: ${reason}`);
  }
  return await perform(planned, mannerOf(config, planned, given));
}

/** What {@linkcode runBlocks} and {@linkcode joinBlocks} need of these. */
export type SharedOptions =
  & Omit<RunConfigOptions, "report" | "folder">
  & Required<Pick<RunConfigOptions, "folder">>;

/**
 * Trains some blocks of what a file describes, in a folder where others train the others.
 *
 * @param some Numbers of blocks, from 1.
 * @param job What a scheduler calls this task; null where there is none.
 * @returns How many were trained here; the others were there.
 * @throws {RangeError} As `runConfig` does; and if there is no such block, or the scheduler started
 * this task too often without a step more.
 */
export async function runBlocks(
  config: Config,
  options: SharedOptions,
  some: readonly number[],
  job: string | null,
): Promise<number> {
  const given = read("runBlocks", options, RUN_CONFIG), planned = planOf(config);
  const manner = { ...mannerOf(config, planned, given), folder: options.folder, job };
  return await performSome(planned, manner, some.map((block) => block - 1));
}

/**
 * Joins the blocks of what a file describes, and trains nothing.
 *
 * @throws {RangeError} If some are missing: names them.
 */
export async function joinBlocks(
  config: Config,
  options: SharedOptions,
): Promise<Experiment<ConfigPlayers>> {
  const given = read("joinBlocks", options, RUN_CONFIG), planned = planOf(config);
  return await perform(planned, mannerOf(config, planned, given), true);
}

function mannerOf(
  config: Config,
  planned: Plan<ConfigPlayers>,
  given: Values<typeof RUN_CONFIG>,
): Manner {
  const { name, about, file, samples, runs, seed, settings } = config;
  const { folder, checkpointSeconds, stop, onProgress } = given;
  return {
    folder,
    samples,
    seconds: checkpointSeconds,
    stop,
    settings: { ...settings, runs, seed },
    about: { name, about, file: basename(file), generators: generatorsOf(config, planned) },
    onProgress,
    watcher: folder && given.pictures ? picturesOf(config, planned, folder) : undefined,
  };
}

/** What the generator of each combination is made of, in the order in which they are trained. */
function generatorsOf({ candidates }: Config, { blocks }: Plan<ConfigPlayers>): Plain[] {
  const known = new Map(candidates.map(({ labels, generator }) => [labels, generator]));
  return blocks.flatMap(({ combinations }) =>
    combinations.map((labels) => known.get(labels) as Plain | undefined ?? null)
  );
}

/** Draws what the combinations of a file show. */
function picturesOf(
  { name, candidates, runs, seed }: Config,
  { blocks }: Plan<ConfigPlayers>,
  folder: string,
): Pictures {
  const views = new Map(candidates.map(({ labels, views }) => [labels, views]));
  const pictured = blocks.map(({ combinations, trial: { options: { steps, every } } }) => ({
    combinations: combinations.map((labels) => ({ labels, views: views.get(labels)! })),
    ...{ steps, every },
  }));
  return new Pictures({ folder, name, blocks: pictured, runs, seed });
}
