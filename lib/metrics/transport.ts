import { countPoints } from "./check.ts";

/**
 * The mean of cost(|distance|) over the best pairing of two samples of one number a point. On a
 * line that is the pairing in order, for every convex cost; samples of different sizes are cut into
 * pieces of equal rank.
 *
 * @param owner What errors call the function whose samples they are.
 */
export function transportCost(
  owner: string,
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  cost: (distance: number) => number,
): number {
  const n = countPoints(`${owner}'s a`, a, 1), m = countPoints(`${owner}'s b`, b, 1);
  const x = new Float64Array(a).sort(), y = new Float64Array(b).sort();
  let sum = 0;
  // In units of 1 / (n m), point i of x covers the ranks i m to (i + 1) m, point j of y covers j
  // n to (j + 1) n.
  for (let i = 0, j = 0, rank = 0; rank < n * m;) {
    const end = Math.min((i + 1) * m, (j + 1) * n);
    sum += (end - rank) * cost(Math.abs(x[i]! - y[j]!));
    rank = end;
    if (rank === (i + 1) * m) i++;
    if (rank === (j + 1) * n) j++;
  }
  return sum / (n * m);
}
