import {
  type CriticBatch,
  criticMove,
  type GeneratorBatch,
  generatorMove,
  type Move,
  movedCritic,
  movedGenerator,
  type Parts,
  type Players,
  type StepNumbers,
} from "./moves.ts";

/** What the players are given in one step. */
export interface StepBatch {
  /** One entry a critic step. */
  readonly critic: readonly CriticBatch[];
  /** The generator's. */
  readonly generator: GeneratorBatch;
}

/** What a step leaves behind. */
export interface Updated {
  /** The players after the step. */
  readonly players: Players;
  /** The last critic move of the step. */
  readonly critic: Move;
  /** The generator's move. */
  readonly generator: Move;
}

/** How a step is put together of moves, and what it needs drawn. */
export interface Update {
  /** What it is: `"alternating, 5 critic steps"`. */
  readonly name: string;
  /** Critic steps in one step. */
  readonly criticSteps: number;
  /** Whether each critic step sees a real batch of its own. */
  readonly freshReal: boolean;
  /** Whether each move draws latents of its own. */
  readonly freshLatents: boolean;
  /** One step. */
  step(parts: Parts, players: Players, batch: StepBatch, numbers: StepNumbers): Updated;
}

/** Options of {@linkcode alternating}. */
export interface AlternatingOptions {
  /** Critic steps for each generator step. Default 1. */
  readonly criticSteps?: number;
  /** Who moves first. Default the critic, so that the generator meets a critic that knows it. */
  readonly first?: "critic" | "generator";
  /** Whether each critic step sees a new real batch (`false`: the same one). Default `true`. */
  readonly freshReal?: boolean;
  /** Whether the generator's step draws new latents, and each critic step too. Default `true`. */
  readonly freshLatents?: boolean;
}

/**
 * One player after the other: each answers what the other has just become.
 *
 * @throws {RangeError} If `criticSteps` is not a positive whole number.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { alternating } from "saddle/training/mod.ts";
 *
 * assert.equal(alternating({ criticSteps: 5 }).name, "alternating, 5 critic steps");
 * ```
 */
export function alternating(
  { criticSteps = 1, first = "critic", freshReal = true, freshLatents = true }: AlternatingOptions =
    {},
): Update {
  if (!(Number.isInteger(criticSteps) && criticSteps > 0)) {
    throw new RangeError(`criticSteps is a positive whole number, but ${criticSteps} came.`);
  }
  return {
    name: `alternating, ${criticSteps} critic step${criticSteps === 1 ? "" : "s"}` +
      (first === "generator" ? ", generator first" : ""),
    criticSteps,
    freshReal,
    freshLatents,
    step(parts, start, batch, numbers) {
      let players = start;
      let critic: Move | undefined;
      const generatorTurn = () => {
        const move = generatorMove(parts, players, batch.generator);
        const generator = movedGenerator(parts, players.generator, move, numbers);
        players = { ...players, generator };
        return move;
      };
      let generator = first === "generator" ? generatorTurn() : undefined;
      for (const given of batch.critic) {
        critic = criticMove(parts, players, given, numbers);
        players = { ...players, critic: movedCritic(parts, players.critic, critic, numbers) };
      }
      generator ??= generatorTurn();
      return { players, critic: critic!, generator };
    },
  };
}

/**
 * Both players at once, each from where the other stood before the step: Euler's method on the
 * joint vector field.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { simultaneous } from "saddle/training/mod.ts";
 *
 * assert.equal(simultaneous().criticSteps, 1);
 * ```
 */
export function simultaneous(): Update {
  return {
    name: "simultaneous",
    criticSteps: 1,
    freshReal: true,
    freshLatents: false,
    step(parts, start, batch, numbers) {
      const critic = criticMove(parts, start, batch.critic[0]!, numbers);
      const generator = generatorMove(parts, start, batch.generator);
      const players: Players = {
        generator: movedGenerator(parts, start.generator, generator, numbers),
        critic: movedCritic(parts, start.critic, critic, numbers),
      };
      return { players, critic, generator };
    },
  };
}
