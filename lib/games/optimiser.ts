import { adam } from "../training/mod.ts";
import { usually } from "../options/mod.ts";
import { anOptimiser } from "../training/house.ts";

/** The optimiser of all players of a game: Adam as BiGAN and CycleGAN take it. */
export const gamesOptimiser = usually(
  anOptimiser,
  adam({ rate: 2e-4, beta1: 0.5, beta2: 0.999 }),
);
