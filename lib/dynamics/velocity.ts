import type { Field, State } from "./types.ts";

/** How fast both players move, as one function of the state. */
export function velocityOf(field: Field): (state: State) => State {
  return ([theta, psi]) => [field.generator(theta, psi), field.critic(theta, psi)];
}
