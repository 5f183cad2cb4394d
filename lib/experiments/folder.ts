import { readFileSync } from "node:fs";
import { join } from "node:path";
import pl from "nodejs-polars";
import {
  digestOf,
  makeFolder,
  refusedBySystem,
  removeUnfinished,
  replaceFile,
} from "../files/mod.ts";
import { patiently, textsIn } from "../files/house.ts";
import { byName, notNegative, own, text } from "../options/mod.ts";
import { differences, type Plain } from "./differences.ts";
import { lockOf } from "./folder_lock.ts";
import { letGo, takeUp } from "./owner.ts";
import { changed, createSigned, isRecord, readSigned, writeSigned } from "./signed_json.ts";
import type { NamedTables } from "./tables.ts";

/** What the settings file of a folder says. */
export interface Facts {
  /** What the results are of; a folder with other settings is refused. */
  readonly settings: Plain;
  /** What is worth knowing besides. */
  readonly about: Readonly<Record<string, Plain>>;
}

const SETTINGS = "settings.json";
const BLOCK = "block.json";
const PLAYERS = "players.safetensors";

/** The state of a block that is not finished. */
export const CHECKPOINT = "checkpoint.safetensors";

/** How a folder is opened. */
export interface OpenOptions {
  /** Whether blocks that others trained are joined: files of theirs may take some seconds to show. */
  readonly joins?: boolean;
  /** Told what may be wrong and stops nothing. */
  readonly warn: (line: string) => void;
}

/** Digests of files of tables, by the names of the tables. */
type Digests = Readonly<Record<string, string>>;

/**
 * A folder of results: `settings.json`, a Parquet file for each table, and in `blocks/` the trained
 * players of each block, and what is needed to go on while it is not finished. A file is there whole or
 * not at all, and a block counts when its last file is there. Every file that is read again has a digest:
 * one in which a bit has changed is refused.
 */
export class ResultsFolder {
  readonly #path: string;
  readonly #lock: Deno.FsFile | undefined;
  /** What the task of a folder that is shared is called; undefined where it is one's own. */
  readonly #job: string | null | undefined;
  readonly #joins: boolean;

  private constructor(
    path: string,
    { lock, job, joins = false }: {
      readonly lock?: Deno.FsFile | undefined;
      readonly job?: string | null;
      readonly joins?: boolean;
    },
  ) {
    this.#path = path;
    this.#lock = lock;
    this.#job = job;
    this.#joins = joins;
  }

  /**
   * Opens a folder for an experiment, and makes it if it is missing.
   *
   * @throws {RangeError} If it holds something else, results of other settings (says what differs), or
   * another process is at it. Nothing in it is changed then.
   */
  static async open(
    path: string,
    { settings, about }: Facts,
    { joins = false, warn }: OpenOptions,
  ): Promise<ResultsFolder> {
    await checkContent(path);
    const lock = await Deno.mkdir(join(path, "blocks"), { recursive: true })
      .then(() => lockOf(path, warn))
      .catch((error) => {
        throw refusedBySystem(path, "a folder of results", error);
      });
    const folder = new ResultsFolder(path, { lock, joins });
    try {
      const before = await readSettings(path);
      const differ = before === undefined ? [] : differences(before.settings, settings);
      if (differ.length > 0) throw otherSettings(path, differ);
      await removeUnfinished(path);
      if (before === undefined) {
        await folder.#writeSettings({ settings, about: { ...about, state: "unfinished" } });
      }
      return folder;
    } catch (error) {
      lock?.close();
      throw error;
    }
  }

  /**
   * Opens a folder for some blocks of an experiment, beside others that do other blocks, on any machine
   * that sees it. It takes no lock, and removes nothing of others: each block has one owner at a time,
   * and should there be two, both write the same.
   *
   * @param job What a scheduler calls this task; null where there is none.
   * @throws {RangeError} If it holds something else, or results of other settings (says what differs).
   */
  static async share(
    path: string,
    { settings, about }: Facts,
    { job }: { readonly job: string | null },
  ): Promise<ResultsFolder> {
    await checkContent(path);
    await makeFolder(join(path, "blocks"));
    const file = join(path, SETTINGS);
    await createSigned(file, { about: { ...about, state: "unfinished" }, settings });
    const before = await patiently(() => Deno.stat(file), { awaits: true })
      .then(() => readSettings(path));
    const differ = differences(before!.settings, settings);
    if (differ.length > 0) throw otherSettings(path, differ);
    return new ResultsFolder(path, { job });
  }

  /** Whether everything was computed. */
  async isFinished(): Promise<boolean> {
    return (await this.about())["state"] === "finished";
  }

  /** What the settings file says besides the settings. */
  async about(): Promise<Readonly<Record<string, Plain>>> {
    return (await this.#settings()).about;
  }

  /**
   * Compares what is known of finished blocks with what it has to be.
   *
   * @param expected Makes the facts of each block; of those that are not finished it is not asked
   * for.
   * @throws {RangeError} If one is of something else (says what differs), or is gone although all
   * were finished.
   */
  async checkBlocks(expected: readonly (() => Readonly<Record<string, Plain>>)[]): Promise<void> {
    const known = await Promise.all(expected.map((_, block) => this.facts(block)));
    const gone = [...known.keys()].filter((block) => !known[block]).map(nameOf);
    if (gone.length > 0 && await this.isFinished()) throw missing(this.#path, "blocks", gone);
    for (const [block, make] of expected.entries()) await this.checkBlock(block, make);
  }

  /** The same of one block. */
  async checkBlock(
    block: number,
    make: () => Readonly<Record<string, Plain>>,
  ): Promise<void> {
    const before = await this.facts(block);
    if (!before) return;
    const now = make();
    const then = Object.fromEntries(Object.keys(now).map((name) => [name, before[name] ?? null]));
    const differ = differences(then, now).map((place) => `blocks[${block}].${place}`);
    if (differ.length > 0) throw otherSettings(this.#path, differ);
  }

  /** Where a block keeps its state until it is finished; its folder is made. */
  async checkpoint(block: number): Promise<string> {
    const folder = this.#block(block), file = join(folder, CHECKPOINT);
    await makeFolder(folder);
    if (this.#job === undefined) await removeUnfinished(folder);
    else await takeUp(folder, Number((await textsIn(file))?.["step"] ?? 0), this.#job);
    return file;
  }

  /** What a finished block left, but for its tables; undefined if it is not finished. */
  async facts(block: number): Promise<Readonly<Record<string, Plain>> | undefined> {
    const folder = this.#block(block), facts = await factsIn(folder);
    if (facts && this.#joins) await awaitTables(folder, facts);
    return facts;
  }

  /** Stores a finished block, whose players are stored. */
  async finish(
    block: number,
    { tables, facts }: {
      readonly tables: NamedTables;
      readonly facts: Readonly<Record<string, Plain>>;
    },
  ): Promise<void> {
    const folder = this.#block(block);
    const written = await writeTables(folder, tables);
    const players = await digestIn(this.playersFile(block));
    await writeSigned(join(folder, BLOCK), { ...facts, tables: written, players });
    await removeIfThere(join(folder, CHECKPOINT));
    await letGo(folder);
  }

  /**
   * The tables of a finished block, of which `facts` are known.
   *
   * @throws {RangeError} If one is no longer there, or not as it was written.
   */
  tables(block: number, facts: Readonly<Record<string, Plain>>): NamedTables {
    return wholeTables(this.#block(block), facts["tables"]);
  }

  /** The file of the trained players of a block. */
  playersFile(block: number): string {
    return playersFile(this.#path, block);
  }

  /**
   * The same of a finished block, of which `facts` are known.
   *
   * @throws {RangeError} If it is not as it was written.
   */
  async players(block: number, facts: Readonly<Record<string, Plain>>): Promise<string> {
    const file = this.playersFile(block);
    if (await digestIn(file) !== facts["players"]) throw changed(file);
    return file;
  }

  /** Stores the tables of all blocks as one, and removes those of each. */
  async finishAll(
    tables: NamedTables,
    blocks: number,
    more: Readonly<Record<string, Plain>>,
  ): Promise<void> {
    const written = await writeTables(this.#path, tables);
    const { settings, about } = await this.#settings();
    const known = { ...about, ...more, tables: written };
    await this.#writeSettings({ settings, about: { ...known, state: "finished" } });
    await this.tidy(blocks);
  }

  /** Removes what only an unfinished experiment needs. */
  async tidy(blocks: number): Promise<void> {
    for (let block = 0; block < blocks; block++) {
      for (const name of Object.keys((await this.facts(block))?.["tables"] ?? {})) {
        await removeIfThere(join(this.#block(block), fileOf(name)));
      }
      await removeIfThere(join(this.#block(block), CHECKPOINT));
      await letGo(this.#block(block));
      if (this.#joins) await removeUnfinished(this.#block(block));
    }
  }

  /**
   * The tables of a finished experiment.
   *
   * @throws {RangeError} If one is no longer there, or not as it was written.
   */
  async allTables(): Promise<NamedTables> {
    return wholeTables(this.#path, (await this.about())["tables"]);
  }

  /** Lets others at the folder. */
  close(): void {
    this.#lock?.close();
  }

  #block(block: number): string {
    return blockFolder(this.#path, block);
  }

  async #settings(): Promise<Facts> {
    const facts = await readSettings(this.#path);
    if (facts) return facts;
    throw new RangeError(`${join(this.#path, SETTINGS)} is gone: something else removed it.`);
  }

  async #writeSettings({ settings, about }: Facts): Promise<void> {
    await writeSigned(join(this.#path, SETTINGS), { about, settings });
  }
}

/** The folder of a block in a folder of results. */
export function blockFolder(path: string, block: number): string {
  return join(path, "blocks", nameOf(block));
}

function nameOf(block: number): string {
  return String(block).padStart(3, "0");
}

/** The file of the trained players of a block in a folder of results. */
export function playersFile(path: string, block: number): string {
  return join(blockFolder(path, block), PLAYERS);
}

function otherSettings(path: string, differ: readonly string[]): RangeError {
  return new RangeError(
    `${path} holds results of other settings: ${
      differ.join("; ")
    }. Take another folder, or remove that one.`,
  );
}

/** Nothing that was finished is computed anew without a word. */
function missing(folder: string, what: string, names: readonly string[]): RangeError {
  return new RangeError(
    `${folder} is said to be finished, but its ${what} are missing (${names.join(", ")}). Remove ` +
      `it to begin again.`,
  );
}

/** What may be in a folder before its settings are. */
const BEFORE = ["blocks", "slurm"];

/** Refuses a folder of someone's own. */
async function checkContent(path: string): Promise<void> {
  const names: string[] = [];
  try {
    for await (const { name } of Deno.readDir(path)) names.push(name);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    throw refusedBySystem(path, "a folder of results", error);
  }
  // hidden files are the lock, what a kill left half-written, or the system's
  const seen = names.filter((name) => !name.startsWith("."));
  if (seen.includes(SETTINGS) || seen.every((name) => BEFORE.includes(name))) return;
  throw new RangeError(
    `${path} holds files (${
      names.slice(0, 3).join(", ")
    }) but no ${SETTINGS}: it is no folder of ` +
      `results. Take another one.`,
  );
}

/** Writes the tables that have rows, and gives the digests of their files. */
async function writeTables(folder: string, tables: NamedTables): Promise<Digests> {
  const written: Record<string, string> = {};
  for (const [name, table] of Object.entries(tables)) {
    // a table without rows is of something that was not asked for
    if (table.height === 0) continue;
    const bytes = table.writeParquet({ compression: "zstd" });
    await replaceFile(join(folder, fileOf(name)), bytes);
    written[name] = digestOf(bytes);
  }
  return written;
}

/** The file of a table. Looks of a game may be called anything: `a to b`, `x/y`. */
function fileOf(name: string): string {
  return `${encodeURIComponent(name).replaceAll("%20", " ")}.parquet`;
}

/** The tables of a folder, unless one that was written is gone or another one. */
function wholeTables(folder: string, written: Plain | undefined): NamedTables {
  const expected = Object.entries(written as Digests);
  const files = expected.map(([name]) => tableBytes(folder, name));
  const gone = expected.filter((_, i) => !files[i]).map(([name]) => name);
  if (gone.length > 0) throw missing(folder, "tables", gone);
  return Object.fromEntries(expected.map(([name, digest], i) => {
    const bytes = files[i]!;
    if (digestOf(bytes) !== digest) throw changed(join(folder, fileOf(name)));
    return [name, pl.readParquet(bytes)];
  }));
}

function tableBytes(folder: string, name: string): Buffer | undefined {
  const file = join(folder, fileOf(name));
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as { code?: string }).code === "ENOENT") return undefined;
    throw refusedBySystem(file, "read", error);
  }
}

/** Waits for the files of a finished block, which another machine wrote before its last one. */
async function awaitTables(folder: string, facts: Readonly<Record<string, Plain>>): Promise<void> {
  if (await isJoined(join(folder, "..", ".."))) return; // they are gone then
  for (const name of Object.keys(facts["tables"] as Digests)) {
    await patiently(() => Deno.stat(join(folder, fileOf(name))), { awaits: true })
      .catch(() => {}); // said when they are read
  }
}

async function isJoined(path: string): Promise<boolean> {
  return (await readSettings(path))?.about["state"] === "finished";
}

async function digestIn(file: string): Promise<string> {
  const bytes = await Deno.readFile(file).catch((error) => {
    throw refusedBySystem(file, "read", error);
  });
  return digestOf(bytes);
}

/** What a finished block left in its folder, but for its tables; undefined if it is not finished. */
export async function factsIn(
  folder: string,
): Promise<Readonly<Record<string, Plain>> | undefined> {
  return await readSigned(join(folder, BLOCK), {
    ...{ tables: digests, players: digest, start: digest },
    ...{ seconds: notNegative(), measuring: notNegative() },
  }) as Readonly<Record<string, Plain>> | undefined;
}

/** What fits the digests of some files. */
const digest = text();
const digests = byName(digest);

/**
 * What the settings file of a folder says; undefined if there is none.
 *
 * @throws {RangeError} If it is not as it was written.
 */
export async function readSettings(path: string): Promise<Facts | undefined> {
  const record = { fits: "a record", is: (value: unknown) => isRecord(value) };
  const spec = { about: own<Facts["about"]>(record), settings: own<Facts["settings"]>(record) };
  const facts = await readSigned(join(path, SETTINGS), spec) as Facts | undefined;
  const { state, tables } = facts?.about ?? {};
  const isWhole = state !== "finished" || isRecord(tables) && digests.is(tables);
  if (isWhole) return facts;
  throw changed(join(path, SETTINGS));
}

async function removeIfThere(file: string): Promise<void> {
  try {
    await Deno.remove(file);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    throw refusedBySystem(file, "removed", error);
  }
}
