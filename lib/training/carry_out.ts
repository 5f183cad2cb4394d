import type { Game } from "./game.ts";
import { Going } from "./going.ts";
import type { PlayPlan } from "./play_plan.ts";
import type { Played } from "./record/played.ts";

/** Plays a game to its end, from its start or from where a checkpoint stands. */
export async function carryOut<P extends string>(
  game: Game<P>,
  plan: PlayPlan<P>,
): Promise<Played<P>> {
  const going = await Going.begin(game, plan);
  try {
    await going.advance(plan.steps);
    return going.played();
  } finally {
    going.dispose();
  }
}
