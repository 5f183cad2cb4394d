import type { State, VectorField } from "./types.ts";

/** How fast both players move, as one function of the state. */
export function velocityOf(field: VectorField): (state: State) => State {
  return ([theta, psi]) => [field.generator(theta, psi), field.critic(theta, psi)];
}
