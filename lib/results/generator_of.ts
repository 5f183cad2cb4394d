import type { PlayedRuns, TrainedRuns } from "../training/mod.ts";

/** The generator of a training alone, as `savePlayers` takes it: the critic is not needed to draw. */
export function generatorOf(
  { generator, critic: _, latent: __, ...facts }: TrainedRuns,
): PlayedRuns<
  "generator"
> {
  return { ...facts, game: "GAN", players: { generator } };
}
