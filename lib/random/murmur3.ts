const C1 = 0x239b961b, C2 = 0xab0e9789 | 0, C3 = 0x38b34ae5, C4 = 0xa1e38b93 | 0;

/** Rotates a 32-bit word to the left. */
const rotl = (x: number, r: number): number => x << r | x >>> (32 - r);

/**
 * Murmur's finaliser: every bit of the input changes every bit of the output with probability 1/2.
 */
function finalise(h: number): number {
  h = Math.imul(h ^ h >>> 16, 0x85ebca6b);
  h = Math.imul(h ^ h >>> 13, 0xc2b2ae35);
  return h ^ h >>> 16;
}

/**
 * MurmurHash3_x86_128 of some bytes (Appleby, public domain): 128 bits as four signed 32-bit words.
 *
 * The short last block is padded with zeros. That is the same as the reference's tail switch,
 * because a zero word mixes to zero and the length is mixed in at the end.
 */
export function murmur3(bytes: Uint8Array, seed: number): [number, number, number, number] {
  const padded = new Uint8Array(Math.ceil(bytes.length / 16) * 16);
  padded.set(bytes);
  const view = new DataView(padded.buffer);
  const whole = bytes.length - bytes.length % 16;
  let a = seed | 0, b = a, c = a, d = a;
  for (let i = 0; i < padded.length; i += 16) {
    const [k1, k2, k3, k4] = [0, 4, 8, 12].map((o) => view.getInt32(i + o, true)) as [
      number,
      number,
      number,
      number,
    ];
    a ^= Math.imul(rotl(Math.imul(k1, C1), 15), C2);
    if (i < whole) a = Math.imul(rotl(a, 19) + b, 5) + 0x561ccd1b | 0;
    b ^= Math.imul(rotl(Math.imul(k2, C2), 16), C3);
    if (i < whole) b = Math.imul(rotl(b, 17) + c, 5) + 0x0bcaa747 | 0;
    c ^= Math.imul(rotl(Math.imul(k3, C3), 17), C4);
    if (i < whole) c = Math.imul(rotl(c, 15) + d, 5) + 0x96cd1c35 | 0;
    d ^= Math.imul(rotl(Math.imul(k4, C4), 18), C1);
    if (i < whole) d = Math.imul(rotl(d, 13) + a, 5) + 0x32ac3b17 | 0;
  }
  [a, b, c, d] = [a ^ bytes.length, b ^ bytes.length, c ^ bytes.length, d ^ bytes.length];
  a = a + b + c + d | 0;
  [b, c, d] = [a + b | 0, a + c | 0, a + d | 0];
  [a, b, c, d] = [finalise(a), finalise(b), finalise(c), finalise(d)];
  a = a + b + c + d | 0;
  return [a, a + b | 0, a + c | 0, a + d | 0];
}
