import { basename, dirname, extname, resolve } from "node:path";
import { decodedText, refusedBySystem } from "../files/mod.ts";
import { withData } from "../datasets/mod.ts";
import { type Candidate, inWords, type Kept, type Plain } from "../experiments/mod.ts";
import {
  anyText,
  checkArgument,
  count,
  open,
  own,
  read as readGiven,
  type Spec,
  text as aText,
} from "../options/mod.ts";
import type { PlayedRuns, TrainedRuns, TrainOptions } from "../training/mod.ts";
import { gameTrial, MOST_RUNS, SETTINGS, type Settings, trainingTrial } from "../training/house.ts";
import { ConfigError, knownNames } from "./config_error.ts";
import { type ConfigNode, fail, type MappingNode, plainOf } from "./config_node.ts";
import { parseConfig } from "./parse_config.ts";
import { constraints } from "./constraints.ts";
import { dataset } from "./data_sets.ts";
import { type GameKind, GAMES } from "./games.ts";
import { loss } from "./losses.ts";
import { metrics } from "./metrics.ts";
import { model } from "./models.ts";
import { neededOf, optionsOf } from "./of_spec.ts";
import { type Variant, variants } from "./parameters.ts";
import { samplesView, type View } from "./pictures/views.ts";
import { type GeneratorFacts, generatorFacts } from "./sample/generator_facts.ts";
import { UNSEEN } from "./results_folder.ts";
import {
  checkKeys,
  checkNeeded,
  choice,
  needed,
  optional,
  type Reader,
  type Reading,
  text,
} from "./readers.ts";
import { average, grid, latent, optimisers, pretraining, update } from "./training_parts.ts";

/** The players that a file can describe: those of a training, or those of a game. */
export type ConfigPlayers = TrainedRuns | PlayedRuns<string>;

/** A combination that a file describes. */
export interface ConfigCandidate extends Candidate<ConfigPlayers> {
  /**
   * Its settings as the file gives them; a RangeError refuses them, and those of a game, which is
   * no training of two.
   */
  readonly training: () => TrainOptions;
  /** What can be drawn of it. */
  readonly views: readonly View[];
  /** What its generator is made of, where it has one that makes samples of latents. */
  readonly generator?: GeneratorFacts;
}

/** What of a candidate depends on what is played. */
type Own = Pick<ConfigCandidate, "training" | "trial" | "views" | "generator">;

/** What a file describes. */
export interface Config {
  /** The file. */
  readonly file: string;
  /** What it is called. Default the file's name. */
  readonly name: string;
  /** What it is, in a sentence; may be empty. */
  readonly about: string;
  /** Seeds of each combination. Default 1. */
  readonly runs: number;
  /** The seed. Default 0. */
  readonly seed: number;
  /** At most so many runs are stacked. Default 32. */
  readonly together: number;
  /** Which snapshots become the table of samples. Default the last. */
  readonly samples: Kept;
  /** The combinations, each checked. */
  readonly candidates: readonly ConfigCandidate[];
  /** All that the file says but `about`, as plain data. */
  readonly settings: Readonly<Record<string, Plain>>;
}

/** Settings of the whole file. */
type Whole = Partial<Pick<Config, "name" | "about" | "runs" | "seed" | "together">>;

/** What fits {@linkcode Whole}. */
const WHOLE = {
  name: open(own<string>({
    fits: "a text without control characters and marks of direction",
    kind: "text",
    is: aText().is,
    allows: (name) => name !== "" && !UNSEEN.test(name),
  })),
  about: anyText(""),
  runs: count(1, { most: MOST_RUNS }),
  seed: count(0, { from: 0 }),
  together: count(32, { most: MOST_RUNS }),
} satisfies Spec<Whole>;

/** Settings of a training, which may differ between combinations. */
const TRAINING = Object.keys(SETTINGS);

/**
 * Reads a YAML or JSON file that describes a training or an experiment. Data that it names and that
 * are not on this machine are fetched.
 *
 * @param file Its path.
 * @throws {ConfigError} If it cannot be read, or says something that cannot be meant: names line
 * and column, the key, what was expected and what came.
 */
export async function readConfig(file: string): Promise<Config> {
  checkArgument("readConfig", "file", file, aText());
  const content = await textOf(file).catch((error: Error) => {
    throw new ConfigError((refusedBySystem(file, "read", error) as Error).message);
  });
  return await withData(() => configOf(content, file));
}

/** Bytes of a file at most: no description of a run is a tenth as long. */
const LONGEST = 2 ** 20;

/** What a file says; `/dev/zero`, which has no end, is no file. */
async function textOf(file: string): Promise<string> {
  const { size, isCharDevice, isBlockDevice } = await Deno.stat(file);
  if (isCharDevice || isBlockDevice) {
    throw new RangeError(`${file} cannot be read: expected a file, got a device.`);
  }
  if (size > LONGEST) {
    throw new RangeError(`${file} cannot be read: expected at most 1 MiB, got ${size} bytes.`);
  }
  const bytes = await Deno.readFile(file);
  try {
    return decodedText(bytes);
  } catch (error) {
    throw new RangeError(`${file} cannot be read: ${(error as Error).message}`);
  }
}

/** The same, of the text of a file. */
export function configOf(content: string, file: string): Config {
  checkArgument("configOf", "content", content, anyText());
  checkArgument("configOf", "file", file, aText());
  const root = parseConfig(content, file);
  const none: Reading = { folder: dirname(resolve(file)), seed: 0, perRun: new Set() };
  const kind = optional(root, "game", game, none);
  const known = kind?.keys ?? TRAINING;
  checkKeys(root, [...Object.keys(WHOLE), "game", "samples", "parameters", ...known]);
  const kept: Reader<Kept> = choice("all", "last", "none");
  const whole = readGiven("a configuration", optionsOf<Whole>(root, WHOLE, none), WHOLE);
  const { name = basename(file, extname(file)), about, runs, seed, together } = whole;
  const { about: _, ...settings } = plainOf(root) as Record<string, Plain>;
  return {
    file,
    name,
    about,
    runs,
    seed,
    together,
    samples: optional(root, "samples", kept, none) ?? "last",
    candidates: variants(root, known).map(candidatesOf({ ...none, seed, runs }, kind)),
    settings,
  };
}

/** Makes candidates, of which the same settings twice are refused the second time. */
function candidatesOf(
  around: Reading,
  kind: GameKind | undefined,
): (variant: Variant) => ConfigCandidate {
  const seen = new Map<string, string>();
  return ({ labels, settings }) => {
    const reading = { ...around, perRun: new Set<ConfigNode>() };
    const own = kind ? gameOf(kind, settings, reading) : ganOf(settings, reading);
    const whole = JSON.stringify(plainOf(settings));
    const same = seen.get(whole);
    if (same === undefined) seen.set(whole, inWords(labels));
    const once = <T>(make: () => T): T => {
      if (same === undefined) return make();
      throw new RangeError(`It is the same training as ${same}.`);
    };
    return {
      labels,
      training: () => once(own.training),
      trial: (seeds) => once(() => own.trial(seeds)),
      views: own.views,
      ...(own.generator ? { generator: own.generator } : {}),
      group: JSON.stringify(
        plainOf(settings, (node) => reading.perRun.has(node) ? "#" : undefined),
      ),
    };
  };
}

/** A training of a generator against a critic. */
function ganOf(settings: MappingNode, reading: Reading): Own {
  const own = trainingOf(settings, reading);
  return {
    training: () => own,
    trial: (seeds) => trainingTrial({ ...own, ...seeds }),
    views: [samplesView(own.dataset, own.grid)],
    generator: generatorFacts(settings, own.dataset),
  };
}

/** Any other game. */
function gameOf(kind: GameKind, settings: MappingNode, reading: Reading): Own {
  const { game, play, views, generator } = kind.read(settings, reading);
  return {
    training: () => {
      throw new RangeError(`${game.name} is a game of its own, not one of generator and critic.`);
    },
    trial: (seeds) => gameTrial(game, { ...play, ...seeds }),
    views,
    ...(generator ? { generator } : {}),
  };
}

/** A kind of game by its name. */
const game: Reader<GameKind> = (node, reading) => {
  const name = text(node, reading);
  if (Object.hasOwn(GAMES, name)) return GAMES[name]!;
  return fail(node, `unknown game "${name}". ${knownNames(name, Object.keys(GAMES))}`);
};

function trainingOf(settings: MappingNode, around: Reading): TrainOptions {
  checkNeeded(settings, neededOf(SETTINGS));
  const data = needed(settings, "dataset", dataset, around);
  const reading = { ...around, dataset: data };
  const { dimension } = data;
  const parts = {
    dataset: () => data,
    generator: model({ outputs: dimension }),
    critic: model({ inputs: dimension, outputs: 1 }),
    loss,
    constraints,
    update,
    optimiser: optimisers,
    average,
    pretrain: pretraining,
    latent,
    metrics,
    grid,
  };
  const read = optionsOf<Settings>(settings, SETTINGS, reading, parts);
  return { grid: null, ...read as Settings };
}
