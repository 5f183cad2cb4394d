import { dirname, join, relative, resolve } from "node:path";
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
    const isOutside = (from: string) => relative(from, full).startsWith("..");
    if (isOutside(this.#notebooks) || !isOutside(this.#site) || !isFile(full)) return undefined;
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

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
