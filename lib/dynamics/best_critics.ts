import {
  checkArgument,
  choice,
  notNegative,
  own,
  positive,
  read,
  type Spec,
} from "../options/mod.ts";
import { WASSERSTEIN_DIVERGENCE } from "./penalties.ts";

/** What keeps the critic of `bestCriticSlope` from growing for ever. */
export type SlopeLimit =
  | {
    /**
     * weight (slope - target)^2. The simple penalty has the target 0, R1 besides the
     * weight gamma/2.
     */
    readonly kind: "gradient-penalty";
    /** Lambda, positive. */
    readonly weight: number;
    /** The slope that is not punished. Default 1. */
    readonly target?: number;
  }
  | {
    /** The slope is at most the limit. */
    readonly kind: "clipping";
    /** The largest slope, positive. Default 1. */
    readonly limit?: number;
  }
  | {
    /** k slope^p, the Wasserstein divergence. */
    readonly kind: "wasserstein-divergence";
    /** The weight, positive. Default 2. */
    readonly k?: number;
    /** The power, above 1. Default 6. */
    readonly p?: number;
  };

const aLimit = own<SlopeLimit>({
  fits: "what limits the slope, { kind, ... }",
  is: (value) => typeof value === "object" && value !== null,
});

const KINDS = ["gradient-penalty", "clipping", "wasserstein-divergence"] as const;

/** What fits a {@linkcode SlopeLimit} of each kind. */
export const LIMITS = {
  "gradient-penalty": {
    kind: choice(["gradient-penalty"]),
    weight: positive(),
    target: notNegative(1),
  },
  "clipping": { kind: choice(["clipping"]), limit: positive(1) },
  "wasserstein-divergence": { kind: choice(["wasserstein-divergence"]), ...WASSERSTEIN_DIVERGENCE },
} satisfies { readonly [K in SlopeLimit["kind"]]: Spec<Extract<SlopeLimit, { kind: K }>> };

/**
 * The best linear critic between two points, in closed form: the slope s that maximises s
 * distance - penalty(s), and that value. With a gradient penalty s = target + distance /
 * (2 weight), one-sided or not; clipped, s = limit; with the divergence s = (distance /
 * (k p))^(1/(p-1)). In the Dirac-GAN psi = -s sign(theta), and the distance is |theta|.
 *
 * @param distance Between the real and the generated point, at least 0.
 * @param limit What limits the slope.
 * @returns The `slope` and the `value` there.
 * @throws {RangeError} if a number is out of its range or the kind is unknown.
 *
 * @example
 * ```ts
 * import { bestCriticSlope, type SlopeLimit } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const limit: SlopeLimit = { kind: "gradient-penalty", weight: 10 };
 * const { slope, value } = bestCriticSlope(1, limit);
 * assert.equal(slope, 1.05); // not 1
 * assert.equal(value.toFixed(3), "1.025");
 * ```
 */
export function bestCriticSlope(
  distance: number,
  limit: SlopeLimit,
): {
  /** The best slope. */
  readonly slope: number;
  /** The largest value. */
  readonly value: number;
} {
  checkArgument("bestCriticSlope", "distance", distance, notNegative());
  checkArgument("bestCriticSlope", "limit", limit, aLimit);
  checkArgument("bestCriticSlope", "kind", limit.kind, choice(KINDS));
  switch (limit.kind) {
    case "gradient-penalty": {
      const { weight, target } = read("bestCriticSlope", limit, LIMITS[limit.kind]);
      const excess = distance / (2 * weight), slope = target + excess;
      return { slope, value: slope * distance - weight * excess ** 2 };
    }
    case "clipping": {
      const { limit: slope } = read("bestCriticSlope", limit, LIMITS[limit.kind]);
      return { slope, value: slope * distance };
    }
    case "wasserstein-divergence": {
      const { k, p } = read("bestCriticSlope", limit, LIMITS[limit.kind]);
      const slope = (distance / (k * p)) ** (1 / (p - 1));
      return { slope, value: slope * distance * (1 - 1 / p) };
    }
  }
}

/**
 * The best discriminator of the original GAN at a place with the data density p and the generator's
 * density q: p / (p + q), as a probability (Goodfellow et al. 2014, proposition 1). It is 1/2 where
 * both are equal. The least-squares GAN with the codes (0, 1, 1) has the same. The value of the
 * game there is 2 JSD - 2 ln 2.
 *
 * @param p The density of the data, at least 0.
 * @param q The density of the generator, at least 0.
 * @throws {RangeError} if a density is negative, or both are 0.
 *
 * @example
 * ```ts
 * import { optimalDiscriminator } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * assert.equal(optimalDiscriminator(3, 1), 0.75);
 * ```
 */
export function optimalDiscriminator(p: number, q: number): number {
  checkArgument("optimalDiscriminator", "p", p, notNegative());
  checkArgument("optimalDiscriminator", "q", q, notNegative());
  if (p + q === 0) throw new RangeError("the best discriminator is not defined where p = q = 0");
  return p / (p + q);
}
