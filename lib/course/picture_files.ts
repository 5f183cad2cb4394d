import { join } from "node:path";
import { actsWhenOpened } from "./acts_when_opened.ts";
import { digestOf, makeFolder } from "../files/mod.ts";

/** Pictures in base64 that are not worth a file of their own: so many letters. */
const SMALL = 4096;

/** A picture that stands in a page, as it is written in an `<img>`. */
const PICTURE =
  /(<img\b[^>]*\bsrc=")data:image\/(webp|png|jpeg|gif|svg)(?:\+xml)?;base64,([A-Za-z0-9+/=]+)"/g;

/** The folder of the site in which they lie. */
const FOLDER = "pictures";

/**
 * Takes the pictures of pages out of them, into files that all pages share: in a page they take a
 * third more, and the index shows them too. Frames of films stay, so that none is waited for, and so
 * does a drawing that would run a script when a reader opens it by itself.
 */
export class PictureFiles {
  /** What has to be written. */
  readonly #made = new Map<string, Uint8Array>();
  readonly #written = new Set<string>();
  /** The files of each page. */
  readonly #of = new Map<string, ReadonlySet<string>>();

  /**
   * Takes the pictures out of a page; {@linkcode write} has to follow.
   *
   * @param page Its name; another version of it takes the place of the one before.
   * @returns The page, which asks for files in their place.
   */
  takenFrom(page: string, html: string): string {
    const own = new Set<string>();
    this.#of.set(page, own);
    return html.replace(PICTURE, (whole, before: string, kind: string, data: string) => {
      if (data.length < SMALL) return whole;
      const name = `${digestOf(data).slice(0, 16)}.${kind}`, bytes = Uint8Array.fromBase64(data);
      if (kind === "svg" && actsWhenOpened(name, bytes)) return whole;
      if (!this.#written.has(name)) this.#made.set(name, bytes);
      own.add(name);
      return `${before}${FOLDER}/${name}"`;
    });
  }

  /** Writes what was taken, before the pages that ask for it. */
  async write(site: string): Promise<void> {
    if (this.#made.size > 0) await makeFolder(join(site, FOLDER));
    for (const [name, bytes] of this.#made) {
      await Deno.writeFile(join(site, FOLDER, name), bytes);
      this.#written.add(name);
    }
    this.#made.clear();
  }

  /** Removes what no page asks for any more, after the pages were written. */
  async tidy(site: string): Promise<void> {
    const asked = new Set([...this.#of.values()].flatMap((names) => [...names]));
    for (const name of this.#written.difference(asked)) {
      await Deno.remove(join(site, FOLDER, name)).catch(() => {});
      this.#written.delete(name);
    }
  }
}
