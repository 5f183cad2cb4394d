import { dirname, join, resolve } from "node:path";
import { start } from "../../engine/mod.ts";
import { inWords, type Plain } from "../../experiments/mod.ts";
import { playersFile, readSettings } from "../../experiments/house.ts";
import {
  type Latent,
  loadPlayers,
  normalLatent,
  outputsOf,
  pickRuns,
  type Trained,
} from "../../training/mod.ts";
import { model } from "../models.ts";
import { parseConfig } from "../parse_config.ts";
import { readConfig } from "../read_config.ts";
import type { Reader, Reading } from "../readers.ts";
import { latent as latentReader } from "../training_parts.ts";
import type { GeneratorFacts } from "./generator_facts.ts";

/** Which generator of some results. */
export interface GeneratorChoice {
  /** Values of parameters that only its combination has. */
  readonly where: Readonly<Record<string, string>>;
  /** Which of its runs, from 0. */
  readonly run: number;
  /** The file that describes the training, where the results do not say it. */
  readonly config?: string | undefined;
}

/** A trained generator of one run, ready to be drawn from. */
export interface StoredGenerator extends Pick<GeneratorFacts, "shape" | "low" | "classes"> {
  /** Numbers of a latent. */
  readonly size: number;
  /** Where latents come from. */
  readonly latent: Latent;
  /** Numbers of a sample. */
  readonly dimension: number;
  /** Whether what becomes of a latent depends on those beside it: it normalises over the batch. */
  readonly seesBatch: boolean;
  /** What it makes of inputs `[n, size + classes]`: `[n, dimension]`. An engine has started. */
  make(inputs: Float32Array): Float32Array;
}

/** Where a generator's numbers are, and what is known of it. */
interface Found {
  readonly file: string;
  readonly facts: GeneratorFacts;
  /** Its place on the run axis. */
  readonly row: number;
}

/**
 * A generator that `deno task train` or `deno task experiment` trained, or whose file a program
 * stored.
 *
 * @param path A folder of results, a file of players in one, or any file of players and the
 * file that describes their training.
 * @throws {RangeError} If there is none, or the choice fits none or several: says which there are.
 */
export async function storedGenerator(
  path: string,
  choice: GeneratorChoice,
): Promise<StoredGenerator> {
  const { file, facts, row } = await find(path, choice);
  const { dimension, shape, low, classes } = facts;
  await start();
  const net = read(facts.model, model({ outputs: dimension }));
  const latent = facts.latent === null ? normalLatent : read(facts.latent, latentReader);
  const { players } = pickRuns(await loadPlayers(file, { generator: net }), [row]);
  const generator: Trained = players.generator!;
  return {
    ...{ dimension, shape, low, classes, latent },
    size: net.inputs - classes,
    seesBatch: net.sees === "batch",
    make: (inputs) => outputsOf(generator, inputs),
  };
}

/** What a reader of configurations makes of plain data. */
function read<T>(plain: Plain, reader: Reader<T>): T {
  const root = parseConfig(JSON.stringify({ it: plain }), "the stored settings");
  const reading: Reading = { folder: ".", seed: 0, perRun: new Set() };
  return reader(root.entries.get("it")!, reading);
}

async function find(path: string, choice: GeneratorChoice): Promise<Found> {
  const isFolder = await Deno.stat(path).then(
    ({ isDirectory }) => isDirectory,
    () => {
      throw new RangeError(
        `${path} is not there. Expected a folder of results, as deno task train makes them, or a ` +
          `file of trained players.`,
      );
    },
  );
  if (choice.config !== undefined) return await described(path, isFolder, choice);
  const folder = isFolder ? path : dirname(dirname(dirname(resolve(path))));
  const facts = await readSettings(folder);
  if (!facts) throw noResults(path, isFolder);
  const blocks = blocksOf(facts.settings), generators = facts.about["generators"];
  if (!Array.isArray(generators)) {
    throw new RangeError(
      `${folder} does not say what its generators are made of: --config names the file that ` +
        `describes the training.`,
    );
  }
  const each = generators as unknown as readonly (GeneratorFacts | null)[];
  const runs = Number((facts.settings as Record<string, Plain>)["runs"]);
  const all = blocks.flatMap((combinations, block) =>
    combinations.map((labels, place) => ({ labels, block, place }))
  ).map((one, i) => ({ ...one, facts: each[i] ?? null }));
  const inFile = isFolder
    ? all
    : all.filter(({ block }) => resolve(playersFile(folder, block)) === resolve(path));
  const { block, place, facts: own } = chosen(folder, inFile, choice);
  if (choice.run >= runs) {
    throw new RangeError(
      `--run is at most ${runs - 1}: ${folder} has ${runs} of each combination.`,
    );
  }
  const file = checkStored(playersFile(folder, block), folder);
  return { file, facts: own, row: place * runs + choice.run };
}

/** A combination of a folder of results. */
interface Stored {
  readonly labels: Readonly<Record<string, Plain>>;
  readonly block: number;
  readonly place: number;
  readonly facts: GeneratorFacts | null;
}

/** The one combination that is wanted, with a generator. */
function chosen(
  owner: string,
  all: readonly Stored[],
  { where }: GeneratorChoice,
): Stored & { readonly facts: GeneratorFacts } {
  const wanted = all.filter(({ labels }) =>
    Object.entries(where).every(([name, value]) => String(labels[name]) === value)
  );
  const [one] = wanted;
  if (!one || wanted.length > 1) {
    const known = all.map(({ labels }) => inWords(labels as Record<string, string>));
    throw new RangeError(
      `Expected one combination of ${owner}, but ${wanted.length} fit; say which with --where ` +
        `NAME=VALUE. It has: ${known.join("; ")}.`,
    );
  }
  const { facts } = one;
  if (facts) return { ...one, facts };
  throw new RangeError(
    `${owner} has no generator that makes samples of latents: its game has other players.`,
  );
}

function checkStored(file: string, folder: string): string {
  try {
    Deno.statSync(file);
    return file;
  } catch {
    throw new RangeError(
      `${folder} has no trained players yet: the training is not done. The same command goes on ` +
        `with it; its pictures on the way are in ${join(folder, "pictures")}.`,
    );
  }
}

/** A generator that a file of settings describes. */
async function described(path: string, isFolder: boolean, choice: GeneratorChoice): Promise<Found> {
  if (isFolder) {
    throw new RangeError(`With --config a file of players is needed, but ${path} is a folder.`);
  }
  const { file, candidates } = await readConfig(choice.config!);
  const all = candidates.map(({ labels, generator }): Stored => (
    { labels, block: 0, place: 0, facts: generator ?? null }
  ));
  return { file: path, facts: chosen(file, all, choice).facts, row: choice.run };
}

function blocksOf(settings: Plain): readonly (readonly Readonly<Record<string, Plain>>[])[] {
  const { blocks } = settings as unknown as {
    readonly blocks: readonly { readonly combinations: readonly Record<string, Plain>[] }[];
  };
  return blocks.map(({ combinations }) => combinations);
}

function noResults(path: string, isFolder: boolean): RangeError {
  return new RangeError(
    isFolder
      ? `${path} is no folder of results: it has no settings.json, as deno task train makes it.`
      : `${path} is in no folder of results: --config names the file that describes its training.`,
  );
}
