/** Four signed 32-bit words, not all of them 0. */
export type Words = readonly [a: number, b: number, c: number, d: number];

/** A generator of 32-bit words: each call returns the next one, as a signed integer. */
export interface Bits {
  (): number;
  /**
   * Writes the next words to the beginning of an array, or to all of it: many times as
   * fast as calls.
   */
  fill(words: Int32Array, count?: number): void;
  /** The state, from which it can go on later. */
  position(): Words;
  /** Takes on a state. */
  seek(words: Words): void;
}

/** xoshiro128** 1.1 (Blackman and Vigna 2018, public domain). The period is 2^128 - 1. */
export function xoshiro128(state: Words): Bits {
  let [a, b, c, d] = state;
  // The all-zero state is the one that never leaves itself.
  if ((a | b | c | d) === 0) a = 1;
  const fill = (words: Int32Array, count = words.length) => {
    // the compiler holds these in registers, but not what is shared
    let [w, x, y, z] = [a, b, c, d];
    for (let i = 0; i < count; i++) {
      const r = Math.imul(x, 5), t = x << 9;
      words[i] = Math.imul(r << 7 | r >>> 25, 9);
      y ^= w;
      z ^= x;
      x ^= y;
      w ^= z;
      y ^= t;
      z = z << 11 | z >>> 21;
    }
    [a, b, c, d] = [w, x, y, z];
  };
  const one = new Int32Array(1);
  const next = () => {
    fill(one);
    return one[0]!;
  };
  return Object.assign(next, {
    fill,
    position: (): Words => [a, b, c, d],
    seek: (words: Words) => void ([a, b, c, d] = words),
  });
}
