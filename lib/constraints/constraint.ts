import type * as tf from "@tensorflow/tfjs";
import type { Tree } from "../engine/mod.ts";
import type { PerRun } from "./per_run.ts";

/** Random numbers that a constraint needs in every critic step, one row a sample. */
export interface Draw {
  /** Uniform in [0, 1), or standard normal. */
  readonly kind: "uniform" | "normal";
  /** One number a sample, or one for each feature of a sample. */
  readonly each: "sample" | "feature";
}

/** What a penalty sees. */
export interface PenaltyInput {
  /** The critic's score `[runs, batch, 1]` of points `[runs, batch, features]`. */
  readonly critic: (x: tf.Tensor) => tf.Tensor;
  /** Real points, `[runs, batch, features]`. */
  readonly real: tf.Tensor;
  /** Generated points, `[runs, batch, features]`. */
  readonly fake: tf.Tensor;
  /** What {@linkcode Constraint.draws} asked for: `[runs, batch, 1]` or `[runs, batch, features]`. */
  readonly draws: Readonly<Record<string, tf.Tensor>>;
  /** The constraint's numbers, `[runs]` each. */
  readonly numbers: Readonly<Record<string, tf.Tensor>>;
}

/** A way to keep a critic smooth: a term of its loss, a map of its parameters, or both. */
export interface Constraint {
  /** What it is, with its settings: `"gradient penalty (line, norm 1, two-sided)"`. */
  readonly name: string;
  /** Its numbers by name; they enter the step as arguments, one a run. */
  readonly numbers: Readonly<Record<string, PerRun>>;
  /** Random numbers it needs in every critic step. */
  readonly draws?: Readonly<Record<string, Draw>>;
  /** A term that is added to the critic's loss, `[runs]`. */
  penalty?(input: PenaltyInput): tf.Tensor;
  /** What becomes of the critic's parameters after each of its steps. */
  project?(params: Tree, numbers: Readonly<Record<string, tf.Tensor>>): Tree;
}
