/**
 * The error function, to 15 digits: its series near 0, Lentz's continued fraction of
 * erfc elsewhere.
 */
export function erf(x: number): number {
  if (x < 0) return -erf(-x);
  if (x > 6) return 1;
  return x < 2.5 ? series(x) : 1 - fraction(x);
}

/**
 * 2/sqrt(pi) e^(-x^2) sum of 2^k x^(2k+1) / (1 3 5 ... (2k+1)): all terms positive,
 * no cancellation.
 */
function series(x: number): number {
  let term = x, sum = x;
  for (let k = 1; term > 1e-17 * sum; k++) sum += term *= 2 * x * x / (2 * k + 1);
  return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
}

/** erfc x = e^(-x^2)/sqrt(pi) / (x + (1/2)/(x + 1/(x + (3/2)/(x + ...)))), from the inside out. */
function fraction(x: number): number {
  let value = x;
  for (let k = 60; k >= 1; k--) value = x + k / 2 / value;
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / value;
}
