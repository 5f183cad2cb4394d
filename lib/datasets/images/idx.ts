/** An array of bytes with a shape. */
export interface IdxFile {
  /** The length of each axis, the first one the images'. */
  readonly shape: readonly number[];
  /** The bytes, the last axis fastest. */
  readonly values: Uint8Array;
}

/** The only type of numbers that images and labels have: unsigned bytes. */
const BYTES = 8;

/**
 * An IDX file of bytes, the format of MNIST: two zeros, the type of the numbers, the number of
 * axes, the length of each axis in four bytes, the highest first, and the numbers.
 *
 * @param file What an error calls it.
 * @param axes How many axes are expected.
 * @throws {RangeError} If the bytes are not such a file, or not all of one.
 */
export function readIdx(bytes: Uint8Array, file: string, axes: number): IdxFile {
  const [first, second, type, count = 0] = bytes, head = 4 + 4 * axes;
  if (first !== 0 || second !== 0 || type !== BYTES || count !== axes) {
    throw new RangeError(
      `${file} is no IDX file of bytes with ${axes} axes: it starts with ` +
        `[${bytes.subarray(0, 4).join(", ")}], where [0, 0, ${BYTES}, ${axes}] is expected.`,
    );
  }
  if (bytes.length < head) throw cutOff(file, bytes.length, `its header alone takes ${head}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const shape = Array.from({ length: axes }, (_, axis) => view.getUint32(4 + 4 * axis));
  const length = shape.reduce((product, side) => product * side, 1);
  if (bytes.length !== head + length) {
    const said = `its header says ${shape.join(" x ")}, which takes ${head + length}`;
    throw cutOff(file, bytes.length, said);
  }
  return { shape, values: bytes.subarray(head) };
}

function cutOff(file: string, length: number, why: string): RangeError {
  return new RangeError(`${file} is not whole: it has ${length} bytes, but ${why}.`);
}
