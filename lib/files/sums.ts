import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { checkArgument, own, path as aPath } from "../options/mod.ts";
import { digestOf } from "./digest.ts";
import { refusedBySystem } from "./refused_by_system.ts";
import { replaceFile } from "./replace_file.ts";

/** The file of a folder that says what the others add up to, as `sha256sum` writes it. */
export const SUMS = "SHA256SUMS";

/** A line of it. */
const LINE = /^([0-9a-f]{64}) [ *](.+)$/;

/**
 * Writes down what files add up to, so that {@linkcode checkSum} knows them again. What was written
 * down of others stays.
 *
 * @param folder Their folder, in which the file `SHA256SUMS` keeps it: `sha256sum --check` reads it.
 * @param names The files; one that is not there any more is forgotten.
 * @throws {RangeError} If the system refuses it.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { checkSum, keepSums, SUMS } from "saddle/files/mod.ts";
 *
 * const folder = await Deno.makeTempDir(), file = `${folder}/table.csv`;
 * await Deno.writeTextFile(file, "1,2\n");
 * await keepSums(folder, ["table.csv"]);
 * assert.match(await Deno.readTextFile(`${folder}/${SUMS}`), /^[0-9a-f]{64}  table\.csv\n$/);
 * assert.equal(new TextDecoder().decode(checkSum(file)), "1,2\n");
 * await Deno.writeTextFile(file, "1,3\n");
 * assert.throws(() => checkSum(file), /table\.csv is not as it was written: /);
 * ```
 */
export async function keepSums(folder: string, names: readonly string[]): Promise<void> {
  checkArgument("keepSums", "folder", folder, aPath());
  checkArgument("keepSums", "names", names, NAMES);
  const sums = sumsIn(folder);
  for (const name of names) {
    const bytes = bytesIn(join(folder, name));
    if (bytes) sums.set(name, digestOf(bytes));
    else sums.delete(name);
  }
  const lines = [...sums].sort(([a], [b]) => a < b ? -1 : 1).map(([name, sum]) =>
    `${sum}  ${name}\n`
  );
  await replaceFile(join(folder, SUMS), lines.join(""));
}

/**
 * The bytes of a file of which {@linkcode keepSums} wrote down what they add up to.
 *
 * @throws {RangeError} If it cannot be read, is not as it was written, or nothing is known of it.
 */
export function checkSum(path: string): Uint8Array {
  checkArgument("checkSum", "path", path, aPath());
  const folder = dirname(path), name = basename(path), sum = sumsIn(folder).get(name);
  const bytes = bytesIn(path);
  if (!bytes) {
    const known = sum === undefined ? "" : `, but ${SUMS} beside it speaks of it`;
    throw new RangeError(`${path} is not there${known}.`);
  }
  if (sum === digestOf(bytes)) return bytes;
  throw new RangeError(
    `${path} is not as it was written: its content ${
      sum === undefined ? `is not in ${SUMS} beside it` : `does not fit ${SUMS} beside it`
    }. Take a copy of it that is.`,
  );
}

/** The names of the files of which a folder's sums speak; none where it has no sums. */
export function namesWithSums(folder: string): string[] {
  checkArgument("namesWithSums", "folder", folder, aPath());
  return [...sumsIn(folder).keys()];
}

const NAMES = own<readonly string[]>({
  fits: "a list of names",
  is: (value) => Array.isArray(value) && value.every((name) => typeof name === "string"),
});

/** What cannot be read as a line speaks of no file: that file is then refused. */
function sumsIn(folder: string): Map<string, string> {
  const bytes = bytesIn(join(folder, SUMS)) ?? new Uint8Array();
  const lines = new TextDecoder().decode(bytes).split("\n").map((line) => LINE.exec(line));
  return new Map(lines.flatMap((line) => line ? [[line[2]!, line[1]!]] : []));
}

function bytesIn(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as { code?: string }).code === "ENOENT") return undefined;
    throw refusedBySystem(path, "read", error);
  }
}
