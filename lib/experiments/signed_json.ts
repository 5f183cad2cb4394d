import { digestOf, refusedBySystem, replaceFile } from "../files/mod.ts";
import { createFile, patiently } from "../files/house.ts";
import { read, type Spec, type Values } from "../options/mod.ts";
import type { Plain } from "./differences.ts";

/** The member of a record that is the digest of the others. */
const DIGEST = "sha256";

/** Writes a record as JSON, with a digest by which a change is seen. */
export async function writeSigned(
  file: string,
  record: Readonly<Record<string, Plain>>,
): Promise<void> {
  await replaceFile(file, signed(record));
}

/** The same, unless the file is there. */
export async function createSigned(
  file: string,
  record: Readonly<Record<string, Plain>>,
): Promise<void> {
  await createFile(file, signed(record));
}

function signed(record: Readonly<Record<string, Plain>>): string {
  const all = { ...record, [DIGEST]: digestOf(JSON.stringify(record)) };
  return JSON.stringify(all, null, 2) + "\n";
}

/**
 * What {@linkcode writeSigned} wrote; undefined if there is no such file.
 *
 * @param spec What fits some of its members.
 * @throws {RangeError} If it cannot be read, or is not as it was written.
 */
export async function readSigned<S extends Spec<object>>(
  file: string,
  spec: S,
): Promise<Values<S> | undefined> {
  let content: unknown;
  try {
    content = JSON.parse(await patiently(() => Deno.readTextFile(file)));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error instanceof SyntaxError ? changed(file) : refusedBySystem(file, "read", error);
  }
  if (!isRecord(content)) throw changed(file);
  const { [DIGEST]: digest, ...record } = content;
  if (digest !== digestOf(JSON.stringify(record))) throw changed(file);
  const known = Object.fromEntries(Object.keys(spec).map((name) => [name, record[name]]));
  try {
    return { ...record, ...read(file, known, spec) };
  } catch {
    throw changed(file);
  }
}

/** Whether a value of JSON is a record. */
export function isRecord(value: unknown): value is Readonly<Record<string, Plain>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The error of a file that does not fit its digest. */
export function changed(file: string): RangeError {
  return new RangeError(
    `${file} is not as it was written: its content does not fit its digest. Take a copy of it that ` +
      `is, or remove the folder of results to begin again.`,
  );
}
