/**
 * Penalties of small critics, as the library computes them and in double precision.
 *
 * @module
 */
import * as tf from "@tensorflow/tfjs";
import {
  type Constraint,
  gradientPenalty,
  type GradientPenaltyOptions,
  type PenaltyInput,
} from "saddle/constraints/mod.ts";
import type { Tree } from "saddle/engine/mod.ts";
import { stream } from "saddle/random/mod.ts";
import { inputGradientNorm, type PlainMlp } from "../oracles/mlp.ts";

/** Batches of points in the plane, `[runs, batch, 2]`, in plain memory. */
export interface Points {
  readonly runs: number;
  readonly batch: number;
  readonly real: Float32Array;
  readonly fake: Float32Array;
  readonly mix: Float32Array;
  readonly secondMix: Float32Array;
  readonly noise: Float32Array;
}

/** Real points around (1, 1), generated ones around (-1, 0). */
export function pointsOf(runs: number, batch: number): Points {
  const [real, fake] = [1, 2].map((seed) =>
    stream(seed, 0, "data").normal(new Float32Array(runs * batch * 2))
  ) as [Float32Array, Float32Array];
  return {
    runs,
    batch,
    real: real.map((x) => x + 1),
    fake: fake.map((x, i) => i % 2 === 0 ? x - 1 : x),
    mix: stream(3, 0, "penalty").uniform(new Float32Array(runs * batch)),
    secondMix: stream(3, 1, "penalty").uniform(new Float32Array(runs * batch)),
    noise: stream(3, 2, "penalty").uniform(new Float32Array(runs * batch * 2)),
  };
}

/** What a penalty sees of these points. The tensors belong to the scope around. */
export function inputOf(
  points: Points,
  critic: PenaltyInput["critic"],
  weights: readonly number[],
): PenaltyInput {
  const { runs, batch, real, fake, mix, secondMix, noise } = points;
  return {
    critic,
    real: tf.tensor(real, [runs, batch, 2]),
    fake: tf.tensor(fake, [runs, batch, 2]),
    draws: {
      mix: tf.tensor(mix, [runs, batch, 1]),
      secondMix: tf.tensor(secondMix, [runs, batch, 1]),
      noise: tf.tensor(noise, [runs, batch, 2]),
    },
    numbers: { weight: tf.tensor1d([...weights]) },
  };
}

/** The penalties `[runs]` of a critic. */
export function penaltiesOf(
  constraint: Constraint,
  points: Points,
  critic: PenaltyInput["critic"],
  weights: readonly number[],
): number[] {
  const [name] = Object.keys(constraint.numbers); // "weight", or "gamma"
  return tf.tidy(() => {
    const { numbers, ...input } = inputOf(points, critic, weights);
    const called = { [name!]: numbers["weight"]! };
    return [...constraint.penalty!({ ...input, numbers: called }).dataSync()];
  });
}

/** Every variant of a gradient penalty, with a name. */
export const VARIANTS: readonly (readonly [string, GradientPenaltyOptions])[] = ([
  "line",
  "real",
  "generated",
  "both",
  "lines within",
  "lines across",
  "around real",
  "one generated",
] as const).flatMap((points) =>
  ([[0, "two"], [1, "two"], [1, "one"]] as const).flatMap(([target, sides]) =>
    [false, true].map((half) => {
      const options = { points, target, sides, half };
      return [gradientPenalty(options).name, options] as const;
    })
  )
);

/** The penalty of one slope, without weight, as the options define it. */
export function costOfSlope(
  norm: number,
  { target = 1, sides = "two", half = false }: GradientPenaltyOptions,
): number {
  const excess = sides === "one" ? Math.max(0, norm - target) : norm - target;
  return excess ** 2 * (half ? 0.5 : 1);
}

/** The penalty of run `run` of a critic in double precision. */
export function plainPenalty(
  net: PlainMlp,
  { batch, real, fake, mix, secondMix, noise }: Points,
  run: number,
  options: GradientPenaltyOptions,
  weight: number,
): number {
  const row = (points: Float32Array, i: number) => {
    const from = 2 * (run * batch + i);
    return [points[from]!, points[from + 1]!] as const;
  };
  const rows = Array.from({ length: batch }, (_, i) => i);
  const own = rows.map((i) => mix[run * batch + i]!);
  const other = rows.map((i) => secondMix[run * batch + i]!);
  const [reals, fakes] = [real, fake].map((points) => rows.map((i) => row(points, i)));
  const between = (
    a: readonly (readonly number[])[],
    b: readonly (readonly number[])[],
    shares: readonly number[],
  ) =>
    a.map((x, i) => x.map((value, axis) => shares[i]! * value + (1 - shares[i]!) * b[i]![axis]!));
  const next = (points: typeof reals, by: number) =>
    points!.map((_, i) => points![(i + by) % points!.length]!);
  const all = [...reals!, ...fakes!];
  const coordinates = reals!.flat(), mean = coordinates.reduce((a, b) => a + b) / (2 * batch);
  const spread = Math.sqrt(
    coordinates.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (2 * batch),
  );
  const places = {
    line: between(reals!, fakes!, own),
    real: reals!,
    generated: fakes!,
    both: all,
    "lines within": [
      ...between(reals!, next(reals, 1), own),
      ...between(fakes!, next(fakes, 1), other),
    ],
    "lines across": between(all, next(all, Math.floor(batch / 2)), [...own, ...other]),
    "around real": reals!.map((x, i) =>
      x.map((value, axis) => value + 0.5 * spread * row(noise, i)[axis]!)
    ),
    "one generated": [row(fake, 0)],
  }[options.points ?? "line"];
  const costs = places.map((x) => costOfSlope(inputGradientNorm(net, x), options));
  return weight * costs.reduce((sum, cost) => sum + cost, 0) / costs.length;
}

/** Two critics D(x) = slope . x with these slopes: parameters as a linear model has them. */
export function linearCritic(slopes: readonly (readonly [number, number])[]): Tree {
  return [{ weight: tf.tensor(slopes.flat(), [slopes.length, 2, 1]) }];
}
