import * as tf from "@tensorflow/tfjs";
import { perRun, read, type Spec } from "../../options/mod.ts";
import type { PerRun } from "../../runs/mod.ts";
import { leaves, mapTree, type Tree, valueAndGradient } from "../../engine/mod.ts";
import { movedBoth, movesOf } from "./both.ts";
import type { Move } from "./moves.ts";
import type { Players } from "../parts.ts";
import type { Update } from "./update.ts";

/** Options of {@linkcode consensus}. */
export interface ConsensusOptions {
  /** The weight gamma of the common term, for all runs or one a run. Default 1. */
  readonly gamma?: PerRun;
}

/** What fits {@linkcode ConsensusOptions}. */
export const CONSENSUS = { gamma: perRun({ from: 0 }, 1) } satisfies Spec<ConsensusOptions>;

/**
 * Consensus optimisation (Mescheder, Nowozin and Geiger 2017): both players at once, and both also
 * go down $\frac{\gamma}{2}\|v\|^2$, with a half, where v is made of both players' gradients. The
 * field becomes $v - \gamma J^\top v$ with the Jacobian J of v.
 *
 * v is of whole losses, penalties included. The history shows the losses without the common term. A
 * step costs second derivatives of both players, third ones with penalties.
 *
 * @throws {RangeError} If a gamma is negative or not finite.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { consensus } from "saddle/training/mod.ts";
 *
 * assert.deepEqual(consensus({ gamma: [0, 0.5, 1] }).numbers, { gamma: [0, 0.5, 1] });
 * ```
 */
export function consensus(options: ConsensusOptions = {}): Update {
  return {
    name: "consensus",
    criticSteps: 1,
    freshReal: true,
    freshLatents: false,
    numbers: read("consensus", options, CONSENSUS),
    step(parts, start, batch, numbers) {
      const { gradient, aux } = valueAndGradient((params: { generator: Tree; critic: Tree }) => {
        const players: Players = {
          generator: { ...start.generator, params: params.generator },
          critic: { ...start.critic, params: params.critic },
        };
        const { critic, generator } = movesOf(parts, players, batch, numbers);
        const square = squaredNorm([critic.gradient, generator.gradient]);
        const value = tf.mul(tf.mul(0.5, numbers.update["gamma"]!), square);
        return { value, aux: { critic: { ...critic }, generator: { ...generator } } };
      }, { generator: start.generator.params, critic: start.critic.params });
      const moves = {
        critic: withAdded(aux.critic, gradient.critic),
        generator: withAdded(aux.generator, gradient.generator),
      };
      return { players: movedBoth(parts, start, moves, numbers), ...moves };
    },
  };
}

/** The sum of squares of each run, `[runs]`. */
function squaredNorm(gradients: Tree): tf.Tensor {
  const sums = leaves(gradients).map((leaf) => {
    return tf.sum(tf.square(tf.reshape(leaf, [leaf.shape[0]!, -1])), 1);
  });
  return tf.addN(sums);
}

function withAdded(move: Move, gradient: Tree): Move {
  return { ...move, gradient: mapTree((g, more) => tf.add(g, more!), move.gradient, gradient) };
}
