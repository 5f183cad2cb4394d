import { join } from "node:path";
import { cacheFolder, digestOf, replaceFile } from "../files/mod.ts";

/** Characters of coloured code that are kept at most; the course and its reference have 6 million. */
const LIMIT = 20e6;

/**
 * Code that was coloured, kept for later processes. What a kill, a full disk or a stranger leaves
 * in its file is known by a checksum, and costs only the time to colour again.
 */
export class KeptColours {
  readonly #file: string;
  readonly #html: Map<string, string>;
  #isNew = false;

  /**
   * Reads what was kept.
   *
   * @param maker All that the HTML of a code depends on.
   * @param folder Where it is kept; default `colours` of the user's cache.
   */
  constructor(maker: string, folder: string = join(cacheFolder(), "colours")) {
    this.#file = join(folder, `${digestOf(maker).slice(0, 12)}.json`);
    this.#html = readFrom(this.#file);
  }

  /** The HTML of a code: what was kept, or else what `make` gives. */
  of(code: string, make: () => string): string {
    const key = digestOf(code), kept = this.#html.get(key), html = kept ?? make();
    this.#isNew ||= kept === undefined;
    // What is used stays longest
    this.#html.delete(key);
    this.#html.set(key, html);
    return html;
  }

  /** Keeps what is new, beside what other processes have kept meanwhile. Never throws. */
  async save(): Promise<void> {
    if (!this.#isNew) return;
    this.#isNew = false;
    const all = new Map(readFrom(this.#file));
    for (const [key, html] of this.#html) {
      all.delete(key);
      all.set(key, html);
    }
    const text = JSON.stringify(newest(all));
    try {
      const folder = join(this.#file, "..");
      await Deno.mkdir(folder, { recursive: true, mode: 0o700 });
      await removeOld(folder);
      await replaceFile(this.#file, `${digestOf(text)}\n${text}`);
    } catch { /* read-only, or full: code is coloured anew in each process */ }
  }
}

/** What a file holds; nothing where it is not there or not as it was written. */
function readFrom(file: string): Map<string, string> {
  try {
    const [sum, text = ""] = Deno.readTextFileSync(file).split("\n", 2);
    return new Map(digestOf(text) === sum ? JSON.parse(text) as [string, string][] : []);
  } catch {
    return new Map();
  }
}

/** Of all, the last that together are not too long. */
function newest(all: ReadonlyMap<string, string>): [string, string][] {
  let room = LIMIT;
  return [...all].reverse().filter(([, html]) => (room -= html.length) >= 0).reverse();
}

/** Days after which what other versions have kept is removed. */
const DAYS = 30;

async function removeOld(folder: string): Promise<void> {
  for await (const { name } of Deno.readDir(folder)) {
    const path = join(folder, name), { mtime } = await Deno.stat(path);
    if (Date.now() - (mtime?.getTime() ?? 0) > DAYS * 24 * 3600e3) await Deno.remove(path);
  }
}
