import { read, type Spec } from "../options/mod.ts";
import { LOGISTIC } from "./logistic.ts";
import { ENERGY_BASED, energyBased } from "./energy_based.ts";
import { F_GAN, type FDivergenceName, fGan } from "./f_gan.ts";
import { hinge } from "./hinge.ts";
import { LEAST_SQUARES, leastSquares } from "./least_squares.ts";
import type { Loss } from "./loss.ts";
import { LOSS_SENSITIVE, lossSensitive } from "./loss_sensitive.ts";
import { minimax } from "./minimax.ts";
import { nonSaturating } from "./non_saturating.ts";
import { relativisticAverage } from "./relativistic_average.ts";
import { relativisticPaired } from "./relativistic_paired.ts";
import { wasserstein } from "./wasserstein.ts";

/** How a loss is made, and of what. */
export interface NamedLoss {
  /** Makes it of its options. */
  readonly make: (options: object) => Loss;
  /** What fits them. */
  readonly spec: Spec<object>;
}

/** Every loss by its name in a configuration file. */
export const NAMED_LOSSES: Readonly<Record<string, NamedLoss>> = {
  "minimax": { make: minimax, spec: LOGISTIC },
  "non-saturating": { make: nonSaturating, spec: LOGISTIC },
  "least-squares": { make: leastSquares, spec: LEAST_SQUARES },
  "wasserstein": withoutOptions(wasserstein),
  "hinge": withoutOptions(hinge),
  "energy-based": { make: energyBased, spec: ENERGY_BASED },
  "loss-sensitive": { make: lossSensitive, spec: LOSS_SENSITIVE },
  "relativistic-paired": withoutOptions(relativisticPaired),
  "relativistic-average": withoutOptions(relativisticAverage),
  "f-gan-kl": measuring("KL"),
  "f-gan-reverse-kl": measuring("reverse KL"),
  "f-gan-pearson": measuring("Pearson"),
  "f-gan-js": measuring("JS"),
};

/**
 * A loss by its name in a configuration file: "minimax", "non-saturating", "least-squares",
 * "wasserstein", "hinge", "energy-based", "loss-sensitive", "relativistic-paired",
 * "relativistic-average", "f-gan-kl", "f-gan-reverse-kl", "f-gan-pearson" or "f-gan-js".
 *
 * @param name One of these names.
 * @param options The options of the function that makes it.
 * @throws {RangeError} If there is none of that name (lists the known ones), if it has no such
 * option, or if an option has a bad value.
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
  if (Object.hasOwn(NAMED_LOSSES, name)) return NAMED_LOSSES[name]!.make(options);
  const known = Object.keys(NAMED_LOSSES).join(", ");
  throw new RangeError(`There is no loss "${name}". Known losses: ${known}.`);
}

/** Refuses every option. */
function withoutOptions(make: () => Loss): NamedLoss {
  return {
    spec: {},
    make(options) {
      read(make.name, options, {});
      return make();
    },
  };
}

/** The f-GAN of one divergence, which is no option then. */
function measuring(divergence: FDivergenceName): NamedLoss {
  const { divergence: _, ...spec } = F_GAN;
  return { spec, make: (options) => fGan({ ...read("fGan", options, spec), divergence }) };
}
