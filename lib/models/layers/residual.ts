import * as tf from "@tensorflow/tfjs";
import type { Tree } from "../../engine/mod.ts";
import { list, read, type Spec } from "../../options/mod.ts";
import type { Variables } from "../model.ts";
import { aLayer, type Layer, type LayerLike } from "./layer.ts";
import { sequence } from "./sequence.ts";

/** The two ways through a {@linkcode residual} layer. */
export interface ResidualOptions {
  /** The branch that learns what to add. */
  readonly branch: readonly LayerLike[];
  /** The way around it. Default none: the points themselves. */
  readonly shortcut?: readonly LayerLike[];
}

/** What fits {@linkcode ResidualOptions}. */
export const RESIDUAL = {
  branch: list(aLayer, undefined, { from: 1 }),
  shortcut: list(aLayer, []),
} satisfies Spec<ResidualOptions>;

/**
 * The sum of a branch and a way around it, in a {@linkcode network} (He et al. 2016). Parameters
 * `{ branch, shortcut }`, a list of layers each.
 *
 * @throws {RangeError} If there is no branch, or both ways do not end in one shape.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { averagePool, conv, relu, residual } from "saddle/models/mod.ts";
 *
 * const pool = averagePool();
 * const down = residual({
 *   branch: [conv({ filters: 8 }), relu, pool, conv({ filters: 8 })],
 *   shortcut: [pool, conv({ filters: 8, kernel: 1 })],
 * });
 * assert.deepEqual(down.shape([32, 32, 3]), [16, 16, 8]);
 * ```
 */
export function residual(options: ResidualOptions): Layer {
  const { branch: inBranch, shortcut: around } = read("residual", options, RESIDUAL);
  const [branch, shortcut] = [sequence(inBranch), sequence(around)];
  const both = (of: (way: Layer, name: "branch" | "shortcut") => Variables) => {
    const [first, second] = [of(branch, "branch"), of(shortcut, "shortcut")];
    return {
      params: { branch: first.params, shortcut: second.params },
      state: { branch: first.state, shortcut: second.state },
    };
  };
  return {
    name: `residual (${branch.name})`,
    sees: [branch, shortcut].some(({ sees }) => sees === "batch") ? "batch" : "point",
    shape(given) {
      const [one, other] = [branch.shape(given), shortcut.shape(given)];
      if (`${one}` === `${other}`) return one;
      throw new RangeError(
        `Both ways through a residual layer end in one shape, but of points [${given}] the branch ` +
          `makes [${one}] and the shortcut [${other}].`,
      );
    },
    init: (randoms, given) => both((way) => way.init(randoms, given)),
    apply({ params, state }, x, pass) {
      const [p, s] = [params as Readonly<Record<string, Tree>>, state as Record<string, Tree>];
      const ys: tf.Tensor[] = [];
      const after = both((way, name) => {
        const done = way.apply({ params: p[name]!, state: s[name]! }, x, pass);
        ys.push(done.y);
        return { params: {}, state: done.state };
      });
      return { y: tf.add(ys[0]!, ys[1]!), state: after.state };
    },
  };
}
