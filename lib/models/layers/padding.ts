import * as tf from "@tensorflow/tfjs";
import { choice, count, either, type Field, misfit } from "../../options/mod.ts";

/**
 * Rows and columns of zeros around an image: `"same"` as many as make the result `size / stride`, rounded up (TensorFlow's,
 * of an odd number the one more behind), or so many on every side (PyTorch's).
 */
export type Padding = "same" | number;

/** An option that is a {@linkcode Padding}. */
export const aPadding: Field<Padding> = either(
  choice(["same"]),
  count(undefined, { from: 0 }),
  "same",
);

/** How windows lie along one side of an image. */
export interface Side {
  /** Pixels of zeros in front. */
  readonly before: number;
  /** Pixels from the first of them to the end of the last window. */
  readonly length: number;
  /** Windows. */
  readonly windows: number;
}

/** The windows of `kernel` pixels along `size` of them, each `stride` behind the one before. */
export function sideOf(
  owner: string,
  size: number,
  { kernel, stride, padding }: {
    readonly kernel: number;
    readonly stride: number;
    readonly padding: Padding;
  },
): Side {
  const windows = padding === "same"
    ? Math.ceil(size / stride)
    : Math.floor((size + 2 * padding - kernel) / stride) + 1;
  const length = (windows - 1) * stride + kernel;
  if (windows < 1) {
    throw misfit(owner, "kernel", `at most ${size + 2 * Number(padding)}, what it sees`, kernel);
  }
  const before = padding === "same" ? Math.floor(Math.max(length - size, 0) / 2) : padding;
  return { before, length, windows };
}

/** Images `[n, height, width, channels]` with their first `before` rows zeros and `length` rows in all; the same for columns. */
export function framed(x: tf.Tensor, [down, across]: readonly [Side, Side]): tf.Tensor4D {
  const [n, height, width, channels] = x.shape as [number, number, number, number];
  const kept = (side: Side, size: number) => Math.min(size, side.length - side.before);
  const [rows, columns] = [kept(down, height), kept(across, width)];
  const inside = rows === height && columns === width
    ? x
    : tf.slice(x, [0, 0, 0, 0], [n, rows, columns, channels]);
  const zeros = (side: Side, size: number): [number, number] => [
    side.before,
    side.length - side.before - size,
  ];
  const around = [zeros(down, rows), zeros(across, columns)] as const;
  if (around.flat().every((pixels) => pixels === 0)) return inside as tf.Tensor4D;
  return tf.pad(inside, [[0, 0], ...around, [0, 0]]) as tf.Tensor4D;
}
