import { checkNames } from "../checks/check_names.ts";
import { energyBased } from "./energy_based.ts";
import { type FDivergenceName, fGan } from "./f_gan.ts";
import { hinge } from "./hinge.ts";
import { leastSquares } from "./least_squares.ts";
import type { Loss } from "./loss.ts";
import { lossSensitive } from "./loss_sensitive.ts";
import { minimax } from "./minimax.ts";
import { nonSaturating } from "./non_saturating.ts";
import { relativisticAverage } from "./relativistic_average.ts";
import { relativisticPaired } from "./relativistic_paired.ts";
import { wasserstein } from "./wasserstein.ts";

type Make = (options: object) => Loss;

const LOSSES: ReadonlyMap<string, Make> = new Map<string, Make>([
  ["minimax", minimax],
  ["non-saturating", nonSaturating],
  ["least-squares", leastSquares],
  ["wasserstein", withoutOptions(wasserstein)],
  ["hinge", withoutOptions(hinge)],
  ["energy-based", energyBased],
  ["loss-sensitive", lossSensitive],
  ["relativistic-paired", withoutOptions(relativisticPaired)],
  ["relativistic-average", withoutOptions(relativisticAverage)],
  ["f-gan-kl", measuring("KL")],
  ["f-gan-reverse-kl", measuring("reverse KL")],
  ["f-gan-pearson", measuring("Pearson")],
  ["f-gan-js", measuring("JS")],
]);

/**
 * A loss by its name in a configuration file: "minimax", "non-saturating", "least-squares",
 * "wasserstein", "hinge", "energy-based", "loss-sensitive", "relativistic-paired",
 * "relativistic-average", "f-gan-kl", "f-gan-reverse-kl", "f-gan-pearson" or "f-gan-js".
 *
 * @param name One of these names.
 * @param options The options of the function that makes it.
 * @throws {RangeError} If there is none of that name (lists the known ones), if it has no such option,
 * or if an option has a bad value.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { lossNamed } from "saddle/losses/mod.ts";
 *
 * assert.equal(lossNamed("wasserstein").name, "Wasserstein");
 * assert.equal(lossNamed("energy-based", { margin: 2 }).equilibrium.critic, 2);
 * assert.throws(() => lossNamed("wassertein"), /Known losses: minimax/);
 * ```
 */
export function lossNamed(name: string, options: Readonly<Record<string, unknown>> = {}): Loss {
  const make = LOSSES.get(name);
  if (!make) {
    throw new RangeError(
      `There is no loss "${name}". Known losses: ${[...LOSSES.keys()].join(", ")}.`,
    );
  }
  return make(options);
}

/** Refuses every option. */
function withoutOptions(make: () => Loss): Make {
  return (options) => {
    const loss = make();
    checkNames(`The ${loss.name} loss`, options, []);
    return loss;
  };
}

/** The f-GAN of one divergence. */
function measuring(divergence: FDivergenceName): Make {
  return (options) => {
    checkNames(`The f-GAN loss for ${divergence}`, options, ["nonSaturating"]);
    return fGan({ ...options, divergence });
  };
}
