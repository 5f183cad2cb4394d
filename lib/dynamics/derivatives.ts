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

/**
 * Refuses a place where the slopes of a map to the left and to the right differ.
 *
 * @param options `steepest`: the slope from which on it is taken for a jump. At one of the size s
 * both slopes are s / (2 h), and a slope of thousands is none of the fields of these games near
 * the equilibrium.
 * @throws {RangeError} naming the game and the place.
 */
export function checkSmooth(
  name: string,
  map: (state: State) => State,
  [theta, psi]: State,
  { steepest = 1e3 * (1 + Math.hypot(theta, psi) ** 6) }: { readonly steepest?: number } = {},
): void {
  const h = 1e-5, here = map([theta, psi]);
  for (const [dx, dy] of [[h, 0], [0, h]] as const) {
    const after = map([theta + dx, psi + dy]), before = map([theta - dx, psi - dy]);
    for (const i of [0, 1] as const) {
      const right = (after[i] - here[i]) / h, left = (here[i] - before[i]) / h;
      const scale = 1 + Math.abs(right) + Math.abs(left);
      if (Math.abs(right - left) <= 1e-2 * scale && scale <= steepest) continue;
      throw new RangeError(
        `${name} has no Jacobian at (${theta}, ${psi}): it jumps or bends there`,
      );
    }
  }
}
