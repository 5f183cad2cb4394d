/**
 * How likely n tosses of a fair coin show k heads or more, for k = 0 ... n: the upper tails of the
 * binomial distribution with p = 1/2, exact up to rounding.
 */
export function fairCoinTails(n: number): Float64Array {
  const tails = new Float64Array(n + 1);
  let log = -n * Math.LN2; // of the chance of n heads, then of fewer and fewer
  let sum = 0;
  for (let k = n; k >= 0; k--) {
    sum += Math.exp(log);
    tails[k] = sum;
    log += Math.log(k / (n - k + 1));
  }
  return tails;
}
