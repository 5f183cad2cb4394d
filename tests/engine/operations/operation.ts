/**
 * What the walk over all operations knows of each.
 *
 * @module
 */
import type * as tf from "@tensorflow/tfjs";
import type { Plain } from "./arrays.ts";

type Result = tf.Tensor | tf.Tensor[];

/** An operation, on tensors and in plain numbers. */
export interface Operation {
  /**
   * Shapes of inputs of the type in question, some without zeros; and inputs that are always the
   * same.
   */
  readonly inputs: readonly (readonly number[] | { readonly nonzero: readonly number[] } | Plain)[];
  /** The operation. */
  readonly run: (...inputs: tf.Tensor[]) => Result | Promise<Result>;
  /** The same by loops over plain numbers, in double precision. */
  readonly right: (...inputs: Plain[]) => Plain | Plain[];
}

/** Operations by name. */
export type Operations = Readonly<Record<string, Operation>>;
