import type * as tf from "@tensorflow/tfjs";
import type { Tree } from "../engine/mod.ts";
import { type Option, part } from "../options/mod.ts";
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
  /**
   * What it took the inputs for on the way, `[runs, batch, code]`: only of a model with a `code`.
   */
  readonly code?: tf.Tensor;
}

/** Features of a layer at most. */
export const WIDEST = 100_000;

/** Whether a model is being trained or used; only some models tell them apart. */
export type Phase = "train" | "evaluate";

/** How far a function looks in a batch. */
export type Sees = "point" | "pack" | "batch";

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
  /** How many points share one output, where not each has its own. */
  readonly pack?: number;
  /** Whether it divides its weights by their size before it uses them. Default no. */
  readonly rescales?: boolean;
  /**
   * What an output depends on: its own point alone, the points of its pack, or all of the batch.
   * Scores of real and generated points are computed in one go where each is known to be of its
   * point alone, and the model has no state. Default not said, which is taken for its own point.
   */
  readonly sees?: Sees;
  /** Starting values: run r draws from `randoms[r]`. The tensors are the caller's. */
  init(randoms: readonly Random[]): Variables;
  /** What becomes of inputs `[runs, batch, inputs]`. */
  apply(variables: Variables, x: tf.Tensor, phase?: Phase): Applied;
}

/** An option that is a model. */
export const aModel: Option<Model> = part("a model", ["apply", "init", "inputs", "outputs"]);
