import type { PlayedRuns, TrainedRuns } from "../training/mod.ts";

/** The generator of a training alone, as `savePlayers` takes it: no critic is needed to draw. */
export function generatorOf(trained: TrainedRuns): PlayedRuns<"generator"> {
  const { generator, critic: _, latent: __, ...facts } = trained;
  return { ...facts, game: "GAN", players: { generator } };
}
