import * as tf from "@tensorflow/tfjs";
import { perRun, read, type Spec } from "../options/mod.ts";
import { eachRun, type PerRun, spread } from "../runs/mod.ts";
import { mapTree, type Tree } from "../engine/mod.ts";
import type { Numbers } from "./optimisers/optimiser.ts";

/**
 * An exponential moving average of the generator's parameters,
 * $\bar\theta_t = d\,\bar\theta_{t-1} + (1 - d)\,\theta_t$ from $\bar\theta_0 = \theta_0$
 * (Yazıcı et al. 2019; Mescheder, Geiger and Nowozin 2018 take d = 0.999). A game that
 * circles its equilibrium has it in the middle. Remember about 1 / (1 - d) steps; early
 * averages lean to the start.
 */
export interface AverageOptions {
  /** The decay d, at least 0 (no memory) and below 1, for all runs or one a run. Default 0.999. */
  readonly decay?: PerRun;
}

/** What fits {@linkcode AverageOptions}. */
export const AVERAGE = { decay: perRun({ from: 0, below: 1 }, 0.999) } satisfies Spec<
  AverageOptions
>;

/** The settings of an average with the default filled in. */
export type Average = Required<AverageOptions>;

/**
 * Refuses an average that is none.
 *
 * @throws {RangeError} If a decay is out of range, or not one a run.
 */
export function checkAverage(average: Average, runs: number): void {
  const { decay } = read("average", average, AVERAGE);
  eachRun("average: decay", decay, runs);
}

/** The average after a step that led to `params`. */
export function averaged(average: Tree, params: Tree, { decay }: Numbers): Tree {
  return mapTree(
    (old, now) => {
      const d = spread(decay!, old);
      return tf.add(tf.mul(d, old), tf.mul(tf.sub(1, d), now!));
    },
    average,
    params,
  );
}
