import type { FiniteDataset, Labels } from "../types.ts";
import { rowsOf } from "../rows_of.ts";

/** Grey images with classes, as bytes. */
export interface GreyBytes {
  /** `[height, width, 1]`. */
  readonly shape: readonly [height: number, width: number, channels: number];
  /** A class each. */
  readonly labels: Labels;
  /** The pixels of one, 0 for black. */
  readonly pixels: (place: number) => Uint8Array;
}

/**
 * The images of a set as bytes again, for what is put together of them.
 *
 * @param owner What an error calls the function.
 * @param classes How many classes there must be. Default any number.
 * @throws {RangeError} If they are not grey images with labels, in [-1, 1] or [0, 1].
 */
export function greyBytes(owner: string, set: FiniteDataset, classes?: number): GreyBytes {
  const { shape, labels, dimension, name } = set;
  if (shape?.[2] !== 1 || !labels || classes !== undefined && labels.names.length !== classes) {
    const many = classes === undefined ? "" : ` of ${classes} classes`;
    throw new RangeError(
      `${owner}'s of is a set of grey images with labels${many}, such as digits(), but ${name} came.`,
    );
  }
  const low = (set.extent[0]?.[0] ?? 0) < 0 ? -1 : 0, row = new Float32Array(dimension);
  const pixels = (place: number) => {
    rowsOf(set, [place], row);
    return Uint8Array.from(row, (value) => {
      const share = (value - low) / (1 - low);
      if (share >= -1e-6 && share <= 1 + 1e-6) return Math.round(255 * share);
      throw new RangeError(
        `${owner}: image ${place} of ${name} has the value ${value}, not in [${low}, 1].`,
      );
    });
  };
  return { shape, labels, pixels };
}
