import { notNegative, read, type Spec } from "../options/mod.ts";
import { checkGame } from "./arguments.ts";
import { pullsApart } from "./pulls_apart.ts";
import type { VectorField } from "./types.ts";

/** How strong the noise on points is. */
export interface InstanceNoiseOptions {
  /** The deviation sigma of the noise, at least 0. */
  readonly deviation: number;
}

/** What fits {@linkcode InstanceNoiseOptions}. */
export const INSTANCE_NOISE = {
  deviation: notNegative(),
} satisfies Spec<InstanceNoiseOptions>;

/**
 * Instance noise: normal noise of deviation sigma on real and generated points before the
 * critic sees them (Sønderby et al. 2017; Arjovsky and Bottou 2017). The field is the
 * expectation over the noise, to 7 digits or more while |sigma psi| <= 5, by a sum over 65
 * places instead of random draws.
 *
 * Near the equilibrium it acts as a penalty, see `noiseEigenvalues`. Put it on a game or a
 * penalised game.
 *
 * @param field The game; it must have `pulls`.
 * @param options `deviation`, sigma, at least 0, in the units of the data.
 * @throws {RangeError} if the deviation is negative or not finite.
 * @throws {TypeError} if the field is no game, or has no pulls: a field of your own without
 * them, or one after `consensus`.
 *
 * @example
 * ```ts
 * import { instanceNoise, nonSaturating } from "saddle/dynamics/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const noisy = instanceNoise(nonSaturating(), { deviation: 1 });
 * assert.ok(nonSaturating().critic(0, 0.1) === 0);
 * assert.ok(noisy.critic(0, 0.1) < 0); // pulled back to the slope 0
 * ```
 */
export function instanceNoise(
  field: VectorField,
  options: InstanceNoiseOptions,
): VectorField {
  checkGame("instanceNoise", field);
  const { deviation } = read("instanceNoise", options, INSTANCE_NOISE);
  const { pulls, rest } = pullsApart(field);
  return {
    ...rest,
    name: `${field.name}+noise(${deviation})`,
    title: `${field.title} + noise (σ = ${deviation})`,
    // What the noise changes is added to the field, so that penalties, which it does not touch,
    // stay as they are.
    generator(theta, psi) {
      const noisy = expectation((z) => pulls.generator(psi * (theta + deviation * z)));
      return field.generator(theta, psi) + psi * (noisy - pulls.generator(psi * theta));
    },
    critic(theta, psi) {
      const noisy = expectation((z) => {
        const real = deviation * z, fake = theta + deviation * z;
        return real * pulls.real(psi * real) + fake * pulls.fake(psi * fake);
      });
      return field.critic(theta, psi) + noisy - theta * pulls.fake(psi * theta);
    },
  };
}

const PLACES = Array.from({ length: 65 }, (_, i) => (i - 32) / 4);
const WEIGHTS = PLACES.map((z) => Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) / 4);

/**
 * The mean of a smooth function of a standard normal number, by the trapezoidal rule: it converges
 * exponentially here.
 */
function expectation(f: (z: number) => number): number {
  return PLACES.reduce((sum, z, i) => sum + WEIGHTS[i]! * f(z), 0);
}
