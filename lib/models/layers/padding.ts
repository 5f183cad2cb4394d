import * as tf from "@tensorflow/tfjs";
import { choice, count, either, misfit, type Option } from "../../options/mod.ts";

/**
 * Rows and columns of zeros around an image: `"same"` as many as make the result
 * `size / stride`, rounded up (TensorFlow's, of an odd number the one more behind), or so many
 * on every side (PyTorch's).
 */
export type Padding = "same" | number;

/** An option that is a {@linkcode Padding}. */
export const aPadding: Option<Padding> = either(
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

/**
 * Images `[n, height, width, channels]` with `before` rows of zeros in front (or, where it is
 * negative, as many rows fewer) and `length` rows in all; the same for columns.
 */
export function framed(
  x: tf.Tensor,
  [down, across]: readonly [Frame, Frame],
): tf.Tensor4D {
  const [n, height, width, channels] = x.shape as [number, number, number, number];
  const zeros = ({ before, length }: Frame, size: number): [number, number] => [
    Math.max(before, 0),
    Math.max(length - before - size, 0),
  ];
  const around = [zeros(down, height), zeros(across, width)] as const;
  const isBare = around.flat().every((pixels) => pixels === 0);
  const whole = isBare ? x : tf.pad(x, [[0, 0], ...around, [0, 0]]);
  if (whole.shape[1] === down.length && whole.shape[2] === across.length) {
    return whole as tf.Tensor4D;
  }
  const from = [0, Math.max(-down.before, 0), Math.max(-across.before, 0), 0];
  return tf.slice(whole, from, [n, down.length, across.length, channels]) as tf.Tensor4D;
}

/** Where a frame lies along one side of an image: see {@linkcode framed}. */
type Frame = Pick<Side, "before" | "length">;
