import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { fileAddress } from "./page_addresses.ts";

/** Files that stand beside the notebooks, and that pages link to, such as data. */
export class LinkedFiles {
  readonly #notebooks: string;
  readonly #site: string;
  readonly #paths = new Set<string>();

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
    this.#paths.add(inner);
    return ["files", ...inner.split(/[\\/]/)].map(fileAddress).join("/");
  }

  /** Copies the files to where pages look for them. */
  async copy(folder: string): Promise<void> {
    for (const path of this.#paths) {
      const target = join(folder, "files", path);
      await Deno.mkdir(dirname(target), { recursive: true });
      await Deno.copyFile(join(this.#notebooks, path), target);
    }
  }
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
