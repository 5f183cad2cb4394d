import { checkNonNegative, checkPositive } from "./_check.ts";

/** What keeps the critic of `bestCriticSlope` from growing for ever. */
export type SlopeLimit =
  | {
    /** weight (slope - target)^2. The simple penalty has the target 0, R1 besides the weight gamma/2. */
    readonly kind: "gradient-penalty";
    /** Lambda, positive. */
    readonly weight: number;
    /** The slope that is not punished. Default 1. */
    readonly target?: number;
  }
  | {
    /** The slope is at most the bound. */
    readonly kind: "clipping";
    /** The largest slope, positive. Default 1. */
    readonly bound?: number;
  }
  | {
    /** k slope^p, the Wasserstein divergence. */
    readonly kind: "divergence";
    /** The weight, positive. Default 2. */
    readonly k?: number;
    /** The power, above 1. Default 6. */
    readonly p?: number;
  };

/**
 * The best linear critic between two points, in closed form: the slope s that maximises s distance - penalty(s), and that value. With a
 * gradient penalty s = target + distance / (2 weight), one-sided or not; clipped, s = bound; with the divergence s = (distance / (k p))^(1/(p-1)).
 * In the Dirac-GAN psi = -s sign(theta), and the distance is |theta|.
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
  checkNonNegative("distance", distance);
  switch (limit.kind) {
    case "gradient-penalty": {
      const { weight, target = 1 } = limit;
      checkPositive("weight", weight);
      checkNonNegative("target", target);
      const excess = distance / (2 * weight), slope = target + excess;
      return { slope, value: slope * distance - weight * excess ** 2 };
    }
    case "clipping": {
      const { bound = 1 } = limit;
      checkPositive("bound", bound);
      return { slope: bound, value: bound * distance };
    }
    case "divergence": {
      const { k = 2, p = 6 } = limit;
      checkPositive("k", k);
      if (!(p > 1 && p < Infinity)) throw new RangeError(`p must be finite and above 1, got ${p}`);
      const slope = (distance / (k * p)) ** (1 / (p - 1));
      return { slope, value: slope * distance * (1 - 1 / p) };
    }
    default:
      throw new RangeError(
        `unknown kind ${JSON.stringify((limit as { kind: unknown }).kind)}; ` +
          "known: gradient-penalty, clipping, divergence",
      );
  }
}
