/**
 * One stream of random numbers. Filling is in place and returns the array that was given, so that a
 * training loop can use the same memory at every step.
 *
 * @example
 * ```ts
 * import { stream } from "saddle/random/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const random: Random = stream(1, 0, "latent");
 * const latents = random.normal(new Float32Array(64 * 2));
 * assert.equal(latents.length, 128);
 * ```
 */
export interface Random {
  /**
   * Fills `out` with numbers uniform on [low, high), defaults 0 and 1. The ends are taken as 32-bit
   * floats, and so are the numbers. RangeError unless both are finite and low < high.
   */
  uniform(out: Float32Array, low?: number, high?: number): Float32Array;
  /**
   * Fills `out` with normal numbers, defaults mean 0 and (standard) deviation 1. RangeError unless
   * both are finite and deviation >= 0.
   */
  normal(out: Float32Array, mean?: number, deviation?: number): Float32Array;
  /**
   * Fills `out` with integers 0 ... below - 1, all equally likely (no modulo bias). RangeError
   * unless `below` is an integer from 1 to 2^31.
   */
  integers(out: Int32Array, below: number): Int32Array;
  /** One number uniform on [0, 1), with 53 random bits. */
  next(): number;
  /**
   * The numbers 0 ... n - 1 in an order of which all n! are equally likely. RangeError unless n is
   * an integer >= 0.
   */
  permutation(n: number): Int32Array;
}

/** Where a stream stands: four signed 32-bit integers, not all of them 0. */
export type StreamPosition = readonly [a: number, b: number, c: number, d: number];

/**
 * A {@linkcode Random} that can say where it stands and go there again, so that what was stopped
 * can go on with the numbers that it would have drawn.
 *
 * @example
 * ```ts
 * import { type Stream, stream, type StreamPosition } from "saddle/random/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const one: Stream = stream(1, 0, "latent");
 * one.normal(new Float32Array(100));
 * const place: StreamPosition = one.position();
 * const other = stream(1, 0, "latent");
 * other.seek(place);
 * assert.equal(other.next(), one.next());
 * ```
 */
export interface Stream extends Random {
  /** Where it stands. */
  position(): StreamPosition;
  /** Goes to where a stream once stood. RangeError if no stream can stand there. */
  seek(position: StreamPosition): void;
}
