/**
 * xoshiro128** 1.1 (Blackman and Vigna 2018, public domain): each call returns 32 bits as a signed integer.
 * The period is 2^128 - 1. The state is held in variables, which the compiler keeps at hand, not in an array.
 */
export function xoshiro128(state: readonly [number, number, number, number]): () => number {
  let [a, b, c, d] = state;
  // The all-zero state is the one that never leaves itself.
  if ((a | b | c | d) === 0) a = 1;
  return () => {
    const r = Math.imul(b, 5);
    const result = Math.imul(r << 7 | r >>> 25, 9);
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = d << 11 | d >>> 21;
    return result;
  };
}
