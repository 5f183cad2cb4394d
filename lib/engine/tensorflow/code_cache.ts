import { createHash } from "node:crypto";
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { cacheFolder } from "../../files/mod.ts";
import type { Processor } from "./processor.ts";

/** Bytes of machine code that are kept at most. A step takes some hundred kilobytes. */
const LIMIT = 512 << 20;
/** The option of TensorFlow's that names the folder where it keeps and looks for machine code. */
const OPTION = "--tf_xla_persistent_cache_directory=";
/** Nobody could try yet what becomes of a GPU's code. */
const CPU_ONLY = "--tf_xla_persistent_cache_device_types=CPU";
const WORK = "work-";
/** The folder of a process above this one, perhaps in another cache. */
const INHERITED = /^--tf_xla_persistent_cache_directory=.*[\\/]compiled[\\/]work-[^\\/]*$/;

/** The folder of the machine code that outlives processes, of all versions and settings. */
export function codeFolder(): string {
  return join(cacheFolder(), "compiled");
}

/** What machine code is for: with anything else it may not run, or give other bits. */
export interface CodeKey {
  /** TensorFlow's version. */
  readonly version: string;
  /** The library's file. */
  readonly library: string;
  /** The processor. */
  readonly processor: Processor;
}

/**
 * Names a folder of this process for TensorFlow to write machine code to and to read it from; to be
 * called before the library is opened. TensorFlow writes in place, and fails for good over a file
 * that is broken, so it never sees the folder that processes share.
 *
 * `SADDLE_CODE_CACHE=off` keeps no code; so does a folder of TensorFlow's that the user has named
 * in `TF_XLA_FLAGS`, and a place that cannot be written or that others could write to.
 *
 * @returns The folder; undefined where no code is kept.
 */
export function prepareCodeFolder(): string | undefined {
  const { env } = process;
  const root = codeFolder();
  const flags = (env["TF_XLA_FLAGS"] ?? "").split(/\s+/).filter((flag) =>
    flag !== "" && flag !== CPU_ONLY && !INHERITED.test(flag)
  );
  const set = (all: readonly string[]) => {
    if (all.length > 0) env["TF_XLA_FLAGS"] = all.join(" ");
    else delete env["TF_XLA_FLAGS"];
  };
  set(flags);
  if (env["SADDLE_CODE_CACHE"] === "off" || flags.some((flag) => flag.startsWith(OPTION))) return;
  try {
    mkdirSync(root, { recursive: true, mode: 0o700 });
    if (!isOurs(root)) return;
    const folder = join(root, `${WORK}${hostname()}-${process.pid}`);
    sweep(root);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    set([...flags, OPTION + folder, CPU_ONLY]);
    addEventListener("unload", () => remove(folder));
    return folder;
  } catch {
    return undefined; // read-only, full, or no folder: code is compiled anew in each process
  }
}

/**
 * Machine code of compiled steps that outlives the process: for each step the files that TensorFlow
 * made of it, under names that hold the checksum of their content. Files come whole or not at all
 * (they are renamed), and one that is broken only costs the time to compile again.
 */
export class CodeCache {
  readonly #work: string;
  readonly #shelf: string;
  #isTrimmed = false;

  /** A cache for code of one key, for a process with the folder `work`. */
  constructor(work: string, key: CodeKey) {
    this.#work = work;
    this.#shelf = join(codeFolder(), shelfName(key));
  }

  /** Puts code of a step where TensorFlow looks for it. @returns Whether there was any. */
  bring(step: string): boolean {
    let found = false;
    attempt(() => {
      mkdirSync(this.#work, { recursive: true, mode: 0o700 });
      const shelf = join(this.#shelf, step);
      for (const name of existsSync(shelf) ? readdirSync(shelf) : []) {
        found = this.#link(join(shelf, name), name) || found;
      }
    });
    return found;
  }

  /** Links a file that is whole to where TensorFlow looks for it, and removes a broken one. */
  #link(file: string, name: string): boolean {
    const [, sum, plain = ""] = /^([0-9a-f]{64})-(.+\.pb)$/.exec(name) ?? [];
    if (sum === undefined || checksum(file) !== sum) {
      rmSync(file, { force: true });
      return false;
    }
    return attempt(() => {
      linkSync(file, join(this.#work, plain));
      utimesSync(file, new Date(), new Date()); // what is used stays
    });
  }

  /** Keeps what TensorFlow has written for a step, and clears its folder. */
  keep(step: string): void {
    attempt(() => {
      const shelf = join(this.#shelf, step);
      for (const name of readdirSync(this.#work)) {
        const file = join(this.#work, name);
        const kept = join(shelf, `${checksum(file)}-${name}`);
        if (existsSync(kept)) rmSync(file);
        else {
          mkdirSync(shelf, { recursive: true, mode: 0o700 });
          renameSync(file, kept);
          if (!this.#isTrimmed) trim(codeFolder(), LIMIT);
          this.#isTrimmed = true;
        }
      }
    });
  }

  /** Forgets a step's code, which TensorFlow could not use. */
  drop(step: string): void {
    remove(join(this.#shelf, step));
    remove(this.#work);
  }
}

/**
 * Deletes the files of a folder that were not used for the longest time, until it holds at most
 * three quarters of `limit` bytes; nothing where it holds no more than `limit`.
 */
export function trim(folder: string, limit: number): void {
  const files = filesIn(folder).sort((a, b) => a.used - b.used);
  let total = files.reduce((sum, { size }) => sum + size, 0);
  if (total <= limit) return;
  for (const { path, size } of files) {
    if (total <= limit * 0.75) return;
    rmSync(path, { force: true });
    total -= size;
  }
}

/** How many files of machine code are kept, and their bytes. */
export function codeSize(): { readonly files: number; readonly bytes: number } {
  const files = filesIn(codeFolder());
  return { files: files.length, bytes: files.reduce((sum, { size }) => sum + size, 0) };
}

/** The files of machine code in a folder; none where there is no such folder, or it is another user's. */
function filesIn(folder: string): { path: string; size: number; used: number }[] {
  const names: string[] = [];
  attempt(() => names.push(...readdirSync(folder, { recursive: true, encoding: "utf8" })));
  return names
    .filter((name) => name.endsWith(".pb") && !name.startsWith(WORK))
    .flatMap((name) => {
      const path = join(folder, name), found = statSync(path, { throwIfNoEntry: false });
      return found ? [{ path, size: found.size, used: found.mtimeMs }] : [];
    });
}

/** A name that tells people the version, and programs the rest. */
function shelfName({ version, library, processor }: CodeKey): string {
  const { size, mtimeMs } = statSync(library);
  const { XLA_FLAGS, TF_XLA_FLAGS, ONEDNN_MAX_CPU_ISA, TF_NUM_INTRAOP_THREADS } = process.env;
  const flags = TF_XLA_FLAGS?.split(" ").filter((flag) => !flag.startsWith(OPTION));
  const all = [
    processor,
    size,
    mtimeMs,
    XLA_FLAGS,
    flags,
    ONEDNN_MAX_CPU_ISA,
    TF_NUM_INTRAOP_THREADS,
  ];
  const key = createHash("sha256").update(JSON.stringify(all)).digest("hex").slice(0, 12);
  return `tensorflow-${version}-${key}`;
}

/** Machine code is run: what others may write to is left alone. */
function isOurs(folder: string): boolean {
  const uid = process.getuid?.();
  if (uid === undefined) return true; // a system without such modes
  const { uid: owner, mode } = statSync(folder);
  if (owner !== uid) return false;
  if ((mode & 0o077) !== 0) chmodSync(folder, 0o700);
  return true;
}

/** Removes what killed processes of this machine have left, and what lies for days. */
function sweep(root: string): void {
  const here = `${WORK}${hostname()}-`;
  for (const name of readdirSync(root).filter((one) => one.startsWith(WORK))) {
    const folder = join(root, name);
    const age = Date.now() - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0);
    const isDead = name.startsWith(here) && !isAlive(Number(name.slice(here.length)));
    if (isDead || age > 3 * 86_400_000) remove(folder);
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as { code?: string }).code !== "ESRCH";
  }
}

function checksum(file: string): string {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}

function remove(folder: string): void {
  attempt(() => rmSync(folder, { recursive: true, force: true }));
}

/** What fails here (a full disk, another process that was first) only costs time later. */
function attempt(action: () => void): boolean {
  try {
    action();
    return true;
  } catch {
    return false;
  }
}
