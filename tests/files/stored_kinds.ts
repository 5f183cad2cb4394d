/**
 * Every kind of file that the library stores and reads again: how one is made, and what reads it.
 *
 * @module
 */
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { configOf } from "saddle/configs/mod.ts";
import { KeptColours } from "saddle/course/kept_colours.ts";
import { finite, ring } from "saddle/datasets/mod.ts";
import { checkFetched } from "saddle/datasets/images/check_fetched.ts";
import { start } from "saddle/engine/mod.ts";
import { CodeCache, codeFolder } from "saddle/engine/tensorflow/code_cache.ts";
import { readNote, writeNote } from "saddle/engine/tensorflow/symbol_note.ts";
import { experiment } from "saddle/experiments/mod.ts";
import { ResultsFolder } from "saddle/experiments/folder.ts";
import {
  changedFiles,
  checkSum,
  digestOf,
  keepSums,
  readTensors,
  writeTensors,
} from "saddle/files/mod.ts";
import { nonSaturating } from "saddle/losses/mod.ts";
import { keepReplay, keptReplay } from "saddle/replay/kept.ts";
import { isIntact, writeManifest } from "saddle/setup/manifest.ts";
import { loadTrained, saveTrained, train, type TrainOptions } from "saddle/training/mod.ts";
import { SMALL as EXPERIMENT } from "../experiments/small.ts";
import { SMALL } from "../training/small.ts";

/** A file of a kind. */
export interface StoredFile {
  /** Where it is. */
  readonly file: string;
  /**
   * Reads it. What is broken has to be an error that names the file, or (in a cache) be made anew, so
   * that it comes to the same.
   */
  readonly read: () => unknown;
}

/** A kind of file, and how one is made in an empty folder. */
export interface StoredKind {
  /** What it is. */
  readonly name: string;
  /**
   * Why what it comes to may be another: someone's own text, of which nobody wrote down what it
   * says. Then it is read whole or refused, and what it says is said again in what is made of it.
   */
  readonly mayDiffer?: string;
  /** Makes one. */
  readonly make: (folder: string) => StoredFile | Promise<StoredFile>;
}

const TRAINING: TrainOptions = {
  ...SMALL,
  dataset: finite(ring(), { size: 30, seed: 1 }),
  metrics: { first: ([x]) => x! },
};

/** A training that was stopped at its fourth step. */
async function checkpoint(folder: string): Promise<StoredFile> {
  await start({ engine: "wasm" });
  const file = join(folder, "state.safetensors"), stop = new AbortController();
  const kept = { file, seconds: 0 };
  const onProgress = ({ step }: { readonly step: number }) => {
    if (step === 4) stop.abort(new Error("stopped"));
  };
  await train({ ...TRAINING, checkpoint: { ...kept, stop: stop.signal }, onProgress })
    .catch(() => {});
  const bytes = Deno.readFileSync(file);
  const read = async () => {
    const { history } = await train({ ...TRAINING, checkpoint: kept });
    Deno.writeFileSync(file, bytes); // the training ended, and wrote its last state
    return history.toRecords().map(({ step, criticLoss }) => [step, criticLoss]);
  };
  return { file, read };
}

async function players(folder: string): Promise<StoredFile> {
  await start({ engine: "wasm" });
  const file = join(folder, "players.safetensors"), { generator, critic } = TRAINING;
  await saveTrained(await train(TRAINING), file);
  const read = async () => {
    const { generator: player, seed, streams } = await loadTrained(file, { generator, critic });
    return [player.params.leaves.map(({ values }) => [...values]), seed, streams];
  };
  return { file, read };
}

/** A file of a finished experiment, of which all is read. */
const ofExperiment = (file: string) => async (folder: string): Promise<StoredFile> => {
  await start({ engine: "wasm" });
  const parameters = { loss: [nonSaturating()], weight: [0.1, 1], critics: [1] };
  await experiment({ ...EXPERIMENT, parameters, folder });
  const settings = JSON.parse(Deno.readTextFileSync(join(folder, "settings.json"))).settings;
  const read = async () => {
    const opened = await ResultsFolder.open(folder, { settings, about: {} }, { warn: () => {} });
    try {
      await opened.checkBlocks([() => ({})]);
      const facts = (await opened.facts(0))!;
      await opened.players(0, facts);
      const tables = Object.entries(await opened.allTables());
      return [facts, await opened.about(), tables.map(([name, table]) => [name, table.height])];
    } finally {
      opened.close();
    }
  };
  return { file: join(folder, file), read };
};

/** A file of a folder such as `data/`, with its sums. */
const ofResults = (file: string) => async (folder: string): Promise<StoredFile> => {
  const table = join(folder, "points.csv");
  writeFileSync(table, "x,y\n0.25,1\n2,3\n");
  writeFileSync(join(folder, "points.json"), '{ "seed": 3 }\n');
  writeFileSync(join(folder, "points.parquet"), Uint8Array.from({ length: 300 }, (_, i) => i));
  await keepSums(folder, readdirSync(folder));
  const read = () => {
    const [first] = changedFiles(folder);
    if (first !== undefined) throw new RangeError(first);
    return [...checkSum(table)];
  };
  return { file: join(folder, file), read };
};

async function colours(folder: string): Promise<StoredFile> {
  const colours = new KeptColours("maker", folder), code = "const x = 1;";
  const of = (kept: KeptColours) => kept.of(code, () => `<pre>${code}</pre>`);
  const file = join(folder, `${digestOf("maker").slice(0, 12)}.json`);
  const read = () => of(new KeptColours("maker", folder));
  of(colours);
  await colours.save();
  return { file, read };
}

async function replay(folder: string): Promise<StoredFile> {
  const of = { notebook: "01-a", world: "shift-1", cells: "c" };
  const whole = { ...of, library: "l", seconds: 1.5, verdicts: [{ claim: "c", holds: true }] };
  await keepReplay(folder, whole as never);
  const read = async () => await keptReplay(folder, of) ?? whole; // or it is run again
  return { file: join(folder, "01-a", "shift-1.json"), read };
}

/** Machine code of a step; what is broken is compiled again. */
function machineCode(folder: string): StoredFile {
  const library = join(folder, "library.so"), work = join(folder, "compiled", "work-1");
  writeFileSync(library, "code");
  const before = Deno.env.get("SADDLE_CACHE");
  const cached = <T>(use: (cache: CodeCache) => T): T => {
    Deno.env.set("SADDLE_CACHE", folder);
    try {
      return use(new CodeCache(work, { version: "1", library, processor: "p" as never }));
    } finally {
      if (before === undefined) Deno.env.delete("SADDLE_CACHE");
      else Deno.env.set("SADDLE_CACHE", before);
    }
  };
  const code = Uint8Array.from({ length: 500 }, (_, i) => i);
  mkdirSync(work, { recursive: true });
  writeFileSync(join(work, "step.pb"), code);
  const shelf = cached((cache) => {
    cache.keep("step");
    return codeFolder();
  });
  const file = readdirSync(shelf, { recursive: true, encoding: "utf8" })
    .find((name) => name.endsWith("-step.pb"))!;
  const read = () => {
    Deno.removeSync(work, { recursive: true });
    const found = cached((cache) => cache.bring("step"));
    return [...found ? Deno.readFileSync(join(work, "step.pb")) : code];
  };
  mkdirSync(work, { recursive: true });
  return { file: join(shelf, file), read };
}

function symbolNote(folder: string): StoredFile {
  const file = join(folder, "symbols.json");
  writeNote(file, "key", "123456");
  return { file, read: () => readNote(file, "key") ?? "123456" }; // or it is looked up again
}

/** What was fetched, which is refused by name. */
function fetched(folder: string): StoredFile {
  const file = join(folder, "images.gz"), bytes = Uint8Array.from({ length: 400 }, (_, i) => i);
  writeFileSync(file, bytes);
  const sum = { kind: "sha256", hex: digestOf(bytes) } as const;
  const about = { name: "images.gz", bytes: 400, sum, addresses: [] };
  let seconds = 1e9;
  const read = () => {
    Deno.utimeSync(file, new Date(), ++seconds); // no two changes at one time
    checkFetched(file, about);
    return [...Deno.readFileSync(file)];
  };
  return { file, read };
}

/** The manifest of an installation that is broken: it is installed again, whatever that says. */
function manifest(folder: string): StoredFile {
  writeFileSync(join(folder, "lib.so"), "code");
  writeManifest(folder, "2.21.0");
  writeFileSync(join(folder, "lib.so"), "cod");
  return { file: join(folder, "manifest.json"), read: () => isIntact(folder) };
}

function tensors(folder: string): StoredFile {
  const file = join(folder, "net.safetensors"), values = Float32Array.of(1, -2, 3.5);
  writeFileSync(
    file,
    writeTensors({ tensors: { w: { shape: [3], values } }, texts: { step: "4" } }),
  );
  const read = () => readTensors(Deno.readFileSync(file), file, { ours: true }).tensors;
  return { file, read };
}

function config(folder: string): StoredFile {
  const file = join(folder, "run.yaml");
  const lines = [
    "dataset: ring",
    "generator: { mlp: { inputs: 2 } }",
    "critic: mlp",
    "loss: hinge",
    "steps: 500",
  ];
  writeFileSync(file, lines.join("\n") + "\n");
  return { file, read: () => configOf(Deno.readTextFileSync(file), basename(file)).settings };
}

/** All kinds; a new one is a line here. */
export const STORED_KINDS: readonly StoredKind[] = [
  { name: "tensors", make: tensors },
  { name: "the checkpoint of a training", make: checkpoint },
  { name: "trained players", make: players },
  ...["settings.json", "blocks/000/block.json", "blocks/000/players.safetensors"].map((file) => ({
    name: `${file} of an experiment`,
    make: ofExperiment(file),
  })),
  ...["history", "metrics", "samples", "status"].map((table) => ({
    name: `the table ${table} of an experiment`,
    make: ofExperiment(`${table}.parquet`),
  })),
  ...["points.parquet", "points.json", "points.csv", "SHA256SUMS"].map((file) => ({
    name: `${file} of stored results`,
    make: ofResults(file),
  })),
  { name: "a kept replay", make: replay },
  { name: "kept colours", make: colours },
  { name: "machine code", make: machineCode },
  { name: "where a library keeps a number", make: symbolNote },
  { name: "a fetched file", make: fetched },
  { name: "the manifest of an installation", make: manifest },
  { name: "a config", make: config, mayDiffer: "settings.json keeps all that it says" },
];

/** The file, as errors may call it: by its path, or by its name. */
export function isNamed({ file }: StoredFile, message: string): boolean {
  return message.includes(basename(file)) || message.includes(dirname(file));
}
