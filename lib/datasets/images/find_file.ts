import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { checkFetched } from "./check_fetched.ts";
import { type Archive, type ArchiveFile, archiveFolder } from "./archive.ts";
import { MissingData } from "./missing_data.ts";

/** Where a loader may look. */
export interface Looking {
  /** A folder in place of all others. */
  readonly folder?: string | undefined;
  /** Whether a file that is not there may be fetched. */
  readonly download: boolean;
}

/**
 * The path of a collection's file on this machine: in the folder that the user gave, or else in the
 * collection's folder in `SADDLE_DATA`, in the cache, or where the system has it. Unpacked files
 * serve as well.
 *
 * @param others What else the file may be called.
 * @throws {MissingData} If it is nowhere; it can fetch the file.
 * @throws {RangeError} If the user's folder lacks it, it must not be fetched, or what the cache has
 * is not as it was fetched.
 */
export function findFile(
  archive: Archive,
  file: ArchiveFile,
  { folder, download }: Looking,
  others: readonly string[] = [],
): string {
  const names = [file.name, file.name.replace(/\.(gz|bz2)$/, ""), ...others];
  const found = foldersOf(archive, folder)
    .flatMap((folder) => names.map((name) => join(folder, name))).find((path) => existsSync(path));
  if (found !== undefined) {
    if (dirname(found) === archiveFolder(archive)) checkFetched(found, file);
    return found;
  }
  if (folder !== undefined) {
    const known = [...new Set(names)].join(" or ");
    throw new RangeError(`${archive.call}'s folder ${folder} has no file ${known}.`);
  }
  const missing = new MissingData(archive, file);
  if (download) throw missing;
  throw new RangeError(missing.message);
}

function foldersOf(archive: Archive, given: string | undefined): string[] {
  if (given !== undefined) return [given];
  const own = process.env["SADDLE_DATA"];
  return [
    ...(own ? foldersIn(own, archive.folder) : []),
    archiveFolder(archive),
    ...(archive.system ?? []),
  ];
}

/**
 * The folders of a collection in a user's own: `cifar-10`, and then `cifar-10-jpeg` and the like.
 */
function foldersIn(own: string, name: string): string[] {
  const others = existsSync(own) ? readdirSync(own).sort() : [];
  return [name, ...others.filter((other) => other.startsWith(`${name}-`))]
    .map((folder) => join(own, folder));
}
