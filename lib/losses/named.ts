import type { Loss } from "./loss.ts";
import { minimax } from "./minimax.ts";
import { nonSaturating } from "./non_saturating.ts";
import { wasserstein } from "./wasserstein.ts";

const LOSSES: ReadonlyMap<string, () => Loss> = new Map([
  ["minimax", minimax],
  ["non-saturating", nonSaturating],
  ["wasserstein", wasserstein],
]);

/**
 * A loss by its name in a configuration file.
 *
 * @throws {RangeError} If there is none of that name; lists the known ones.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { lossNamed } from "saddle/losses/mod.ts";
 *
 * assert.equal(lossNamed("wasserstein").name, "Wasserstein");
 * assert.throws(() => lossNamed("wassertein"), /Known losses: minimax/);
 * ```
 */
export function lossNamed(name: string): Loss {
  const make = LOSSES.get(name);
  if (!make) {
    throw new RangeError(
      `There is no loss "${name}". Known losses: ${[...LOSSES.keys()].join(", ")}.`,
    );
  }
  return make();
}
