import type { Parts, Players, StepNumbers } from "../parts.ts";
import { criticMove, generatorMove, type Move, movedCritic, movedGenerator } from "./moves.ts";
import type { StepBatch } from "./update.ts";

/** A move of each player. */
export interface Moves {
  /** The critic's. */
  readonly critic: Move;
  /** The generator's. */
  readonly generator: Move;
}

/** What both players would do where they stand, each held fixed for the other. */
export function movesOf(
  parts: Parts,
  players: Players,
  batch: StepBatch,
  numbers: StepNumbers,
): Moves {
  return {
    critic: criticMove(parts, players, batch.critic[0]!, numbers),
    generator: generatorMove(parts, players, batch.generator, numbers),
  };
}

/** Both players after their moves, at once. */
export function movedBoth(
  parts: Parts,
  start: Players,
  { critic, generator }: Moves,
  numbers: StepNumbers,
): Players {
  return {
    generator: movedGenerator(parts, start.generator, generator, numbers),
    critic: movedCritic(parts, start.critic, critic, numbers),
  };
}
