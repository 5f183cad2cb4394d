import { createReadStream, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { crc32 } from "node:zlib";

/** A file of an installation as it was when the installation was whole. */
export interface InstalledFile {
  /** Its path under the installation's folder, with `/`. */
  readonly path: string;
  /** Its size in bytes. */
  readonly size: number;
  /** When it was last written, in milliseconds since 1970. */
  readonly modified: number;
}

/** What an installation that was completed wrote down of itself. */
export interface Manifest {
  /** The version that the library gave when it was opened. */
  readonly version: string;
  /** The libraries, which are what a broken installation lacks or has in part. */
  readonly files: readonly InstalledFile[];
}

const NAME = "manifest.json";

/**
 * Writes the manifest of a folder: the last act of an installation.
 *
 * @param version The version that the library gave when it was opened.
 */
export function writeManifest(folder: string, version: string): void {
  const manifest: Manifest = { version, files: librariesIn(folder) };
  writeFileSync(join(folder, NAME), JSON.stringify(manifest, null, 2) + "\n");
}

/**
 * Whether a folder holds what its manifest says: every library there, of that size, and not written
 * since. It reads no library, so it takes a millisecond.
 */
export function isIntact(folder: string): boolean {
  try {
    const { files } = JSON.parse(readFileSync(join(folder, NAME), "utf8")) as Manifest;
    return files.length > 0 && files.every(({ path, size, modified }) => {
      const now = statSync(join(folder, path));
      return now.size === size && Math.abs(now.mtimeMs - modified) < 1;
    });
  } catch {
    return false; // no folder, no manifest, not JSON, or a library is missing: all the same here
  }
}

/** The CRC-32 of a file, read in pieces. */
export async function checksum(path: string): Promise<number> {
  let sum = 0;
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 22 })) {
    sum = crc32(piece, sum);
  }
  return sum;
}

function librariesIn(folder: string): InstalledFile[] {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return names.filter((name) => /\.(so|dylib)(\.\d+)*$/.test(name)).sort().map((name) => {
    const path = join(folder, name);
    const { size, mtimeMs } = statSync(path);
    return { path: relative(folder, path).split(sep).join("/"), size, modified: mtimeMs };
  });
}
