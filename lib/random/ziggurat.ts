import type { Bits } from "./xoshiro128.ts";

// The ziggurat of Marsaglia and Tsang (2000): 128 strips of equal area under the normal
// density. One 32-bit word gives the strip (7 bits) and the signed place in it (25 bits), from
// separate bits: the original takes them from the same ones, which Doornik (2005) showed to be
// visible in the result.

/** Where the base strip ends and the tail begins. */
const TAIL = 3.442619855899;
/** The area of each strip. */
const AREA = 9.91256303526217e-3;
const PLACES = 2 ** 24;

const density = (x: number): number => Math.exp(-.5 * x * x);

/**
 * Per strip: the places surely under the curve, the width of a place, the density at
 * its right edge.
 */
const [inside, width, edge] = strips();

function strips(): [Int32Array, Float64Array, Float64Array] {
  const inside = new Int32Array(128), width = new Float64Array(128), edge = new Float64Array(128);
  let x = TAIL, outer = TAIL;
  const base = AREA / density(TAIL);
  inside[0] = TAIL / base * PLACES;
  width[0] = base / PLACES;
  width[127] = TAIL / PLACES;
  edge[0] = 1;
  edge[127] = density(TAIL);
  for (let i = 126; i >= 1; i--) {
    x = Math.sqrt(-2 * Math.log(AREA / x + density(x)));
    inside[i + 1] = x / outer * PLACES;
    outer = x;
    edge[i] = density(x);
    width[i] = x / PLACES;
  }
  return [inside, width, edge];
}

/** Words drawn ahead, which a fill uses up. */
const words = new Int32Array(1024);

/** Fills `out` with mean + deviation * N(0, 1). */
export function fillNormal(bits: Bits, out: Float32Array, mean: number, deviation: number): void {
  const drawn = { used: 0, count: 0 };
  const next = () => drawn.used < drawn.count ? words[drawn.used++]! : bits();
  for (let done = 0; done < out.length;) {
    const count = Math.min(words.length, out.length - done); // no more than are surely used
    bits.fill(words, count);
    for (let at = 0; at < count;) {
      const word = words[at++]!, strip = word & 127, place = word >> 7, sign = place >> 31;
      let x = place * width[strip]!;
      // the absolute value without a branch, which would be guessed wrong half of the time
      if ((place ^ sign) - sign >= inside[strip]!) {
        drawn.used = at;
        drawn.count = count;
        x = slow(next, place, strip);
        at = drawn.used;
      }
      out[done++] = mean + deviation * x;
    }
  }
}

/** The 1.2 % of draws that fall on the edge of a strip or in the tail. */
function slow(bits: () => number, place: number, strip: number): number {
  while (true) {
    if (strip === 0) return place > 0 ? tail(bits) : -tail(bits);
    const x = place * width[strip]!;
    const height = edge[strip]! + open(bits) * (edge[strip - 1]! - edge[strip]!);
    if (height < density(x)) return x;
    const word = bits();
    strip = word & 127;
    place = word >> 7;
    if (Math.abs(place) < inside[strip]!) return place * width[strip]!;
  }
}

/** A normal number given that it is above TAIL (Marsaglia 1964). */
function tail(bits: () => number): number {
  while (true) {
    const x = -Math.log(open(bits)) / TAIL, y = -Math.log(open(bits));
    if (y + y >= x * x) return TAIL + x;
  }
}

/** Uniform on the open interval (0, 1), so that its logarithm is finite. */
function open(bits: () => number): number {
  return ((bits() >>> 0) + .5) / 2 ** 32;
}
