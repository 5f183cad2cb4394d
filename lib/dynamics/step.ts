import { choice, count, own, type Spec, type Values } from "../options/mod.ts";
import type { Scheme, State, VectorField } from "./types.ts";

const isPositive = (rate: unknown) => typeof rate === "number" && rate > 0 && rate < Infinity;

/** What fits a {@linkcode Scheme}. */
export const SCHEME = {
  stepSize: own<Scheme["stepSize"]>({
    fits: "a number above 0, or one for each player { generator, critic }",
    is: (value) => typeof value === "number" || typeof value === "object" && value !== null,
    allows: (value) =>
      Object.values(ratesOf(value)).every(isPositive) &&
      (typeof value === "number" || Object.keys(value).every((name) => name in ratesOf(value))),
  }),
  method: choice(["simultaneous", "alternating", "runge-kutta"], "alternating"),
  criticSteps: count(1, { most: 1000 }),
  first: choice(["generator", "critic"], "generator"),
} satisfies Spec<Scheme>;

/** One step of a game as a map of states. */
export function stepOf(
  field: VectorField,
  { stepSize, method, criticSteps, first }: Values<typeof SCHEME>,
): (state: State) => State {
  const rates = ratesOf(stepSize);
  if (criticSteps > 1 && method !== "alternating") {
    throw new RangeError(
      `criticSteps ${criticSteps} needs the method alternating, but ${method} came.`,
    );
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
  }
}

/** The step size of each player. */
export function ratesOf(stepSize: Scheme["stepSize"]): { generator: number; critic: number } {
  if (typeof stepSize === "number") return { generator: stepSize, critic: stepSize };
  return { generator: stepSize.generator, critic: stepSize.critic };
}

/** The classical rule of fourth order; each player's time runs at its own rate. */
function rungeKutta(
  field: VectorField,
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
