import type { PerRun } from "../../constraints/mod.ts";
import { type Option, part } from "../../options/mod.ts";
import type { CriticBatch, GeneratorBatch, Move } from "./moves.ts";
import type { Parts, Players, StepNumbers } from "../parts.ts";

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
  /**
   * Whether each move draws latents of its own, or each of the critic's, whose last the
   * generator takes.
   */
  readonly freshLatents: boolean | "critic";
  /** Its numbers by name; they enter the step as arguments, one a run. Default none. */
  readonly numbers?: Readonly<Record<string, PerRun>>;
  /** One step. */
  step(parts: Parts, players: Players, batch: StepBatch, numbers: StepNumbers): Updated;
}

/** An option that is an update. */
export const anUpdate: Option<Update> = part("an update", ["step", "criticSteps"]);
