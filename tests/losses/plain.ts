/**
 * The losses in plain numbers, written from the papers, and the scores to compare them at.
 *
 * @module
 */
import {
  energyBased,
  fGan,
  hinge,
  leastSquares,
  type Loss,
  lossSensitive,
  minimax,
  nonSaturating,
  relativisticAverage,
  relativisticPaired,
  wasserstein,
} from "saddle/losses/mod.ts";

export const sigma = (x: number) => 1 / (1 + Math.exp(-x));
export const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
export const mean = (xs: readonly number[]) => xs.reduce((sum, x) => sum + x, 0) / xs.length;

/** A player's loss as a function of the scores of one run, and of the run's number for its points. */
type PlainLoss = (real: readonly number[], fake: readonly number[], run: number) => number;

/** A loss in plain numbers. */
export interface Plain {
  readonly critic: PlainLoss;
  readonly generator: PlainLoss;
  /** Whether only {@linkcode MILD} scores are compared: its exponentials leave float32 at others. */
  readonly mild?: boolean;
}

/** A loss that is a mean of what each score contributes. */
function each(
  real: (d: number) => number,
  fake: (d: number) => number,
  generator: (d: number) => number,
): Plain {
  return {
    critic: (reals, fakes) => mean(reals.map(real)) + mean(fakes.map(fake)),
    generator: (_, fakes) => mean(fakes.map(generator)),
  };
}

/** An f-GAN by the letter of Nowozin et al. 2016, eq. 6: F = E_p g(V) - E_q f*(g(V)). */
function variational(
  activation: (v: number) => number,
  conjugate: (t: number) => number,
): Plain {
  const against = (v: number) => conjugate(activation(v));
  return { ...each((v) => -activation(v), against, (v) => -against(v)), mild: true };
}

/** Table 2 of the paper, and for reverse KL its supplement: activation, conjugate. */
const KL = [(v: number) => v, (t: number) => Math.exp(t - 1)] as const;
const REVERSE_KL = [(v: number) => -Math.exp(-v), (t: number) => -1 - Math.log(-t)] as const;
const PEARSON = [(v: number) => v, (t: number) => t ** 2 / 4 + t] as const;
const JS = [
  (v: number) => Math.log(2) - Math.log(1 + Math.exp(-v)),
  (t: number) => -Math.log(2 - Math.exp(t)),
] as const;

/** Qi 2017 with L = -D, weight 3, scale 0.5: D is high on real points. */
export function sensitive(distance: (run: number, i: number) => number): Plain {
  const hinged = (gap: number) => Math.max(0, gap);
  return {
    critic: (real, fake, run) =>
      mean(real.map((d) => -d)) +
      3 * mean(real.map((d, i) => hinged(0.5 * distance(run, i) - d + fake[i]!))),
    generator: (_, fake) => mean(fake.map((d) => -d)),
  };
}

const difference = (run: number, i: number) =>
  POINTS.real[run]![i]!.map((x, axis) => x - POINTS.fake[run]![i]![axis]!);

/** Jolicoeur-Martineau 2019: -log sigma of a real score less the mean generated one, and so on. */
const averaged: PlainLoss = (real, fake) =>
  mean(real.map((d) => softplus(-(d - mean(fake))))) +
  mean(fake.map((d) => softplus(d - mean(real))));

/** Every loss by its name in a configuration file; with options where they change it. */
export const LOSSES: readonly (readonly [string, Record<string, unknown>, Loss, Plain])[] = [
  ["minimax", {}, minimax(), each((d) => softplus(-d), softplus, (d) => Math.log(sigma(-d)))],
  ["non-saturating", {}, nonSaturating(), each((d) => softplus(-d), softplus, (d) => softplus(-d))],
  [
    "minimax",
    { epsilon: 1e-3 },
    minimax({ epsilon: 1e-3 }),
    each(
      (d) => -Math.log(sigma(d) + 1e-3),
      (d) => -Math.log(sigma(-d) + 1e-3),
      (d) => Math.log(sigma(-d) + 1e-3),
    ),
  ],
  [
    "non-saturating",
    { epsilon: 1e-3 },
    nonSaturating({ epsilon: 1e-3 }),
    each(
      (d) => -Math.log(sigma(d) + 1e-3),
      (d) => -Math.log(sigma(-d) + 1e-3),
      (d) => -Math.log(sigma(d) + 1e-3),
    ),
  ],
  [
    "least-squares",
    {},
    leastSquares(),
    each((d) => (d - 1) ** 2 / 2, (d) => d ** 2 / 2, (d) => (d - 1) ** 2 / 2),
  ],
  [
    "least-squares",
    { fake: -1, real: 1, target: 0 },
    leastSquares({ fake: -1, real: 1, target: 0 }),
    each((d) => (d - 1) ** 2 / 2, (d) => (d + 1) ** 2 / 2, (d) => d ** 2 / 2),
  ],
  [
    "least-squares",
    { halves: false },
    leastSquares({ halves: false }),
    each((d) => (d - 1) ** 2, (d) => d ** 2, (d) => (d - 1) ** 2),
  ],
  ["wasserstein", {}, wasserstein(), each((d) => -d, (d) => d, (d) => -d)],
  [
    "hinge",
    {},
    hinge(),
    each((d) => Math.max(0, 1 - d), (d) => Math.max(0, 1 + d), (d) => -d),
  ],
  [
    "energy-based",
    { margin: 2.5 },
    energyBased({ margin: 2.5 }),
    each((d) => -d, (d) => Math.max(0, 2.5 + d), (d) => -d),
  ],
  [
    "loss-sensitive",
    { weight: 3, scale: 0.5 },
    lossSensitive({ weight: 3, scale: 0.5 }),
    sensitive((run, i) => difference(run, i).reduce((sum, x) => sum + Math.abs(x), 0)),
  ],
  [
    "loss-sensitive",
    { weight: 3, scale: 0.5, norm: "L2" },
    lossSensitive({ weight: 3, scale: 0.5, norm: "L2" }),
    sensitive((run, i) => Math.hypot(...difference(run, i))),
  ],
  ["relativistic-paired", {}, relativisticPaired(), {
    critic: (real, fake) => mean(real.map((d, i) => softplus(-(d - fake[i]!)))),
    generator: (real, fake) => mean(real.map((d, i) => softplus(-(fake[i]! - d)))),
  }],
  ["relativistic-average", {}, relativisticAverage(), {
    critic: averaged,
    generator: (real, fake, run) => averaged(fake, real, run), // the kinds change places
  }],
  ["f-gan-kl", {}, fGan({ divergence: "KL" }), variational(...KL)],
  ["f-gan-reverse-kl", {}, fGan({ divergence: "reverse KL" }), variational(...REVERSE_KL)],
  ["f-gan-pearson", {}, fGan({ divergence: "Pearson" }), variational(...PEARSON)],
  ["f-gan-js", {}, fGan({ divergence: "JS" }), variational(...JS)],
  [
    "f-gan-kl",
    { nonSaturating: true },
    fGan({ divergence: "KL", nonSaturating: true }),
    { ...variational(...KL), generator: (_, fake) => mean(fake.map((v) => -v)) },
  ],
  [
    "f-gan-reverse-kl",
    { nonSaturating: true },
    fGan({ divergence: "reverse KL", nonSaturating: true }),
    { ...variational(...REVERSE_KL), generator: (_, fake) => mean(fake.map((v) => Math.exp(-v))) },
  ],
];

/** The scores of two runs of four points. */
export interface PlainScores {
  readonly real: readonly (readonly number[])[];
  readonly fake: readonly (readonly number[])[];
}

/** A critic that is unsure, and one that is quite sure. No score lies on a hinge's kink. */
export const SCORES: PlainScores = {
  real: [[0.5, -1, 2, 0], [12, 30, 80, 7]],
  fake: [[-0.3, 1.5, 0, -2], [-9, -40, -90, 3]],
};

/** Scores whose exponentials are ordinary numbers. */
export const MILD: PlainScores = {
  real: [[0.5, -1, 2, 0], [3, 0.25, 5, -2]],
  fake: [[-0.3, 1.5, 0, -2], [-4, 1, -3, 2.5]],
};

/** The points that were scored, in the plane. The first pair of each run coincides. */
export const POINTS = {
  real: [[[1, 2], [0, 0], [3, -2], [-2, 1]], [[0, 1], [5, 5], [1, 1], [2, 2]]],
  fake: [[[1, 2], [3, 4], [1, 1], [0, 1]], [[0, 1], [-5, 5], [1, -2], [90, 2]]],
};
