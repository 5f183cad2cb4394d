import * as tf from "@tensorflow/tfjs";
import { count, read, type Spec } from "../../options/mod.ts";
import { type Tree, valueAndGradient } from "../../engine/mod.ts";
import type { Loss } from "../../losses/mod.ts";
import { movedBoth } from "./both.ts";
import { criticMove, generatorLoss, type Move, movedCritic } from "./moves.ts";
import type { Parts, Players, StepNumbers } from "../parts.ts";
import type { StepBatch, Update } from "./update.ts";

/** Options of {@linkcode unrolled}. */
export interface UnrolledOptions {
  /** Critic steps to look ahead, at least 1. Default 5. At most 1,000. */
  readonly steps?: number;
}

/** What fits {@linkcode UnrolledOptions}. */
export const UNROLLED = { steps: count(5, { most: 1000 }) } satisfies Spec<UnrolledOptions>;

/**
 * An unrolled GAN (Metz et al. 2017, eqs. 8 to 12): both players at once, the critic by its own
 * gradient, the generator by that of its loss against the critic k steps later,
 * $\nabla_\theta L_G(\theta, \psi_k(\theta))$,
 * $\psi_{j+1} = \psi_j - \eta\,\nabla_\psi L_D(\theta, \psi_j)$.
 *
 * Where the game is zero-sum (`zeroSum` of the loss), $L_G = -L_D$ with the real points, as
 * in eq. 8: their scores depend on the generator through the later critic. Other losses are
 * taken as they are.
 *
 * The gradient goes through the k steps: the generator knows how the critic would answer. They see
 * the step's own batch, start from the critic's optimiser with its memory, and are then forgotten.
 * The history shows the generator's loss against the later critic. A step costs k more critic steps
 * and second derivatives, third ones with penalties.
 *
 * @throws {RangeError} If `steps` is not a positive whole number.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { unrolled } from "saddle/training/mod.ts";
 *
 * assert.equal(unrolled({ steps: 10 }).name, "unrolled, 10 steps");
 * ```
 */
export function unrolled(options: UnrolledOptions = {}): Update {
  const { steps } = read("unrolled", options, UNROLLED);
  return {
    name: `unrolled, ${steps} step${steps === 1 ? "" : "s"}`,
    criticSteps: 1,
    freshReal: true,
    freshLatents: false,
    step(parts, start, batch, numbers) {
      const moves = {
        critic: criticMove(parts, start, batch.critic[0]!, numbers),
        generator: farSightedMove(parts, start, batch, numbers, steps),
      };
      return { players: movedBoth(parts, start, moves, numbers), ...moves };
    },
  };
}

/** The generator's gradient through so many critic steps. */
function farSightedMove(
  parts: Parts,
  start: Players,
  batch: StepBatch,
  numbers: StepNumbers,
  steps: number,
): Move {
  const { loss: given } = parts;
  const farLoss: Loss = given.zeroSum
    ? { ...given, generator: (scores) => tf.neg(given.critic(scores)), generatorSeesReal: true }
    : given;
  const generatorBatch = { ...batch.generator, real: batch.critic[0]!.real };
  const { value, gradient, aux } = valueAndGradient((params: Tree) => {
    let players: Players = { ...start, generator: { ...start.generator, params } };
    // once: all steps see the same latents, and the gradient goes back through the generator once
    const made = parts.generator.apply(players.generator, generatorBatch.latent, "train");
    for (let i = 0; i < steps; i++) {
      const move = criticMove(parts, players, batch.critic[0]!, numbers, made.y);
      players = { ...players, critic: movedCritic(parts, players.critic, move, numbers) };
    }
    const far = { ...parts, loss: farLoss };
    const { loss, state } = generatorLoss(far, players, generatorBatch, numbers, made);
    return { value: loss, aux: { state } };
  }, start.generator.params);
  return { gradient, loss: value, penalty: tf.zerosLike(value), state: aux.state };
}
