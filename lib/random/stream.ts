import { murmur3 } from "./murmur3.ts";
import { seedShift } from "./seed_shift.ts";
import { type Bits, xoshiro128 } from "./xoshiro128.ts";
import { fillNormal } from "./ziggurat.ts";
import type { Stream, StreamPosition } from "./random.ts";
import type { StreamName } from "./stream_name.ts";

/**
 * The random stream of one purpose in one run of one experiment.
 *
 * The key (seed, run, name) is hashed to the 128 bits from which the generator starts. So run k of
 * 16 draws exactly what it would draw alone, two methods with one seed see the same batches, and
 * taking more latents never changes the data. The generator is xoshiro128**
 * (Blackman and Vigna 2018), normal numbers come from a ziggurat (Marsaglia and Tsang 2000), the
 * hash is MurmurHash3_x86_128. All is integer arithmetic until the last step: the same key gives
 * the same numbers on every machine.
 *
 * The environment variable `SADDLE_SEED_SHIFT`, a whole number, is added to every seed: everything
 * is drawn anew, and stored results stay as they are. `deno task replay` uses it.
 *
 * @param seed The seed of the experiment: a non-negative safe integer.
 * @param run Which of its runs, from 0: a non-negative safe integer.
 * @param name What the numbers are for: "data", "latent", "init", "penalty", "noise" or a
 * name of your own.
 * @throws {RangeError} if seed or run is not a non-negative safe integer.
 * @throws {TypeError} if the name is not a string with at least one character.
 *
 * @example
 * ```ts
 * import { stream } from "saddle/random/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const draw = (run: number, name: string) => stream(7, run, name).normal(new Float32Array(3));
 * assert.deepEqual(draw(0, "data"), draw(0, "data")); // the same key, the same numbers
 * assert.notDeepEqual(draw(0, "data"), draw(1, "data")); // another run
 * assert.notDeepEqual(draw(0, "data"), draw(0, "latent")); // another purpose
 * ```
 */
export function stream(seed: number, run: number, name: StreamName): Stream {
  const bits = xoshiro128(murmur3(keyBytes(seed, run, name), 0));
  return {
    uniform: (out, low = 0, high = 1) => fillUniform(bits, out, low, high),
    normal(out, mean = 0, deviation = 1) {
      if (!Number.isFinite(mean)) {
        throw new RangeError(`mean is a finite number, but ${mean} came.`);
      }
      if (!(deviation >= 0 && deviation < Infinity)) {
        throw new RangeError(`deviation is a finite number of at least 0, but ${deviation} came.`);
      }
      fillNormal(bits, out, mean, deviation);
      return out;
    },
    integers(out, below) {
      if (!Number.isInteger(below) || below < 1 || below > 2 ** 31) {
        throw new RangeError(`below is a whole number from 1 to 2^31, but ${below} came.`);
      }
      for (let i = 0; i < out.length; i++) out[i] = integer(bits, below);
      return out;
    },
    next: () => ((bits() >>> 5) * 2 ** 26 + (bits() >>> 6)) / 2 ** 53,
    permutation: (n) => permutation(bits, n),
    position: bits.position,
    seek(position) {
      checkPosition(position);
      bits.seek(position);
    },
  };
}

/**
 * The key as bytes: 8 of the seed, 8 of the run, then the name in UTF-8. No two keys give
 * the same bytes.
 */
function keyBytes(seed: number, run: number, name: string): Uint8Array {
  if (typeof name !== "string" || name === "") {
    throw new TypeError(
      `stream's name is a text of at least one character, but ${JSON.stringify(name)} came.`,
    );
  }
  const text = new TextEncoder().encode(name);
  const bytes = new Uint8Array(16 + text.length);
  const view = new DataView(bytes.buffer);
  for (const [offset, label, value] of [[0, "seed", seed], [8, "run", run]] as const) {
    if (!Number.isSafeInteger(value) || value < 0) {
      throw new RangeError(`stream's ${label} is a whole number of at least 0, but ${value} came.`);
    }
    view.setBigUint64(offset, BigInt(value) + (offset === 0 ? seedShift() : 0n), true);
  }
  bytes.set(text, 16);
  return bytes;
}

/** A position that no stream has would give numbers of no stream. */
function checkPosition(position: StreamPosition): void {
  const words = [...position], isWord = (x: number) => Number.isInteger(x) && (x | 0) === x;
  if (words.length === 4 && words.every(isWord) && words.some((word) => word !== 0)) return;
  throw new RangeError(
    `A position is four signed 32-bit integers that are not all 0, but [${words.join(", ")}] came.`,
  );
}

/** Words drawn ahead, which a fill uses up. */
const words = new Int32Array(1024);

function fillUniform(
  bits: Bits,
  out: Float32Array,
  low: number,
  high: number,
): Float32Array {
  const from = Math.fround(low), to = Math.fround(high), width = to - from;
  if (!(width > 0 && width < Infinity)) {
    throw new RangeError(
      `uniform's ends are finite, low < high as 32-bit floats, but ${low} and ${high} came.`,
    );
  }
  for (let done = 0; done < out.length;) {
    const count = Math.min(words.length, out.length - done); // no more than are surely used
    bits.fill(words, count);
    for (let at = 0; at < count; done++) {
      out[done] = from + width * ((words[at++]! >>> 8) / 2 ** 24);
      // Rounding to 32 bits can reach the upper end, which is not in the interval: draw again.
      while (out[done]! >= to) {
        const word = at < count ? words[at++]! : bits();
        out[done] = from + width * ((word >>> 8) / 2 ** 24);
      }
    }
  }
  return out;
}

/**
 * One of 0 ... below - 1. Words past the last whole multiple of `below` are drawn again: else
 * small numbers win.
 */
function integer(bits: () => number, below: number): number {
  const limit = 2 ** 32 - 2 ** 32 % below;
  let word = bits() >>> 0;
  while (word >= limit) word = bits() >>> 0;
  return word % below;
}

/** The shuffle of Fisher and Yates. */
function permutation(bits: () => number, n: number): Int32Array {
  if (!Number.isInteger(n) || n < 0 || n > 2 ** 31) {
    throw new RangeError(`n is a whole number from 0 to 2^31, but ${n} came.`);
  }
  const order = Int32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = integer(bits, i + 1);
    const held = order[i]!;
    order[i] = order[j]!;
    order[j] = held;
  }
  return order;
}
