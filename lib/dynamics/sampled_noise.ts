import { count, part, read, type Spec } from "../options/mod.ts";
import { checkGame } from "./arguments.ts";
import { INSTANCE_NOISE, type InstanceNoiseOptions } from "./instance_noise.ts";
import { pullsApart } from "./pulls_apart.ts";
import type { VectorField } from "./types.ts";

/** What fills arrays with normal numbers: a stream of `random`. */
export interface NormalSource {
  /** Fills `out` and returns it. */
  normal(out: Float32Array, mean: number, deviation: number): Float32Array;
}

/** The noise on points, and how many of them a step sees. */
export interface SampledNoiseOptions extends InstanceNoiseOptions {
  /** Points a step. */
  readonly batch: number;
  /** Where the noise comes from: a stream of its own for each run. */
  readonly random: NormalSource;
}

/** What fits {@linkcode SampledNoiseOptions}. */
export const SAMPLED_NOISE = {
  ...INSTANCE_NOISE,
  batch: count(),
  random: part<NormalSource>("a stream of random numbers", "normal"),
} satisfies Spec<SampledNoiseOptions>;

/**
 * Instance noise as a training meets it: at every step each player sees a fresh batch of noisy
 * points, instead of the expectation that `instanceNoise` computes. The field draws random numbers
 * each time it is asked, so it has no Jacobian.
 *
 * @param field The game; it must have `pulls`.
 * @param options `deviation`, sigma, at least 0, in the units of the data; `batch`, a positive whole
 * number, how many real and how many generated points a step sees; `random`, where the noise comes from.
 * @throws {RangeError} if the deviation is negative or not finite, or batch is not a positive integer.
 * @throws {TypeError} if the field is no game, or has no pulls.
 *
 * @example
 * ```ts
 * import { minimax, type NormalSource, sampledNoise, simulate } from "saddle/dynamics/mod.ts";
 * import { stream } from "saddle/random/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const random: NormalSource = stream(0, 0, "noise");
 * const noisy = sampledNoise(minimax(), { deviation: 1, batch: 100, random });
 * const { radius } = simulate(noisy, { start: [1, -1], stepSize: 0.2, steps: 200 });
 * assert.ok(radius.at(-1)! < 0.3); // drawn in, but never at rest
 * ```
 */
export function sampledNoise(
  field: VectorField,
  options: SampledNoiseOptions,
): VectorField {
  checkGame("sampledNoise", field);
  const { deviation, batch, random } = read("sampledNoise", options, SAMPLED_NOISE);
  const { pulls, rest } = pullsApart(field);
  const noise = new Float32Array(batch);
  const mean = (f: (z: number) => number) =>
    random.normal(noise, 0, deviation).reduce((sum, z) => sum + f(z), 0) / batch;
  return {
    ...rest,
    name: `${field.name}+sampled-noise(${deviation})`,
    title: `${field.title} + noise (σ = ${deviation}), batches of ${batch}`,
    // As in instanceNoise: what the noise changes is added, so that penalties stay as they are.
    generator(theta, psi) {
      const noisy = mean((z) => pulls.generator(psi * (theta + z)));
      return field.generator(theta, psi) + psi * (noisy - pulls.generator(psi * theta));
    },
    critic(theta, psi) {
      const real = mean((z) => z * pulls.real(psi * z));
      const fake = mean((z) => (theta + z) * pulls.fake(psi * (theta + z)));
      return field.critic(theta, psi) + real + fake - theta * pulls.fake(psi * theta);
    },
  };
}
