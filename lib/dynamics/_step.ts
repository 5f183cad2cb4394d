import { checkCount, checkPositive } from "./_check.ts";
import type { Field, Scheme, State } from "./types.ts";

/** One step of a game as a map of states; the options are checked here, once. */
export function stepOf(field: Field, scheme: Scheme): (state: State) => State {
  const { method = "alternating", criticSteps = 1, first = "generator" } = scheme;
  const rates = ratesOf(scheme);
  checkCount("criticSteps", criticSteps);
  if (first !== "generator" && first !== "critic") {
    throw new RangeError(`unknown first player ${JSON.stringify(first)}; known: generator, critic`);
  }
  if (criticSteps > 1 && method !== "alternating") {
    throw new RangeError(`criticSteps ${criticSteps} needs the method alternating, got ${method}`);
  }
  const project = (state: State) => field.project?.(state) ?? state;
  const generator = ([theta, psi]: State): State => [
    theta + rates.generator * field.generator(theta, psi),
    psi,
  ];
  const critic = ([theta, psi]: State): State =>
    project([theta, psi + rates.critic * field.critic(theta, psi)]);
  switch (method) {
    case "simultaneous":
      return (state) => project([generator(state)[0], critic(state)[1]]);
    case "alternating": {
      const critics = Array<typeof critic>(criticSteps).fill(critic);
      const moves = first === "generator" ? [generator, ...critics] : [...critics, generator];
      return (state) => moves.reduce((at, move) => move(at), state);
    }
    case "runge-kutta":
      return (state) => project(rungeKutta(field, rates, state));
    default:
      throw new RangeError(
        `unknown method ${JSON.stringify(method)}; known: simultaneous, alternating, runge-kutta`,
      );
  }
}

/** The step size of each player. */
export function ratesOf({ step }: Scheme): { generator: number; critic: number } {
  const rates = typeof step === "object" ? step : { generator: step, critic: step };
  checkPositive("the generator's step", rates.generator);
  checkPositive("the critic's step", rates.critic);
  return rates;
}

/** The classical rule of fourth order; each player's time runs at its own rate. */
function rungeKutta(
  field: Field,
  rates: { generator: number; critic: number },
  [theta, psi]: State,
): State {
  const move = (x: number, y: number): State => [
    rates.generator * field.generator(x, y),
    rates.critic * field.critic(x, y),
  ];
  const a = move(theta, psi);
  const b = move(theta + a[0] / 2, psi + a[1] / 2);
  const c = move(theta + b[0] / 2, psi + b[1] / 2);
  const d = move(theta + c[0], psi + c[1]);
  return [
    theta + (a[0] + 2 * b[0] + 2 * c[0] + d[0]) / 6,
    psi + (a[1] + 2 * b[1] + 2 * c[1] + d[1]) / 6,
  ];
}
