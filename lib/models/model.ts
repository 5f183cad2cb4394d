import type * as tf from "@tensorflow/tfjs";
import type { Tree } from "../engine/mod.ts";
import { type Field, part } from "../options/mod.ts";
import type { Random } from "../random/mod.ts";

/** What a model computes with. */
export interface Variables {
  /** What is trained. Every tensor has the run axis in front. */
  readonly params: Tree;
  /** What is kept besides (running statistics, power iterations); `{}` for most models. */
  readonly state: Tree;
}

/** What a model makes of its inputs. */
export interface Applied {
  /** The outputs, `[runs, batch, outputs]`. */
  readonly y: tf.Tensor;
  /** The new state. */
  readonly state: Tree;
  /** What it took the inputs for on the way, `[runs, batch, code]`: only of a model with a `code`. */
  readonly code?: tf.Tensor;
}

/** Whether a model is being trained or used; only some models tell them apart. */
export type Phase = "train" | "evaluate";

/**
 * A family of functions with parameters: a pure description, which owns no tensors. Many runs are
 * computed side by side, so every tensor has the run axis in front.
 */
export interface Model {
  /** What it is, in a few words: `"mlp 2-64-64-1, relu"`. */
  readonly name: string;
  /** Features of one input. */
  readonly inputs: number;
  /** Features of one output. */
  readonly outputs: number;
  /** What its outputs lie in, ends included, where they cannot be any number. */
  readonly range?: readonly [low: number, high: number];
  /** Features of the code that it gives beside its output, where it does. */
  readonly code?: number;
  /** Whether an output depends on all points of the batch beside its own. Default no. */
  readonly batchwise?: boolean;
  /** How many points share one output, where not each has its own. */
  readonly pack?: number;
  /** Whether it divides its weights by their size before it uses them. Default no. */
  readonly rescales?: boolean;
  /**
   * Whether each output depends on its own input alone, not on the rest of the batch: then a critic
   * scores real and generated points in one go. Default no.
   */
  readonly pointwise?: boolean;
  /** Starting values: run r draws from `randoms[r]`. The tensors are the caller's. */
  init(randoms: readonly Random[]): Variables;
  /** What becomes of inputs `[runs, batch, inputs]`. */
  apply(variables: Variables, x: tf.Tensor, phase?: Phase): Applied;
}

/** An option that is a model. */
export const aModel: Field<Model> = part("a model", "apply");
