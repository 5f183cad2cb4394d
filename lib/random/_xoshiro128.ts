/** Four signed 32-bit words, not all of them 0. */
export type Words = readonly [a: number, b: number, c: number, d: number];

/** A generator of 32-bit words: each call returns the next one, as a signed integer. */
export interface Bits {
  (): number;
  /** The state, from which it can go on later. */
  position(): Words;
  /** Takes on a state. */
  seek(words: Words): void;
}

/**
 * xoshiro128** 1.1 (Blackman and Vigna 2018, public domain): each call returns 32 bits as a signed integer.
 * The period is 2^128 - 1. The state is held in variables, which the compiler keeps at hand, not in an array.
 */
export function xoshiro128(state: Words): Bits {
  let [a, b, c, d] = state;
  // The all-zero state is the one that never leaves itself.
  if ((a | b | c | d) === 0) a = 1;
  const next = () => {
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
  return Object.assign(next, {
    position: (): Words => [a, b, c, d],
    seek: (words: Words) => void ([a, b, c, d] = words),
  });
}
