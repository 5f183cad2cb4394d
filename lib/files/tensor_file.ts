/** Numbers with a shape, in plain memory. */
export interface StoredTensor {
  /** The length of each axis. */
  readonly shape: readonly number[];
  /** The values, the last axis fastest. */
  readonly values: Float32Array | Float64Array | Int32Array;
}

/** What a file of tensors holds. */
export interface TensorFile {
  /** The tensors by name. */
  readonly tensors: Readonly<Record<string, StoredTensor>>;
  /** Texts by name, for what is not a tensor. */
  readonly texts: Readonly<Record<string, string>>;
}

/** The types of numbers: their names in the format, and their arrays. */
const TYPES = { F64: Float64Array, F32: Float32Array, I32: Int32Array } as const;

type TypeName = keyof typeof TYPES;

/** The name under which the format keeps texts. */
const TEXTS = "__metadata__";

/** An entry of the header: where in the bytes after it the values lie. */
interface Entry {
  readonly dtype: TypeName;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [from: number, to: number];
}

/**
 * Tensors in the safetensors format (https://github.com/huggingface/safetensors): eight bytes with the
 * length of a JSON header, the header, the values in little-endian order. Python reads it with
 * `safetensors.numpy.load_file`. The same content gives the same bytes.
 *
 * @throws {RangeError} If a tensor has another number of values than its shape says, or a forbidden name.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { readTensors, type StoredTensor, type TensorFile, writeTensors } from "saddle/files/mod.ts";
 *
 * const weight: StoredTensor = { shape: [1, 2], values: Float32Array.of(0.5, -1) };
 * const file: TensorFile = { tensors: { weight }, texts: { step: "10" } };
 * assert.deepEqual(readTensors(writeTensors(file)), file);
 * ```
 */
export function writeTensors({ tensors, texts }: TensorFile): Uint8Array {
  const header: Record<string, Entry | Readonly<Record<string, string>>> = { [TEXTS]: texts };
  let size = 0;
  // wide numbers first, so that all stay aligned
  const all = Object.entries(tensors).sort(([, a], [, b]) =>
    b.values.BYTES_PER_ELEMENT - a.values.BYTES_PER_ELEMENT
  );
  for (const [name, { shape, values }] of all) {
    checkTensor(name, shape, values.length);
    const end = size + values.byteLength;
    header[name] = { dtype: typeOf(values), shape, data_offsets: [size, end] };
    size = end;
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const start = 8 + Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(start + size).fill(32, 8, start);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(start - 8), true);
  bytes.set(text, 8);
  let at = start;
  for (const [, { values }] of all) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    at += values.byteLength;
  }
  return bytes;
}

/**
 * The tensors and texts that {@linkcode writeTensors} wrote, or other safetensors of 32-bit and 64-bit
 * floats and 32-bit integers.
 *
 * @param bytes The whole file.
 * @param name What an error calls it.
 * @throws {RangeError} If the bytes are not such a file, or not all of one.
 */
export function readTensors(bytes: Uint8Array, name = "this file"): TensorFile {
  const broken = (why: string) =>
    new RangeError(`${name} is not a whole safetensors file: ${why}.`);
  if (bytes.length < 8) throw broken(`it has ${bytes.length} bytes`);
  const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
  if (length > bytes.length - 8) throw broken(`its header would be ${length} bytes long`);
  const start = 8 + Number(length);
  const header = parseHeader(bytes.subarray(8, start), broken);
  const tensors: Record<string, StoredTensor> = {};
  for (const [tensor, entry] of Object.entries(header.entries)) {
    const { dtype, shape, data_offsets: [from, to] } = entry;
    const Numbers = TYPES[dtype];
    if (!Numbers) throw broken(`"${tensor}" has numbers of the type ${dtype}`);
    if (start + to > bytes.length) throw broken(`"${tensor}" ends after the file does`);
    const values = new Numbers(bytes.slice(start + from, start + to).buffer);
    checkTensor(tensor, shape, values.length);
    tensors[tensor] = { shape, values };
  }
  return { tensors, texts: header.texts };
}

function parseHeader(bytes: Uint8Array, broken: (why: string) => RangeError) {
  let header: Record<string, unknown>;
  try {
    header = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw broken("its header is not JSON");
  }
  const { [TEXTS]: texts = {}, ...entries } = header;
  return {
    texts: texts as Record<string, string>,
    entries: entries as Record<string, Entry>,
  };
}

function typeOf(values: StoredTensor["values"]): TypeName {
  return (Object.keys(TYPES) as TypeName[]).find((name) => values instanceof TYPES[name])!;
}

function checkTensor(name: string, shape: readonly number[], length: number): void {
  if (name === TEXTS) throw new RangeError(`A tensor cannot be called "${TEXTS}".`);
  if (shape.reduce((product, side) => product * side, 1) === length) return;
  throw new RangeError(
    `The tensor "${name}" has the shape [${shape.join(", ")}], but ${length} values.`,
  );
}
