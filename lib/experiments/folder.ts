import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { DataFrame } from "nodejs-polars";
import pl from "nodejs-polars";
import { removeUnfinished, replaceFile } from "../files/mod.ts";
import { loadTrained, saveTrained, type TrainedRuns, type TrainOptions } from "../training/mod.ts";
import { differences, type Plain } from "./differences.ts";
import type { Tables } from "./tables.ts";

/** What the settings file of a folder says. */
export interface Facts {
  /** What the results are of; a folder with other settings is refused. */
  readonly settings: Plain;
  /** What is worth knowing besides. */
  readonly about: Readonly<Record<string, Plain>>;
}

/** Names of the tables, which are those of their files. */
const TABLES = ["history", "metrics", "status", "samples", "critic"] as const;

const SETTINGS = "settings.json";

/**
 * A folder of results: `settings.json`, a Parquet file for each table, and in `blocks/` the trained
 * players of each block, and what is needed to go on while it is not finished. A file is there whole or
 * not at all, and a block counts when its last file is there.
 */
export class ResultsFolder {
  readonly #path: string;
  readonly #lock: Deno.FsFile;

  private constructor(path: string, lock: Deno.FsFile) {
    this.#path = path;
    this.#lock = lock;
  }

  /**
   * Opens a folder for an experiment, and makes it if it is missing.
   *
   * @throws {RangeError} If it holds something else, results of other settings (says what differs), or
   * another process is at it. Nothing in it is changed then.
   */
  static async open(path: string, { settings, about }: Facts): Promise<ResultsFolder> {
    await checkContent(path);
    await Deno.mkdir(join(path, "blocks"), { recursive: true });
    const lock = await lockOf(path);
    const folder = new ResultsFolder(path, lock);
    try {
      const before = await readJson(join(path, SETTINGS));
      const differ = before === undefined
        ? []
        : differences((before as unknown as Facts).settings, settings);
      if (differ.length > 0) {
        throw new RangeError(
          `${path} holds results of other settings: ${
            differ.join("; ")
          }. Take another folder, or ` +
            `remove that one.`,
        );
      }
      await removeUnfinished(path);
      if (before === undefined) {
        await folder.#writeSettings({ settings, about: { ...about, state: "unfinished" } });
      }
      return folder;
    } catch (error) {
      lock.close();
      throw error;
    }
  }

  /** Whether everything was computed. */
  async isFinished(): Promise<boolean> {
    return (await this.about())["state"] === "finished";
  }

  /** What the settings file says besides the settings. */
  async about(): Promise<Readonly<Record<string, Plain>>> {
    return (await readJson(join(this.#path, SETTINGS)) as unknown as Facts).about;
  }

  /** Where a block keeps its state until it is finished; its folder is made. */
  async checkpoint(block: number): Promise<string> {
    const folder = this.#block(block);
    await Deno.mkdir(folder, { recursive: true });
    await removeUnfinished(folder);
    return join(folder, "checkpoint.safetensors");
  }

  /** What a finished block left, but for its tables; undefined if it is not finished. */
  async facts(block: number): Promise<Readonly<Record<string, Plain>> | undefined> {
    return await readJson(join(this.#block(block), "block.json")) as
      | Readonly<Record<string, Plain>>
      | undefined;
  }

  /** Stores a finished block. */
  async finish(
    block: number,
    { tables, players, facts }: {
      readonly tables: Tables;
      readonly players: TrainedRuns;
      readonly facts: Readonly<Record<string, Plain>>;
    },
  ): Promise<void> {
    const folder = this.#block(block);
    await writeTables(folder, tables);
    await saveTrained(players, join(folder, "players.safetensors"));
    await replaceFile(join(folder, "block.json"), json({ ...facts, tables: namesOf(tables) }));
    await removeIfThere(join(folder, "checkpoint.safetensors"));
  }

  /**
   * The tables of a finished block, of which `facts` are known.
   *
   * @throws {RangeError} If one is no longer there.
   */
  tables(block: number, facts: Readonly<Record<string, Plain>>): Tables {
    return wholeTables(this.#block(block), facts["tables"]);
  }

  /** The trained players of a finished block. */
  players(block: number, { generator, critic, latent }: TrainOptions): Promise<TrainedRuns> {
    const file = join(this.#block(block), "players.safetensors");
    return loadTrained(file, { generator, critic, ...(latent ? { latent } : {}) });
  }

  /** Stores the tables of all blocks as one, and removes those of each. */
  async finishAll(
    tables: Tables,
    blocks: number,
    more: Readonly<Record<string, Plain>>,
  ): Promise<void> {
    await writeTables(this.#path, tables);
    const { settings, about } = await readJson(join(this.#path, SETTINGS)) as unknown as Facts;
    const known = { ...about, ...more, tables: namesOf(tables) };
    await this.#writeSettings({ settings, about: { ...known, state: "finished" } });
    await this.tidy(blocks);
  }

  /** Removes what only an unfinished experiment needs. */
  async tidy(blocks: number): Promise<void> {
    for (let block = 0; block < blocks; block++) {
      for (const name of TABLES) {
        await removeIfThere(join(this.#block(block), `${name}.parquet`));
      }
      await removeIfThere(join(this.#block(block), "checkpoint.safetensors"));
    }
  }

  /**
   * The tables of a finished experiment.
   *
   * @throws {RangeError} If one is no longer there.
   */
  async allTables(): Promise<Tables> {
    return wholeTables(this.#path, (await this.about())["tables"]);
  }

  /** Lets others at the folder. */
  close(): void {
    this.#lock.close();
  }

  #block(block: number): string {
    return join(this.#path, "blocks", String(block).padStart(3, "0"));
  }

  async #writeSettings({ settings, about }: Facts): Promise<void> {
    await replaceFile(join(this.#path, SETTINGS), json({ about, settings }));
  }
}

/** Refuses a folder of someone's own. */
async function checkContent(path: string): Promise<void> {
  const names: string[] = [];
  try {
    for await (const { name } of Deno.readDir(path)) names.push(name);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    throw new RangeError(`${path} cannot be a folder of results: ${(error as Error).message}`);
  }
  // hidden files are the lock, what a kill left half-written, or the system's
  const seen = names.filter((name) => !name.startsWith("."));
  if (seen.includes(SETTINGS) || seen.every((name) => name === "blocks")) return;
  throw new RangeError(
    `${path} holds files (${
      names.slice(0, 3).join(", ")
    }) but no ${SETTINGS}: it is no folder of ` +
      `results. Take another one.`,
  );
}

const LOCK = ".lock";

/** The system lets go of the lock when the process ends, in whatever way. */
async function lockOf(path: string): Promise<Deno.FsFile> {
  const file = await Deno.open(join(path, LOCK), { create: true, write: true });
  if (await file.tryLock(true)) return file;
  file.close();
  throw new RangeError(`Another process is writing results to ${basename(path)} (${path}).`);
}

async function writeTables(folder: string, tables: Tables): Promise<void> {
  for (const name of TABLES) {
    // a table without rows is of something that was not asked for
    if (tables[name].height === 0) continue;
    await replaceFile(join(folder, `${name}.parquet`), (file) => {
      tables[name].writeParquet(file, { compression: "zstd" });
    });
  }
}

/** The names of the tables that have rows, and so a file. */
function namesOf(tables: Tables): string[] {
  return TABLES.filter((name) => tables[name].height > 0);
}

/** The tables of a folder, unless one that was written is gone. */
function wholeTables(folder: string, written: Plain | undefined): Tables {
  const tables = readTables(folder);
  const expected = Array.isArray(written) ? written as string[] : ["history"];
  const gone = expected.filter((name) => tables[name as typeof TABLES[number]]?.height === 0);
  if (gone.length === 0) return tables;
  throw new RangeError(
    `${folder} is said to be finished, but its tables are missing (${gone.join(", ")}). Remove ` +
      `it to begin again.`,
  );
}

function readTables(folder: string): Tables {
  const of = (name: typeof TABLES[number]): DataFrame => {
    try {
      return pl.readParquet(readFileSync(join(folder, `${name}.parquet`)));
    } catch (error) {
      if ((error as { code?: string }).code === "ENOENT") return pl.DataFrame([]);
      throw error;
    }
  };
  return {
    history: of("history"),
    metrics: of("metrics"),
    status: of("status"),
    samples: of("samples"),
    critic: of("critic"),
  };
}

async function readJson(file: string): Promise<Plain | undefined> {
  try {
    return JSON.parse(await Deno.readTextFile(file));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw new RangeError(`${file} cannot be read: ${(error as Error).message}`);
  }
}

function json(value: Plain): string {
  return JSON.stringify(value, null, 2) + "\n";
}

async function removeIfThere(file: string): Promise<void> {
  try {
    await Deno.remove(file);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
