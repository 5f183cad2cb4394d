import { inflateSync } from "node:zlib";

/** An array of a MATLAB file. */
export interface MatlabArray {
  /** The length of each axis. */
  readonly shape: readonly number[];
  /** The values, the first axis fastest, as MATLAB has them. */
  readonly values: Numbers;
}

type Numbers =
  | Uint8Array
  | Int8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array;

/** The types of numbers, by what the format calls them. */
const TYPES = {
  1: Int8Array,
  2: Uint8Array,
  3: Int16Array,
  4: Uint16Array,
  5: Int32Array,
  6: Uint32Array,
  7: Float32Array,
  9: Float64Array,
} as const;

const MATRIX = 14, COMPRESSED = 15, HEAD = 128;

/** A part of a file: its type and its bytes. */
interface Element {
  readonly type: number;
  readonly bytes: Uint8Array;
}

/**
 * The arrays of real numbers in a MATLAB 5 file (MathWorks, "MAT-File Format", 2023, chapter 1),
 * the format of SVHN: level 5, little-endian, compressed or not. Strings, structures and cells are
 * left out.
 *
 * @param file What an error calls it.
 * @throws {RangeError} If the bytes are not such a file, or not all of one.
 */
export function readMatlab(bytes: Uint8Array, file: string): Record<string, MatlabArray> {
  checkHead(bytes, file);
  const arrays: Record<string, MatlabArray> = {};
  for (const element of elementsOf(bytes.subarray(HEAD), file)) {
    for (const { type, bytes } of opened(element, file)) {
      if (type !== MATRIX) continue;
      const found = arrayOf(bytes, file);
      if (found) arrays[found.name] = found.array;
    }
  }
  return arrays;
}

function checkHead(bytes: Uint8Array, file: string): void {
  const text = new TextDecoder("latin1").decode(bytes.subarray(0, HEAD));
  if (text.startsWith("MATLAB 7.3")) {
    throw new RangeError(
      `${file} is a MATLAB 7.3 file, which is HDF5; save it with -v7 or -v6 to have it read.`,
    );
  }
  if (text.startsWith("MATLAB 5.0") && text.slice(126) === "IM") return;
  throw new RangeError(`${file} is no MATLAB 5 file in little-endian order.`);
}

/**
 * The elements that stand one after the other; all but compressed ones are filled up to 8 bytes.
 */
function* elementsOf(bytes: Uint8Array, file: string): Generator<Element> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + 8 <= bytes.length;) {
    const word = view.getUint32(at, true), short = word >>> 16;
    // up to four bytes stand in the head itself
    const [type, length, start] = short > 0
      ? [word & 0xffff, short, at + 4]
      : [word, view.getUint32(at + 4, true), at + 8];
    if (start + length > bytes.length) {
      throw new RangeError(
        `${file} is not whole: a part of ${length} bytes begins where ${
          bytes.length - start
        } are left.`,
      );
    }
    yield { type, bytes: bytes.subarray(start, start + length) };
    const end = start + length;
    at = short > 0 ? at + 8 : type === COMPRESSED ? end : Math.ceil((end - at) / 8) * 8 + at;
  }
}

/** What is in an element, unpacked where it is packed. */
function opened(element: Element, file: string): Iterable<Element> {
  if (element.type !== COMPRESSED) return [element];
  try {
    return elementsOf(inflateSync(element.bytes), file);
  } catch (error) {
    throw new RangeError(`${file} is damaged: ${(error as Error).message}.`, { cause: error });
  }
}

function arrayOf(
  bytes: Uint8Array,
  file: string,
): { readonly name: string; readonly array: MatlabArray } | undefined {
  const [flags, sides, name, values] = elementsOf(bytes, file);
  if (!flags || !sides || !name || !values) return undefined;
  const kind = flags.bytes[0]!; // classes 6 to 15 are arrays of numbers
  if (kind < 6 || kind > 15) return undefined;
  const shape = [...numbersOf(sides, file)], numbers = numbersOf(values, file);
  if (shape.reduce((product, side) => product * side, 1) !== numbers.length) {
    throw new RangeError(
      `${file}: an array of shape [${shape.join(", ")}] has ${numbers.length} numbers.`,
    );
  }
  return {
    name: new TextDecoder().decode(name.bytes),
    array: { shape, values: numbers },
  };
}

function numbersOf({ type, bytes }: Element, file: string): Numbers {
  const Type = TYPES[type as keyof typeof TYPES];
  if (!Type) throw new RangeError(`${file} has numbers of the unknown type ${type}.`);
  if (Type === Uint8Array) return bytes; // the images: not copied
  // copied, so that it starts at a place where such numbers may start
  return new Type(new Uint8Array(bytes).buffer);
}
