import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename } from "node:path";
import { gunzipSync } from "node:zlib";
import { refusedBySystem } from "../../files/mod.ts";

/** What is used of the package seek-bzip. */
interface Bzip {
  decode(bytes: Uint8Array): Uint8Array;
}

/**
 * A file's bytes, unpacked where gzip or bzip2 packed it.
 *
 * @throws {RangeError} If it cannot be read, or what is packed is damaged.
 */
export function readUnpacked(path: string): Uint8Array {
  const file = basename(path), bytes = readBytes(path);
  try {
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) return gunzipSync(bytes);
    if (bytes[0] === 0x42 && bytes[1] === 0x5a && bytes[2] === 0x68) {
      return (createRequire(import.meta.url)("seek-bzip") as Bzip).decode(bytes);
    }
    return bytes;
  } catch (error) {
    throw new RangeError(`${file} is damaged or not whole: ${(error as Error).message}.`, {
      cause: error,
    });
  }
}

/**
 * A file's bytes as they are.
 *
 * @throws {RangeError} If it cannot be read.
 */
export function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw refusedBySystem(basename(path), "read", error);
  }
}
