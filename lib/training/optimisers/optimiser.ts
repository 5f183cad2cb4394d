import type * as tf from "@tensorflow/tfjs";
import type { PerRun } from "../../constraints/mod.ts";
import type { Tree } from "../../engine/mod.ts";
import { type Option, part } from "../../options/mod.ts";

/** The numbers of an optimiser, one a run: `[runs]` each. */
export type Numbers = Readonly<Record<string, tf.Tensor>>;

/**
 * A rule that turns gradients into new parameters. It owns nothing: its memory is a tree that is
 * carried along with the parameters, so that two trainings never share anything and a training
 * can itself be differentiated.
 */
export interface Optimiser {
  /** What it is: `"Adam"`. */
  readonly name: string;
  /** Its numbers by name; they enter the step as arguments, one a run. */
  readonly numbers: Readonly<Record<string, PerRun>>;
  /**
   * Numbers that it leaves out of its step where they change nothing, and what they are then.
   * Default none.
   */
  readonly absent?: Readonly<Record<string, number>>;
  /** Its memory before the first step, for parameters of these shapes. */
  init(params: Tree): Tree;
  /** New parameters and memory, after a step against `gradient`. */
  update(gradient: Tree, memory: Tree, params: Tree, numbers: Numbers): {
    readonly params: Tree;
    readonly memory: Tree;
  };
}

/** An option that is an optimiser. */
export const anOptimiser: Option<Optimiser> = part("an optimiser", ["init", "update", "numbers"]);
