import { movedBoth, movesOf } from "./both.ts";
import type { Update } from "./update.ts";

/**
 * The extragradient method (Korpelevich 1976; for GANs Gidel et al. 2019): both players look a step
 * ahead, then step from where they stood along the gradients that they met there:
 * $\omega' = \omega + \eta\,v(\omega)$, $\omega \leftarrow \omega + \eta\,v(\omega')$.
 *
 * Looking ahead and stepping see the same batch, which is the variant that converges where
 * independent batches need not (Mishchenko et al. 2020). Both use the players' optimisers with
 * the memory from before the step; what looking ahead did to it is forgotten. The history shows
 * the losses ahead.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { extragradient } from "saddle/training/mod.ts";
 *
 * assert.equal(extragradient().name, "extragradient");
 * ```
 */
export function extragradient(): Update {
  return {
    name: "extragradient",
    criticSteps: 1,
    freshReal: true,
    freshLatents: false,
    step(parts, start, batch, numbers) {
      const ahead = movedBoth(parts, start, movesOf(parts, start, batch, numbers), numbers);
      const moves = movesOf(parts, ahead, batch, numbers);
      return { players: movedBoth(parts, start, moves, numbers), ...moves };
    },
  };
}
