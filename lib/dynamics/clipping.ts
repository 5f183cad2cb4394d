import { positive, read, type Spec } from "../options/mod.ts";
import { checkGame } from "./arguments.ts";
import type { VectorField } from "./types.ts";

/** Where {@linkcode clipping} cuts. */
export interface ClippingOptions {
  /** The largest slope. Default 1. */
  readonly limit?: number;
}

/** What fits {@linkcode ClippingOptions}. */
export const CLIPPING = {
  limit: positive(1),
} satisfies Spec<ClippingOptions>;

/**
 * Weight clipping: after each of its steps the critic's slope is put back into [-limit, limit]
 * (Arjovsky, Chintala and Bottou 2017). It bounds the game and does not make it converge: outside
 * it ends on an orbit of amplitude `limit`, inside nothing changes.
 *
 * @param field The game.
 * @param options `limit`: the largest slope, positive. Default 1.
 * @throws {TypeError} if the field is no game.
 * @throws {RangeError} if the limit is not positive.
 *
 * @example
 * ```ts
 * import { clipping, wasserstein } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(clipping(wasserstein(), { limit: 0.5 }).project!([3, -2]), [3, -0.5]);
 * ```
 */
export function clipping(
  field: VectorField,
  options: ClippingOptions = {},
): VectorField {
  checkGame("clipping", field);
  const { limit } = read("clipping", options, CLIPPING);
  return {
    ...field,
    name: `${field.name}+clipping(${limit})`,
    title: `${field.title}, clipped at ${limit}`,
    project(state) {
      const [theta, psi] = field.project?.(state) ?? state;
      return [theta, Math.max(-limit, Math.min(limit, psi))];
    },
  };
}
