import { join } from "node:path";
import { cacheFolder, type Sum } from "../../files/mod.ts";

/** A file of a collection, and where it can be had. */
export interface ArchiveFile {
  /** Its name at its addresses, with the ending of what packed it. */
  readonly name: string;
  /** How long it is, in bytes. */
  readonly bytes: number;
  /** What its bytes add up to. */
  readonly sum: Sum;
  /** Where it can be had, the canonical address first. */
  readonly addresses: readonly string[];
  /** The npm package that has it too, unpacked. */
  readonly packaged?: PackagedFile;
}

/** A file in an npm package. */
export interface PackagedFile {
  /** The package and its version, as npm writes it. */
  readonly package: string;
  /** Its path in the package. */
  readonly path: string;
  /** What its bytes add up to. */
  readonly sum: Sum;
}

/** A collection of images that is published as files. */
export interface Archive {
  /** What readers know it as. */
  readonly title: string;
  /** The function that loads it. */
  readonly call: string;
  /** Its folder, in the cache and in the user's. */
  readonly folder: string;
  /** Folders where a system's own package puts it. */
  readonly system?: readonly string[];
}

/** The folder of the cache in which a collection's files are kept. */
export function archiveFolder({ folder }: Archive): string {
  return join(cacheFolder(), "data", folder);
}
