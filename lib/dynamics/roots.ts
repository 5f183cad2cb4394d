import type { Complex } from "./types.ts";

/** middle +- sqrt(squared): a conjugate pair or two real numbers, in the order of `eigenvalues`. */
export function roots(middle: number, squared: number): [Complex, Complex] {
  const distance = Math.sqrt(Math.abs(squared));
  if (squared < 0) return [{ re: middle, im: distance }, { re: middle, im: -distance }];
  return [{ re: middle + distance, im: 0 }, { re: middle - distance, im: 0 }];
}
