/**
 * The named penalties in double precision, on the same points.
 *
 * @module
 */
import {
  type Constraint,
  dragan,
  gradientPenaltyAsShipped,
  r1AsShipped,
  simplePenalty,
  wassersteinDivergence,
} from "saddle/constraints/mod.ts";
import { mlp, tanh, xavierUniform } from "saddle/models/mod.ts";
import { stream } from "saddle/random/mod.ts";
import { ACTIVATIONS, inputGradient, inputGradientNorm, type PlainMlp } from "../oracles/mlp.ts";
import { pointsOf } from "./penalties.ts";

/** Two runs of six points. */
export const RUNS = 2;
export const BATCH = 6;
export const POINTS = pointsOf(RUNS, BATCH);
/** A normal number for each coordinate of the real points. */
export const NOISE = stream(9, 0, "penalty").normal(new Float32Array(RUNS * BATCH * 2));

/** A smooth critic, steep enough for every penalty to be felt. */
export const CRITIC = mlp({
  inputs: 2,
  hidden: [5, 4],
  outputs: 1,
  activation: tanh,
  init: xavierUniform({ gain: 1.5 }),
});

type Row = readonly [number, number];

/** The rows of one run. */
export const rows = (values: Float32Array, run: number): Row[] =>
  Array.from({ length: BATCH }, (_, i) => {
    const from = 2 * (run * BATCH + i);
    return [values[from]!, values[from + 1]!];
  });
const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;
const squares = (net: PlainMlp, at: readonly Row[]) =>
  mean(at.map((x) => inputGradientNorm(net, x) ** 2));
const powers = (net: PlainMlp, at: readonly Row[], p: number) =>
  mean(at.map((x) => inputGradientNorm(net, x) ** p));
const excess = (net: PlainMlp, at: readonly Row[]) =>
  mean(at.map((x) => (inputGradientNorm(net, x) - 1) ** 2));
const between = (run: number): Row[] =>
  rows(POINTS.real, run).map((a, i) => {
    const [b, share] = [rows(POINTS.fake, run)[i]!, POINTS.mix[run * BATCH + i]!];
    return [share * a[0] + (1 - share) * b[0], share * a[1] + (1 - share) * b[1]];
  });
/** Real points with `scale` times the noise. */
const around = (run: number, scale: number): Row[] =>
  rows(POINTS.real, run).map((x, i) => {
    const noise = rows(NOISE, run)[i]!;
    return [x[0] + scale * noise[0], x[1] + scale * noise[1]];
  });
const deviationOf = (values: readonly number[]) =>
  Math.sqrt(mean(values.map((x) => (x - mean(values)) ** 2)));

/** A constraint with its numbers, and the same of one run's critic in double precision. */
export interface PenaltyCase {
  readonly name: string;
  readonly constraint: Constraint;
  readonly numbers: Readonly<Record<string, readonly number[]>>;
  readonly plain: (net: PlainMlp, run: number) => number;
}

const [WEIGHTS, POWERS] = [[10, 0.7], [6, 3]] as const;
/** The penalties of the papers, weights one a run. */
export const NAMED: readonly PenaltyCase[] = [
  {
    name: "the simple penalty at generated points",
    constraint: simplePenalty({ weight: WEIGHTS }),
    numbers: { weight: WEIGHTS },
    plain: (net, run) => WEIGHTS[run]! * squares(net, rows(POINTS.fake, run)),
  },
  {
    name: "the simple penalty at GANConvergence's one generated point",
    constraint: simplePenalty({ weight: WEIGHTS, points: "one generated" }),
    numbers: { weight: WEIGHTS },
    plain: (net, run) => WEIGHTS[run]! * squares(net, rows(POINTS.fake, run).slice(0, 1)),
  },
  {
    name: "Wasserstein-Div's penalty, k / 2 (E_p + E_q)",
    constraint: wassersteinDivergence({ k: WEIGHTS, p: POWERS }),
    numbers: { k: WEIGHTS, p: POWERS },
    plain: (net, run) => {
      const half = (points: Float32Array) => powers(net, rows(points, run), POWERS[run]!);
      return WEIGHTS[run]! / 2 * (half(POINTS.real) + half(POINTS.fake));
    },
  },
  {
    name: "the Wasserstein divergence's penalty on the line",
    constraint: wassersteinDivergence({ k: WEIGHTS, p: POWERS, points: "line" }),
    numbers: { k: WEIGHTS, p: POWERS },
    plain: (net, run) => WEIGHTS[run]! * powers(net, between(run), POWERS[run]!),
  },
  {
    name: "DRAGAN's penalty with the paper's noise",
    constraint: dragan({ weight: WEIGHTS, deviation: [0.5, 2] }),
    numbers: { weight: WEIGHTS, deviation: [0.5, 2] },
    plain: (net, run) => WEIGHTS[run]! * excess(net, around(run, [0.5, 2][run]!)),
  },
  {
    name: "DRAGAN's penalty with noise in units of the batch",
    constraint: dragan({ weight: WEIGHTS }),
    numbers: { weight: WEIGHTS },
    plain: (net, run) => {
      const spread = deviationOf(rows(POINTS.real, run).flat());
      return WEIGHTS[run]! * excess(net, around(run, 0.5 * spread));
    },
  },
];

/** The size of the mean of a gradient's entries at the first generated point: GANConvergence's "norm". */
const meanSlope = (net: PlainMlp, run: number) =>
  Math.abs(mean(inputGradient(net, rows(POINTS.fake, run)[0]!)));

/** Those of GANConvergence and gan_comparison that differ from their papers. */
export const AS_SHIPPED: readonly PenaltyCase[] = [
  {
    name: "gan_comparison's R1, of the probability at generated points,",
    constraint: r1AsShipped({ gamma: WEIGHTS }),
    numbers: { gamma: WEIGHTS },
    plain: (net, run) =>
      WEIGHTS[run]! / 2 * squares({ ...net, output: ACTIVATIONS.sigmoid }, rows(POINTS.fake, run)),
  },
  {
    name: "GANConvergence's WGAN-GP",
    constraint: gradientPenaltyAsShipped({ weight: WEIGHTS }),
    numbers: { weight: WEIGHTS },
    plain: (net, run) => WEIGHTS[run]! * (meanSlope(net, run) - 1) ** 2,
  },
  {
    name: "GANConvergence's WGAN-LP, where it is steep,",
    constraint: gradientPenaltyAsShipped({ weight: WEIGHTS, sides: "one" }),
    numbers: { weight: WEIGHTS },
    plain: (net, run) => WEIGHTS[run]! * Math.max(0, meanSlope(net, run) - 1) ** 2,
  },
];
