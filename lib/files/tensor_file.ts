import {
  anyText,
  byName,
  checkArgument,
  flag,
  own,
  part,
  read,
  type Spec,
} from "../options/mod.ts";
import { digestOf } from "./digest.ts";
import type { StoredTensor } from "./stored_tensor.ts";
import {
  checkTensor,
  type Entry,
  headerEnd,
  parseHeader,
  TEXTS,
  type TypeName,
  TYPES,
} from "./tensor_header.ts";

/** What a file of tensors holds. */
export interface TensorFile {
  /** The tensors by name. */
  readonly tensors: Readonly<Record<string, StoredTensor>>;
  /** Texts by name, for what is not a tensor. */
  readonly texts: Readonly<Record<string, string>>;
}

/** What fits {@linkcode TensorFile}. */
const TENSOR_FILE = {
  tensors: byName(part<StoredTensor>("a tensor { shape, values }", ["shape", "values"])),
  texts: byName(anyText()),
} satisfies Spec<TensorFile>;

const BYTES = own<Uint8Array>({
  fits: "the bytes of a file",
  is: (value) => value instanceof Uint8Array,
});

/** How {@linkcode readTensors} reads. */
export interface ReadTensorsOptions {
  /**
   * Whether only what {@linkcode writeTensors} wrote is taken: a file with a digest, in which not a
   * bit has changed. Default false: any safetensors; a digest is looked at where there is one.
   */
  readonly ours?: boolean;
}

/** What fits {@linkcode ReadTensorsOptions}. */
export const READ_TENSORS = { ours: flag(false) } satisfies Spec<ReadTensorsOptions>;

/** The text that is the digest of all else in the file. */
const DIGEST = "sha256";

/** How the header of our files begins: the digest comes first, so that its place is known. */
const BEGINNING = `{"${TEXTS}":{"${DIGEST}":"`;

/** What stands for the digest while it is computed. */
const BLANK = "0".repeat(64);

/** The first byte of the digest in a file. */
const PLACE = 8 + BEGINNING.length;

/**
 * Tensors in the safetensors format (https://github.com/huggingface/safetensors): eight bytes with
 * the length of a JSON header, the header, the values in little-endian order. Python reads it with
 * `safetensors.numpy.load_file`. The same content gives the same bytes. A text of its own,
 * `sha256`, is the digest of the whole file with zeros in its place.
 *
 * @throws {RangeError} If a tensor has another number of values than its shape says, or a tensor or
 * a text has a forbidden name.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import {
 *   readTensors,
 *   type ReadTensorsOptions,
 *   type StoredTensor,
 *   type TensorFile,
 *   writeTensors,
 * } from "saddle/files/mod.ts";
 *
 * const weight: StoredTensor = { shape: [1, 2], values: Float32Array.of(0.5, -1) };
 * const file: TensorFile = { tensors: { weight }, texts: { step: "10" } };
 * const bytes = writeTensors(file), ours: ReadTensorsOptions = { ours: true };
 * assert.deepEqual(readTensors(bytes, "net.safetensors", ours), file);
 * bytes[bytes.length - 1]! ^= 1;
 * assert.throws(() => readTensors(bytes, "net.safetensors"), /is not as it was written/);
 * ```
 */
export function writeTensors(file: TensorFile): Uint8Array {
  const { tensors, texts } = read("writeTensors", file, TENSOR_FILE);
  if (Object.hasOwn(texts, DIGEST)) throw new RangeError(`A text cannot be called "${DIGEST}".`);
  for (const [name, tensor] of Object.entries(tensors)) checkTensor(name, tensor);
  // wide numbers first, so that all stay aligned
  const all = Object.entries(tensors).sort(([, a], [, b]) =>
    b.values.BYTES_PER_ELEMENT - a.values.BYTES_PER_ELEMENT
  );
  const text = new TextEncoder().encode(headerOf(all, texts));
  const start = 8 + Math.ceil(text.length / 8) * 8;
  const size = all.reduce((sum, [, { values }]) => sum + values.byteLength, 0);
  const bytes = new Uint8Array(start + size).fill(32, 8, start);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(start - 8), true);
  bytes.set(text, 8);
  let at = start;
  for (const [, { values }] of all) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    at += values.byteLength;
  }
  bytes.set(new TextEncoder().encode(digestOf(bytes)), PLACE);
  return bytes;
}

/** The header, with a blank in the place of the digest. */
function headerOf(
  tensors: readonly (readonly [name: string, tensor: StoredTensor])[],
  texts: TensorFile["texts"],
): string {
  let size = 0;
  const entries = tensors.map(([name, { shape, values }]): [string, Entry] => {
    const from = size;
    size += values.byteLength;
    return [name, { dtype: typeOf(values), shape, data_offsets: [from, size] }];
  });
  const members = (object: object) => JSON.stringify(object).slice(1, -1);
  const [own, rest] = [members(texts), members(Object.fromEntries(entries))];
  return `${BEGINNING}${BLANK}"${own && `,${own}`}}${rest && `,${rest}`}}`;
}

function typeOf(values: StoredTensor["values"]): TypeName {
  return (Object.keys(TYPES) as TypeName[]).find((name) => values instanceof TYPES[name])!;
}

/**
 * The tensors and texts that {@linkcode writeTensors} wrote, or other safetensors of 32-bit and
 * 64-bit floats and 32-bit integers. What Python's reader refuses is refused.
 *
 * @param bytes The whole file.
 * @param name What an error calls it.
 * @throws {RangeError} If the bytes are not such a file, not all of one, or not as
 * they were written.
 */
export function readTensors(
  bytes: Uint8Array,
  name = "this file",
  options: ReadTensorsOptions = {},
): TensorFile {
  const { ours } = read("readTensors", options, READ_TENSORS);
  checkArgument("readTensors", "bytes", bytes, BYTES);
  checkArgument("readTensors", "name", name, anyText());
  const broken = (why: string) =>
    new RangeError(`${name} is not a whole safetensors file: ${why}.`);
  const start = headerEnd(bytes, broken);
  const header = parseHeader(bytes.subarray(8, start), bytes.length - start, broken);
  const isSigned = checkDigest(bytes, name, ours);
  const tensors = [...header.entries].map(([tensor, entry]): [string, StoredTensor] => {
    const { dtype, shape, data_offsets: [from, to] } = entry;
    const values = new TYPES[dtype](bytes.slice(start + from, start + to).buffer);
    return [tensor, { shape, values }];
  });
  const { [DIGEST]: digest, ...texts } = header.texts;
  return {
    tensors: Object.fromEntries(tensors),
    texts: isSigned || digest === undefined ? texts : header.texts,
  };
}

/** Whether a file has a digest; refuses one whose content is another. */
function checkDigest(bytes: Uint8Array, name: string, ours: boolean): boolean {
  const text = (from: number, to: number) => new TextDecoder().decode(bytes.subarray(from, to));
  const behind = PLACE + BLANK.length;
  const isSigned = text(8, PLACE) === BEGINNING;
  if (!isSigned && !ours) return false;
  const actual = digestOf(bytes.subarray(0, PLACE), BLANK, bytes.subarray(behind));
  if (isSigned && text(PLACE, behind) === actual) return true;
  throw new RangeError(
    `${name} is not as it was written: ${
      isSigned ? "its content does not fit its digest" : "it has no digest"
    }. Take a copy of it that is, or remove it.`,
  );
}
