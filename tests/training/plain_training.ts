/**
 * A GAN's training of one run in plain numbers of double precision, written from the papers' algorithms
 * on the perceptron of tests/oracles. It shares with the library the random streams and the data sets,
 * and nothing that trains.
 *
 * @module
 */
import type { Dataset } from "saddle/datasets/mod.ts";
import { type Random, stream } from "saddle/random/mod.ts";
import {
  differencesByParameters,
  flat,
  forward,
  inputGradient,
  inputGradientNorm,
  parameterGradient,
  type PlainMlp,
  withFlat,
} from "../oracles/mlp.ts";

type Row = readonly number[];

/** Derivatives of the losses by the critic's score of one point, batch mean aside. */
export interface PlainLoss {
  readonly real: (score: number) => number;
  readonly fake: (score: number) => number;
  readonly generator: (score: number) => number;
}

const logistic = (x: number) => 1 / (1 + Math.exp(-x));

/** Arjovsky et al. 2017: the critic minimises E_q D - E_p D, the generator -E_q D. */
export const WASSERSTEIN: PlainLoss = { real: () => -1, fake: () => 1, generator: () => -1 };

/** Goodfellow et al. 2014, section 3, scores as logits. */
export const NON_SATURATING: PlainLoss = {
  real: (score) => -logistic(-score),
  fake: logistic,
  generator: (score) => -logistic(-score),
};

/** What is trained and how. */
export interface PlainOptions {
  readonly dataset: Dataset;
  readonly generator: PlainMlp;
  readonly critic: PlainMlp;
  readonly latentSize: number;
  readonly loss: PlainLoss;
  /** A penalty of the critic at these points; `mix` is undefined unless `draws`. */
  readonly penalty: (
    critic: PlainMlp,
    batch: { readonly real: readonly Row[]; readonly fake: readonly Row[]; readonly mix: Row },
  ) => number;
  /** Whether the penalty wants a uniform number for each pair. */
  readonly draws: boolean;
  /** A new rule for each player: new parameters of old ones and a gradient. */
  readonly optimiser: () => (x: Float64Array, gradient: Float64Array) => Float64Array;
  readonly criticSteps: number;
  readonly simultaneous: boolean;
  readonly batch: number;
  readonly seed: number;
  readonly run: number;
}

/** Both players after so many steps. */
export function plainTraining(
  options: PlainOptions,
  steps: number,
): { generator: Float64Array; critic: Float64Array } {
  const { dataset, batch, latentSize, seed, run, simultaneous, criticSteps } = options;
  const random = (name: string) => stream(seed, run, name);
  const [data, hidden, noise] = [random("data"), random("latent"), random("penalty")];
  const latents = () => rows(hidden.normal(new Float32Array(batch * latentSize)), latentSize);
  const [moveCritic, moveGenerator] = [options.optimiser(), options.optimiser()];
  let { generator, critic } = options;
  for (let step = 0; step < steps; step++) {
    const before = critic;
    let z: Row[] = [];
    for (let i = 0; i < criticSteps; i++) {
      const real = rows(dataset.sample(data, batch), dataset.dimension);
      z = latents();
      const mix = options.draws ? uniform(noise, batch) : [];
      const gradient = criticGradient(options, generator, critic, real, z, mix);
      critic = withFlat(critic, moveCritic(flat(critic), gradient));
    }
    const gradient = simultaneous
      ? generatorGradient(options, generator, before, z)
      : generatorGradient(options, generator, critic, latents());
    generator = withFlat(generator, moveGenerator(flat(generator), gradient));
  }
  return { generator: flat(generator), critic: flat(critic) };
}

function criticGradient(
  { loss, penalty }: PlainOptions,
  generator: PlainMlp,
  critic: PlainMlp,
  real: readonly Row[],
  z: readonly Row[],
  mix: Row,
): Float64Array {
  const fake = z.map((row) => forward(generator, row));
  const slopes = [
    ...real.map((x) => [loss.real(forward(critic, x)[0]!) / real.length]),
    ...fake.map((x) => [loss.fake(forward(critic, x)[0]!) / fake.length]),
  ];
  const ofLoss = parameterGradient(critic, [...real, ...fake], slopes);
  const ofPenalty = differencesByParameters(critic, (changed) => {
    return penalty(changed, { real, fake, mix });
  });
  return ofLoss.map((x, i) => x + ofPenalty[i]!);
}

function generatorGradient(
  { loss }: PlainOptions,
  generator: PlainMlp,
  critic: PlainMlp,
  z: readonly Row[],
): Float64Array {
  const pulls = z.map((row) => {
    const x = forward(generator, row);
    return inputGradient(critic, x, [loss.generator(forward(critic, x)[0]!) / z.length]);
  });
  return parameterGradient(generator, z, pulls);
}

/** WGAN-GP's penalty (Gulrajani et al. 2017, eq. 3). */
export function wganGp(weight: number): PlainOptions["penalty"] {
  return (critic, { real, fake, mix }) => {
    const costs = real.map((row, i) => {
      const x = row.map((value, axis) => mix[i]! * value + (1 - mix[i]!) * fake[i]![axis]!);
      return (inputGradientNorm(critic, x) - 1) ** 2;
    });
    return weight * costs.reduce((sum, cost) => sum + cost, 0) / costs.length;
  };
}

/** R1 (Mescheder et al. 2018, eq. 9). */
export function plainR1(gamma: number): PlainOptions["penalty"] {
  return (critic, { real }) => {
    const sum = real.reduce((total, x) => total + inputGradientNorm(critic, x) ** 2, 0);
    return gamma / 2 * sum / real.length;
  };
}

/** Adam (Kingma and Ba 2015, algorithm 1). */
export function plainAdam(
  { rate, beta1, beta2, epsilon }: Record<"rate" | "beta1" | "beta2" | "epsilon", number>,
): PlainOptions["optimiser"] {
  return () => {
    let t = 0;
    let [m, v] = [new Float64Array(), new Float64Array()];
    return (x, gradient) => {
      if (t++ === 0) [m, v] = [x.map(() => 0), x.map(() => 0)];
      m = m.map((value, i) => beta1 * value + (1 - beta1) * gradient[i]!);
      v = v.map((value, i) => beta2 * value + (1 - beta2) * gradient[i]! ** 2);
      return x.map((value, i) => {
        const [mean, square] = [m[i]! / (1 - beta1 ** t), v[i]! / (1 - beta2 ** t)];
        return value - rate * mean / (Math.sqrt(square) + epsilon);
      });
    };
  };
}

/** Gradient descent. */
export function plainSgd(rate: number): PlainOptions["optimiser"] {
  return () => (x, gradient) => x.map((value, i) => value - rate * gradient[i]!);
}

function rows(values: Float32Array, width: number): Row[] {
  return Array.from(
    { length: values.length / width },
    (_, i) => [...values.subarray(i * width, (i + 1) * width)],
  );
}

function uniform(random: Random, n: number): Row {
  return [...random.uniform(new Float32Array(n))];
}
