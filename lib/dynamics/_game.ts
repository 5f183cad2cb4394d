import type { Field, Slopes } from "./types.ts";

/** The field of two players with these slopes: the real point is 0, where the score is 0 whatever psi is. */
export function game(name: string, title: string, slopes: Slopes): Field {
  return {
    name,
    title,
    slopes,
    generator: (theta, psi) => psi * slopes.generator(theta * psi),
    critic: (theta, psi) => theta * slopes.fake(theta * psi),
  };
}
