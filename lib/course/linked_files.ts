import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { actsWhenOpened, LARGEST_DRAWING } from "./acts_when_opened.ts";
import { fileAddress } from "./page_addresses.ts";

/**
 * Files that stand beside the notebooks, and that pages link to, such as data. What would act when a
 * reader opens it, such as a document with scripts, is given as its text, under a name that ends in
 * `.txt`: nothing of the site runs but the site's own.
 */
export class LinkedFiles {
  readonly #notebooks: string;
  readonly #site: string;
  /** What each file is called in the site. */
  readonly #paths = new Map<string, string>();

  /**
   * Begins with no files.
   *
   * @param notebooks The folder of the notebooks; what lies outside of it is not given away.
   * @param site The folder of the pages, which may lie in it.
   */
  constructor(notebooks: string, site: string) {
    [this.#notebooks, this.#site] = [notebooks, site];
  }

  /**
   * Gives the address that a file will have, from a page.
   *
   * @param path The file's path relative to the notebooks.
   * @returns Undefined where there is no such file.
   */
  address(path: string): string | undefined {
    const full = resolve(this.#notebooks, path), inner = relative(this.#notebooks, full);
    if (!isInside(this.#notebooks, full) || isInside(this.#site, full)) return undefined;
    if (!isFileInside(this.#notebooks, full)) return undefined;
    const called = this.#paths.get(inner) ?? this.#nameFor(inner);
    this.#paths.set(inner, called);
    return ["files", ...called.split(/[\\/]/)].map(fileAddress).join("/");
  }

  /** The name of a file in the site; that of a text stands for no other file. */
  #nameFor(path: string): string {
    const full = join(this.#notebooks, path);
    if (!actsWhenOpened(path, beginningOf(full))) return path;
    let called = `${path}.txt`;
    while (isFileInside(this.#notebooks, join(this.#notebooks, called))) called += ".txt";
    return called;
  }

  /** Copies the files to where pages look for them. */
  async copy(folder: string): Promise<void> {
    for (const [path, called] of this.#paths) {
      const target = join(folder, "files", called);
      await Deno.mkdir(dirname(target), { recursive: true });
      await Deno.copyFile(join(this.#notebooks, path), target);
    }
  }
}

/** What a file begins with; of a drawing all that is read of one. */
function beginningOf(path: string): Uint8Array {
  using file = Deno.openSync(path);
  const most = /\.svg$/i.test(path) ? LARGEST_DRAWING + 1 : 2048;
  const bytes = new Uint8Array(Math.min(most, file.statSync().size));
  let length = 0;
  while (length < bytes.length) {
    const read = file.readSync(bytes.subarray(length)) ?? 0;
    if (read === 0) break;
    length += read;
  }
  return bytes.subarray(0, length);
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return !/^\.\.(?:[\\/]|$)/.test(way) && !isAbsolute(way);
}

/** A link inside of a folder can stand for a file outside of it. */
function isFileInside(folder: string, path: string): boolean {
  try {
    return Deno.statSync(path).isFile &&
      isInside(Deno.realPathSync(folder), Deno.realPathSync(path));
  } catch {
    return false;
  }
}
