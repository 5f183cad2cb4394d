import type { StoredTensor } from "./stored_tensor.ts";

/** The types of numbers: their names in the format, and their arrays. */
export const TYPES = { F64: Float64Array, F32: Float32Array, I32: Int32Array } as const;

/** The name of a type of numbers. */
export type TypeName = keyof typeof TYPES;

/** The name under which the format keeps texts. */
export const TEXTS = "__metadata__";

/** An entry of the header: where in the bytes after it the values lie. */
export interface Entry {
  /** The type of the numbers. */
  readonly dtype: TypeName;
  /** The length of each axis. */
  readonly shape: readonly number[];
  /** The first byte of the values, and the one behind the last. */
  readonly data_offsets: readonly [from: number, to: number];
}

/** What a header says. */
export interface Header {
  /** The tensors by name. */
  readonly entries: ReadonlyMap<string, Entry>;
  /** The texts by name. */
  readonly texts: Readonly<Record<string, string>>;
}

/** What refuses a file, with the reason. */
export type Broken = (why: string) => RangeError;

/** The format's own bound: a header is read as a whole. */
const LONGEST = 100_000_000;

/**
 * The bytes of a file up to the first value.
 *
 * @param bytes The file, or its beginning.
 * @param size The bytes of the whole file.
 */
export function headerEnd(bytes: Uint8Array, broken: Broken, size = bytes.length): number {
  if (bytes.length < 8) throw broken(`it has ${bytes.length} bytes`);
  const length = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true);
  if (length <= Math.min(size - 8, LONGEST)) return 8 + Number(length);
  throw broken(`its header would be ${length} bytes long`);
}

/**
 * Reads a header, as strictly as the format's own implementation does: the values of all tensors,
 * one after the other, are all that follows it.
 *
 * @param bytes The header's bytes.
 * @param size The number of bytes after it.
 */
export function parseHeader(bytes: Uint8Array, size: number, broken: Broken): Header {
  const { [TEXTS]: texts, ...entries } = jsonObject(bytes, broken);
  for (const [name, entry] of Object.entries(entries)) checkEntry(name, entry, broken);
  const checked = new Map(Object.entries(entries as Record<string, Entry>));
  checkPlaces(checked, size, broken);
  return { entries: checked, texts: textsOf(texts, broken) };
}

/** Lists and objects in each other at most, as in Python's reader (the bound of serde_json). */
const DEEPEST = 127;

/** The text between two quotation marks of JSON. */
const STRINGS = /"(?:[^"\\]|\\.)*"/g;

function jsonObject(bytes: Uint8Array, broken: Broken): Record<string, unknown> {
  let text: string, header: unknown;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    header = JSON.parse(text);
  } catch {
    throw broken("its header is not JSON");
  }
  if (!isRecord(header)) throw broken("its header is no JSON object");
  // JSON.parse takes the last of two members of one name, and does not tell 2 from 2.0
  const bare = text.replaceAll(STRINGS, '""');
  if (depthOf(bare) > DEEPEST) {
    throw broken(`its header has more than ${DEEPEST} lists and objects in each other`);
  }
  const members = bare.match(/""\s*:/g)?.length ?? 0;
  if (members !== membersOf(header)) throw broken("its header has one name twice");
  if (/\d[.eE]/.test(bare)) throw broken("its header has numbers that are not whole");
  if (bare.includes("-0")) throw broken("its header has the number -0");
  return header;
}

/** How deep lists and objects stand in each other in JSON without texts. */
function depthOf(bare: string): number {
  let depth = 0, most = 0;
  for (const [bracket] of bare.matchAll(/[[\]{}]/g)) {
    depth += bracket === "[" || bracket === "{" ? 1 : -1;
    most = Math.max(most, depth);
  }
  return most;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The members of all objects in a value. */
function membersOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  const own = Array.isArray(value) ? 0 : Object.keys(value).length;
  return Object.values(value).reduce<number>((sum, inner) => sum + membersOf(inner), own);
}

function textsOf(texts: unknown, broken: Broken): Readonly<Record<string, string>> {
  if (texts === undefined || texts === null) return {};
  const isText = (value: unknown) => typeof value === "string" && value.isWellFormed();
  if (isRecord(texts) && Object.entries(texts).flat().every(isText)) {
    return texts as Record<string, string>;
  }
  throw broken(`its ${TEXTS} holds something else than texts`);
}

const isCount = (value: unknown) => Number.isSafeInteger(value) && value as number >= 0;

function checkEntry(name: string, entry: unknown, broken: Broken): asserts entry is Entry {
  if (!name.isWellFormed()) throw broken("a name in its header is no text");
  if (!isRecord(entry)) throw broken(`"${name}" is no tensor`);
  const { dtype, shape, data_offsets: offsets } = entry;
  if (typeof dtype !== "string" || !Object.hasOwn(TYPES, dtype)) {
    throw broken(`"${name}" has numbers of the type ${JSON.stringify(dtype) ?? "undefined"}`);
  }
  if (!Array.isArray(shape) || !shape.every(isCount)) {
    throw broken(`"${name}" has the shape ${JSON.stringify(shape) ?? "undefined"}`);
  }
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isCount)) {
    throw broken(`"${name}" has the offsets ${JSON.stringify(offsets) ?? "undefined"}`);
  }
}

/** Every byte belongs to one tensor, and every tensor has as many as its shape says. */
function checkPlaces(entries: ReadonlyMap<string, Entry>, size: number, broken: Broken): void {
  const all = [...entries].sort(([, a], [, b]) =>
    a.data_offsets[0] - b.data_offsets[0] || a.data_offsets[1] - b.data_offsets[1]
  );
  let end = 0;
  for (const [name, { dtype, shape, data_offsets: [from, to] }] of all) {
    if (from !== end) {
      const what = from > end ? "leaves a hole before" : "overlaps what is before";
      throw broken(`"${name}" begins at byte ${from}, which ${what} it`);
    }
    if (to > size) throw broken(`"${name}" ends after the file does`);
    const bytes = product(shape) * TYPES[dtype].BYTES_PER_ELEMENT;
    if (!Number.isSafeInteger(bytes) || to - from !== bytes) {
      throw broken(`"${name}" of the shape [${shape.join(", ")}] has ${to - from} bytes`);
    }
    end = to;
  }
  if (end !== size) throw broken(`${size - end} bytes at its end belong to no tensor`);
}

/** The number of values of a shape; NaN where the way there is beyond exact numbers. */
function product(shape: readonly number[]): number {
  return shape.reduce((all, side) => Number.isSafeInteger(all * side) ? all * side : NaN, 1);
}

/**
 * Refuses a tensor that cannot be written.
 *
 * @throws {RangeError} If the shape is none, or has another number of values.
 */
export function checkTensor(name: string, { shape, values }: StoredTensor): void {
  if (name === TEXTS) throw new RangeError(`A tensor cannot be called "${TEXTS}".`);
  if (shape.every(isCount) && product(shape) === values.length) return;
  throw new RangeError(
    `The tensor "${name}" has the shape [${shape.join(", ")}], but ${values.length} values.`,
  );
}
