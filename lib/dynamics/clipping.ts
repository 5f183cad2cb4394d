import { positive, read, type Spec } from "../options/mod.ts";
import { checkGame } from "./arguments.ts";
import type { Field } from "./types.ts";

/** Where {@linkcode clipping} cuts. */
export interface ClippingOptions {
  /** The largest slope. Default 1. */
  readonly bound?: number;
}

/** What fits {@linkcode ClippingOptions}. */
export const CLIPPING = {
  bound: positive(1),
} satisfies Spec<ClippingOptions>;

/**
 * Weight clipping: after each of its steps the critic's slope is put back into [-bound, bound]
 * (Arjovsky, Chintala and Bottou 2017). It bounds the game and does not make it converge: outside
 * it ends on an orbit of amplitude `bound`, inside nothing changes.
 *
 * @param field The game.
 * @param options `bound`: the largest slope, positive. Default 1.
 * @throws {TypeError} if the field is no game.
 * @throws {RangeError} if the bound is not positive.
 *
 * @example
 * ```ts
 * import { clipping, wasserstein } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(clipping(wasserstein(), { bound: 0.5 }).project!([3, -2]), [3, -0.5]);
 * ```
 */
export function clipping(
  field: Field,
  options: ClippingOptions = {},
): Field {
  checkGame("clipping", field);
  const { bound } = read("clipping", options, CLIPPING);
  return {
    ...field,
    name: `${field.name}+clipping(${bound})`,
    title: `${field.title}, clipped at ${bound}`,
    project(state) {
      const [theta, psi] = field.project?.(state) ?? state;
      return [theta, Math.max(-bound, Math.min(bound, psi))];
    },
  };
}
