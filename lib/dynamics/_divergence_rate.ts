import { checkPositive } from "./_check.ts";

/** c in d(r^2)/dt = -c (r^2)^(p/2) for the penalty k |psi|^p on a turning game: 2 k p times the mean of |sin|^p over a turn. */
export function divergenceRate(k: number, p: number): number {
  checkPositive("k", k);
  if (!(p >= 2 && p < Infinity)) throw new RangeError(`p must be finite and at least 2, got ${p}`);
  const places = 4096;
  let mean = 0;
  for (let i = 0; i < places; i++) mean += Math.sin(Math.PI * (i + .5) / places) ** p / places;
  return 2 * k * p * mean;
}
