import { type Option, own, text } from "../../options/mod.ts";
import type { PlayedRuns } from "./played.ts";
import type { Trained, TrainedRuns } from "./run.ts";

/** An argument that is a player after training. */
export const aTrained: Option<Trained> = own<Trained>({
  fits: "a player after training, such as run.critic",
  is: isTrained,
});

/** An argument that is what remains of a training. */
export const aTraining: Option<TrainedRuns> = own<TrainedRuns>({
  fits: "a finished training, of train or loadTrained",
  is: (value) => {
    const { generator, critic } = Object(value);
    return isTrained(generator) && isTrained(critic);
  },
});

/** An argument that is what remains of a game. */
export const aPlayed: Option<PlayedRuns<string>> = own<PlayedRuns<string>>({
  fits: "a finished game, of play or loadPlayers",
  is: (value) => Object.values(Object(Object(value).players)).some(isTrained),
});

/** An argument that is where something is stored. */
export const aFile: Option<string> = { ...text(), fits: "the path of a file" };

function isTrained(value: unknown): boolean {
  const { model, params, state } = Object(value);
  return [model, params, state].every((part) => typeof part === "object" && part !== null);
}
