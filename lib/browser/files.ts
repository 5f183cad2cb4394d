import { absent, NotHere } from "./absent.ts";
import { type Columns, parquetColumns } from "./parquet.ts";

/**
 * The files that a page brought, by their names: those of the repository's folder `data`, and what
 * notebooks read beside them. A page of a folder can open no file by itself.
 *
 * @module
 */

/** A file that a page brought. */
export interface BroughtFile {
  /** What it holds. */
  readonly bytes: Uint8Array;
  /** Of a Parquet file, read when it came: reading one takes promises, which polars' readers lack. */
  readonly columns?: Columns;
}

const files = new Map<string, BroughtFile>();

/** Takes a file in. */
export async function takeFile(name: string, bytes: Uint8Array): Promise<void> {
  const columns = name.endsWith(".parquet") ? await parquetColumns(bytes) : undefined;
  files.set(name, columns === undefined ? { bytes } : { bytes, columns });
}

/** Whether a file is here. */
export function hasFile(name: string): boolean {
  return files.has(name);
}

/** A file by its path, of which only the name counts. */
export function fileAt(path: string): BroughtFile {
  const found = files.get(path.slice(path.lastIndexOf("/") + 1));
  if (found !== undefined) return found;
  throw new NotHere(`The file ${path} did not come with this page; opening it`);
}

/** The bytes of a file that the page brought. */
// deno-lint-ignore require-await -- as the one that it stands for
export async function readBytes(path: string): Promise<Uint8Array> {
  return fileAt(path).bytes;
}

/** The path of a file that the page brought. */
export function shippedFile(name: string): string {
  fileAt(name);
  return `../data/${name}`;
}

/** What a page brings does not change. */
export function changedAt(_path: string): number {
  return 0;
}

/** The bytes of a file that the page brought, which the build has looked at. */
export function checkSum(path: string): Uint8Array {
  return fileAt(path).bytes;
}

/** A page brings no list of what its files add up to. */
export const SUMS = "SHA256SUMS", namesWithSums = (): string[] => [], changedFiles = namesWithSums;
/** See `lib/files/sums.ts` and `lib/files/folder_sums.ts`. */
export const keepSums = absent("Writing a file"), acceptFiles = keepSums;
/** See `lib/files/replace_file.ts`. */
export const replaceFile = absent("Writing a file"), removeUnfinished = replaceFile;
/** See `lib/files/make_folder.ts`. */
export const makeFolder = absent("Making a folder");
/** See `lib/files/cache_folder.ts`. */
export const cacheFolder = absent("Keeping files");
/** See `lib/files/download.ts`. */
export const download = absent("Fetching files");
