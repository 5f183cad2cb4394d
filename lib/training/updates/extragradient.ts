import { criticMove, generatorMove, movedCritic, movedGenerator } from "./moves.ts";
import type { Players } from "../parts.ts";
import type { Update } from "./update.ts";

/**
 * The extragradient method (Korpelevich 1976; for GANs Gidel et al. 2019): both players look a step ahead,
 * then step from where they stood along the gradients that they met there:
 * $\omega' = \omega + \eta\,v(\omega)$, $\omega \leftarrow \omega + \eta\,v(\omega')$.
 *
 * Looking ahead and stepping see the same batch, which is the variant that converges where independent
 * batches need not (Mishchenko et al. 2020). Both use the players' optimisers with the memory from before the
 * step; what looking ahead did to it is forgotten. The history shows the losses ahead.
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
      const moves = (players: Players) => ({
        critic: criticMove(parts, players, batch.critic[0]!, numbers),
        generator: generatorMove(parts, players, batch.generator, numbers),
      });
      const moved = ({ critic, generator }: ReturnType<typeof moves>): Players => ({
        generator: movedGenerator(parts, start.generator, generator, numbers),
        critic: movedCritic(parts, start.critic, critic, numbers),
      });
      const there = moves(moved(moves(start)));
      return { players: moved(there), ...there };
    },
  };
}
