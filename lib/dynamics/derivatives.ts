import type { Matrix, State } from "./types.ts";

/**
 * The Jacobian of a map of the plane by five-point differences: about 12 digits where the
 * map is smooth.
 */
export function derivatives(map: (state: State) => State, [theta, psi]: State): Matrix {
  const h = 1e-3;
  const column = (at: (offset: number) => State): State => {
    const [a, b, c, d] = [at(-2 * h), at(-h), at(h), at(2 * h)];
    const slope = (i: 0 | 1) => (8 * (c![i] - b![i]) - (d![i] - a![i])) / (12 * h);
    return [slope(0), slope(1)];
  };
  const byTheta = column((offset) => map([theta + offset, psi]));
  const byPsi = column((offset) => map([theta, psi + offset]));
  return [[byTheta[0], byPsi[0]], [byTheta[1], byPsi[1]]];
}
