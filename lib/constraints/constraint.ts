import type * as tf from "@tensorflow/tfjs";
import type { Tree } from "../engine/mod.ts";
import { type Option, part } from "../options/mod.ts";
import type { PerRun } from "../runs/mod.ts";

/** Numbers that a constraint needs anew in every critic step, one row a sample. */
export interface Draw {
  /** Uniform in [0, 1), standard normal, or nothing random: the number of training steps done. */
  readonly kind: "uniform" | "normal" | "step";
  /** One number a sample, or one for each feature of a sample. */
  readonly each: "sample" | "feature";
  /**
   * Whether a generator step needs its own too, for {@linkcode Constraint.input}. Default `false`.
   */
  readonly generator?: boolean;
}

/** What a constraint is given besides points. */
export interface Given {
  /**
   * What {@linkcode Constraint.draws} asked for: `[runs, batch, 1]` or `[runs, batch, features]`.
   */
  readonly draws: Readonly<Record<string, tf.Tensor>>;
  /** The constraint's numbers, `[runs]` each. */
  readonly numbers: Readonly<Record<string, tf.Tensor>>;
}

/** What a penalty sees. */
export interface PenaltyInput extends Given {
  /** The critic's score `[runs, batch, 1]` of points `[runs, batch, features]`. */
  readonly critic: (x: tf.Tensor) => tf.Tensor;
  /** Real points, `[runs, batch, features]`. */
  readonly real: tf.Tensor;
  /** Generated points, `[runs, batch, features]`. */
  readonly fake: tf.Tensor;
}

/** What a constraint asks of the critic that it is used with. */
export interface ConstraintNeeds {
  /**
   * How far an output may look: `"point"` at its own point alone, `"pack"` at those of its pack
   * too, but not at a whole batch. Default: as it likes.
   */
  readonly scores?: "point" | "pack";
  /** Whether the size of its weights has to mean something. Default no. */
  readonly sizedWeights?: boolean;
  /** Why, as an error says it after "because". */
  readonly because: string;
}

/** A way to keep a critic smooth: a term of its loss, a map of its parameters or of its input. */
export interface Constraint {
  /** What it is, with its settings: `"gradient penalty (line, norm 1, two-sided)"`. */
  readonly name: string;
  /** Its numbers by name; they enter the step as arguments, one a run. */
  readonly numbers: Readonly<Record<string, PerRun>>;
  /** Numbers it needs anew in every critic step. */
  readonly draws?: Readonly<Record<string, Draw>>;
  /** What it asks of the critic; a training with another one is refused. Default nothing. */
  readonly needs?: ConstraintNeeds;
  /** A term that is added to the critic's loss, `[runs]`. */
  penalty?(input: PenaltyInput): tf.Tensor;
  /** What becomes of the critic's parameters after each of its steps. */
  project?(params: Tree, numbers: Readonly<Record<string, tf.Tensor>>): Tree;
  /**
   * What becomes of points `[runs, batch, features]` before the critic scores them, in the steps of
   * both players. A critic that is looked at, in snapshots or by `score`, sees points as they are.
   */
  input?(points: tf.Tensor, which: "real" | "fake", given: Given): tf.Tensor;
}

/** An option that is a constraint: it does something, which an optimiser with its numbers does not. */
export const aConstraint: Option<Constraint> = part(
  "a constraint",
  (value) =>
    "numbers" in value && ["penalty", "project", "input"].some((member) => member in value),
);
