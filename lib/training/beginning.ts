import { disposeTree, type EngineReport, leaves } from "../engine/mod.ts";
import type { RunNumbers } from "../runs/mod.ts";
import type { Each } from "./each.ts";
import type { Game, PlayerParts } from "./game.ts";
import type { PlayPlan } from "./play_plan.ts";
import { startingState, type TrainingState } from "./step.ts";
import { Checkpoint, type Saved } from "./stored/checkpoint.ts";
import { fingerprint } from "./stored/fingerprint.ts";

/** The first state, and where a checkpoint stands. */
export async function beginning<P extends string>(
  { players }: Game<P>,
  plan: PlayPlan<P>,
  engine: EngineReport,
): Promise<{ first: TrainingState; keeper?: Checkpoint; saved?: Saved }> {
  const { checkpoint, prepare } = plan;
  if (!checkpoint) return { first: startingState({ ...players, ...await prepare?.() }, plan) };
  const first = startingState(players, plan);
  try {
    const start = printOf(first);
    plan.onStart?.(start);
    const keeper = new Checkpoint(checkpoint, { ...plan.identity(engine), start });
    const saved = await keeper.read();
    if (saved) return { first, keeper, saved };
    if (!prepare) return { first, keeper };
    return { first: replaced(first, startingState(await prepare(), plan)), keeper };
  } catch (error) {
    disposeTree(first);
    throw error;
  }
}

/** A state with some of its players replaced; those before are freed. */
function replaced(
  first: TrainingState,
  { players, averages, health }: TrainingState,
): TrainingState {
  const names = Object.keys(players);
  const before = names.flatMap((name) => [first.players[name]!, first.averages[name] ?? []]);
  disposeTree([health, ...before]);
  return {
    ...first,
    players: { ...first.players, ...players },
    averages: { ...first.averages, ...averages },
  };
}

/** What a first state is known by: names do not say how a model starts. */
function printOf({ players }: Pick<TrainingState, "players">): string {
  return fingerprint(leaves(players).map((leaf) => leaf.dataSync<"float32">()));
}

/** What the first state of a game is known by, made for this alone. */
export function startOf(players: Each<string, PlayerParts>, numbers: RunNumbers): string {
  const state = startingState(players, numbers);
  try {
    return printOf(state);
  } finally {
    disposeTree(state);
  }
}
