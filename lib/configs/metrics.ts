import { MOST_ROWS } from "../training/house.ts";
import { aDataset } from "../datasets/house.ts";
import type { Dataset } from "../datasets/mod.ts";
import {
  BINS,
  type Debiased,
  debiased,
  DENSITY_COVERAGE,
  ENERGY_DISTANCE,
  GAN_CONVERGENCE_DISTANCE,
  MMD_SQUARED,
  MODES_CAPTURED,
  PRECISION_RECALL,
  SINKHORN,
  SLICED_WASSERSTEIN,
  TRANSPORT,
} from "../metrics/house.ts";
import {
  binnedJSD,
  binnedKL,
  type BinOptions,
  classScore,
  densityCoverage,
  energyDistance,
  ganConvergenceDistance,
  medianDistance,
  type MMDOptions,
  mmdSquared,
  modesCaptured,
  optimalTransport,
  precisionRecall,
  sinkhorn,
  type SinkhornOptions,
  slicedWasserstein,
  w1,
  w2,
} from "../metrics/mod.ts";
import { JUDGE_INPUTS, judgeAtHand, type ShippedJudge, stackedModes } from "../judges/mod.ts";
import { choice, count, open, type Spec } from "../options/mod.ts";
import { stream } from "../random/mod.ts";
import type { Metric } from "../training/mod.ts";
import { dataset } from "./data_sets.ts";
import { type ConfigNode, fail } from "./config_node.ts";
import { type Maker, named } from "./named.ts";
import { neededOf, readersOf } from "./of_spec.ts";
import { checkKeys, checkNeeded, mapping, options, type Reader, type Reading } from "./readers.ts";

/** A pair of samples, and how many numbers a point has. */
type Compare = (
  samples: Float32Array,
  reference: Float32Array,
  dimension: number,
) => ReturnType<Metric>;

/** What every metric that compares with real points is told of them. */
interface ReferenceOptions {
  /** The data they are from. Default the training's. */
  readonly against?: Dataset;
  /** How many. Default as many as there are generated ones. At most 1,000,000. */
  readonly size?: number;
}

const AGAINST = { against: open(aDataset) };
const REFERENCE = { ...AGAINST, size: open(count(undefined, { most: MOST_ROWS })) } satisfies Spec<
  ReferenceOptions
>;

/** Every metric that a file can name. */
export const METRICS: Readonly<Record<string, Maker<Metric>>> = {
  "binned-jsd": binned(binnedJSD),
  "binned-kl": binned(binnedKL),
  "class-score": classes,
  "density-coverage": comparing(DENSITY_COVERAGE, (options) => (a, b, dimension) => ({
    ...densityCoverage(a, b, { ...options, dimension }),
  })),
  "energy-distance": comparing(
    ENERGY_DISTANCE,
    (options) => (a, b, dimension) => energyDistance(a, b, { ...options, dimension }),
  ),
  "gan-convergence-distance": comparing(
    GAN_CONVERGENCE_DISTANCE,
    (options) => (a, b, dimension) => ganConvergenceDistance(a, b, { ...options, dimension }),
  ),
  "mean": moments("mean", (sum, _, n) => sum / n),
  "deviation": moments(
    "deviation",
    (sum, squares, n) => Math.sqrt(Math.max(0, squares / n - (sum / n) ** 2)),
  ),
  "mmd-squared": comparing<MMDOptions>(MMD_SQUARED, mmd),
  "modes-captured": modes,
  "optimal-transport": comparing(
    TRANSPORT,
    (options) => (a, b, dimension) => optimalTransport(a, b, { ...options, dimension }).distance,
  ),
  "precision-recall": comparing(PRECISION_RECALL, (options) => (a, b, dimension) => ({
    ...precisionRecall(a, b, { ...options, dimension }),
  })),
  "sinkhorn": iterated((a, b, options) => {
    const { distance, error, converged } = sinkhorn(a, b, options);
    return { value: distance, error, converged };
  }),
  "sinkhorn-divergence": iterated(debiased),
  "sliced-wasserstein": comparing(
    SLICED_WASSERSTEIN,
    (options) => (a, b, dimension) => slicedWasserstein(a, b, { ...options, dimension }),
  ),
  "stacked-modes": stacked,
  "w1": onLine(w1),
  "w2": onLine(w2),
};

/** A metric by its name. */
export const metric: Reader<Metric> = named("a metric", METRICS);

/** Metrics by names of one's own. */
export const metrics: Reader<Record<string, Metric>> = (node, reading) =>
  Object.fromEntries(
    [...mapping(node).entries].map(([name, entry]) => [name, metric(entry, reading)]),
  );

/**
 * A metric that compares generated points with real ones; these say how many numbers a point has.
 */
function comparing<Options extends object>(
  spec: Spec<Options>,
  compare: (
    options: Partial<Omit<Options, "dimension">>,
    node: ConfigNode,
    data: Dataset,
  ) => Compare,
): Maker<Metric> {
  const { dimension: _, ...own } = spec as Spec<{ readonly dimension?: number }>;
  const readers = {
    ...readersOf<ReferenceOptions>(REFERENCE, { against: dataset }),
    ...readersOf(own),
  };
  return (node, reading) => {
    checkKeys(node, Object.keys(readers)); // first: what is missing may be there under a wrong name
    checkNeeded(node, neededOf(own));
    const { against, size, ...rest } = options(node, readers, reading);
    const { dimension } = reading.dataset!;
    const real = (against ?? reading.dataset)!;
    if (real.dimension !== dimension) {
      fail(
        node,
        `${real.name} has points of ${real.dimension} numbers, but those of ` +
          `${reading.dataset!.name}, which are trained on, have ${dimension}.`,
      );
    }
    const measure = compare(rest as Partial<Options>, node, real);
    // drawn when they are first needed, the same for all combinations and runs
    let reference: Float32Array | undefined;
    return (samples) => {
      const count = size ?? samples.length / dimension;
      reference ??= real.sample(stream(reading.seed, 0, "reference"), count);
      return measure(samples, reference, dimension);
    };
  };
}

function binned(
  divergence: (a: Float32Array, b: Float32Array, options: BinOptions) => number,
): Maker<Metric> {
  const spec = { ...BINS, range: open(BINS.range) }; // the data's own where none is given
  return comparing<BinOptions>(spec, (options, _, { extent }) => {
    const cells = { range: extent, ...options } as BinOptions;
    return (a, b, dimension) => divergence(a, b, { ...cells, dimension });
  });
}

/**
 * By the library's default the bandwidth changes with the generator, and is 0 where most points are
 * those of a collapsed one. That of the real points stays.
 */
function mmd(options: MMDOptions, node: ConfigNode): Compare {
  let { bandwidth } = options;
  return (a, b, dimension) => {
    bandwidth ??= widthOf(b, dimension, node);
    return mmdSquared(a, b, { ...options, dimension, bandwidth });
  };
}

function widthOf(reference: Float32Array, dimension: number, node: ConfigNode): number {
  const width = medianDistance(reference, { dimension });
  if (width > 0) return width;
  return fail(node, "the real points are too much alike for a bandwidth of their own: give one.");
}

/** A score of transport blurred by entropy. Where the iteration ends too early, it says so once. */
function iterated(
  solve: (a: Float32Array, b: Float32Array, options: SinkhornOptions) => Debiased,
): Maker<Metric> {
  const spec = { ...SINKHORN, epsilon: open(SINKHORN.epsilon) };
  return comparing<SinkhornOptions>(spec, (options, { path }) => {
    let warned = false;
    return (a, b, dimension) => {
      const { value, error, converged } = solve(a, b, { epsilon: .01, ...options, dimension });
      if (!converged && !warned) console.warn(unconverged(path, error));
      warned ||= !converged;
      return value;
    };
  });
}

function unconverged(path: string, error: number): string {
  const off = error.toExponential(1);
  return `${path} did not converge: a plan's sums were off by ${off} of the whole ` +
    "mass. Give it more iterations, a larger epsilon or a larger tolerance. Said once.";
}

function onLine(distance: (a: Float32Array, b: Float32Array) => number): Maker<Metric> {
  return comparing({}, (_, node, { dimension, name }) => {
    if (dimension !== 1) {
      fail(node, `is for points on a line, but those of ${name} have ${dimension} numbers.`);
    }
    return distance;
  });
}

/** Counts of modes, for mixtures of round Gaussians. */
function modes(node: ConfigNode, reading: Reading): Metric {
  const readers = { ...readersOf(AGAINST, { against: dataset }), ...readersOf(MODES_CAPTURED) };
  const { against, ...rest } = options(node, readers, reading);
  const data = against ?? reading.dataset!, known = data.modes;
  if (!known) return fail(node, `${data.name} has no modes that could be counted.`);
  return (samples) => {
    const { captured, highQuality, reverseKL } = modesCaptured(samples, known, rest);
    return { captured, highQuality, reverseKL };
  };
}

/** Whose classes a score is of. */
const JUDGED = { judge: choice<ShippedJudge>(["digits", "colour"], "digits") };

/** The class score by a judge that ships; throws `NotReady` until that is loaded. */
function classes(node: ConfigNode, reading: Reading): Metric {
  const { judge: name = "digits" } = options(node, readersOf(JUDGED), reading);
  checkInputs(node, reading, JUDGE_INPUTS[name], `the judge of ${name} reads images of`);
  const judge = judgeAtHand(name);
  return (images) => classScore(judge.see(images).probabilities, { classes: judge.names.length });
}

/** Modes of stacked digits, `modes` of 1,000 and `reverseKL`, by the judge of digits. */
function stacked(node: ConfigNode, reading: Reading): Metric {
  options(node, {}, reading);
  checkInputs(node, reading, 3 * JUDGE_INPUTS.digits, "stacked digits are images of");
  const judge = judgeAtHand("digits");
  return (images) => ({ ...stackedModes(judge, images) });
}

function checkInputs(node: ConfigNode, { dataset }: Reading, needed: number, who: string): void {
  const { dimension, name } = dataset!;
  if (dimension === needed) return;
  fail(node, `${who} ${needed} numbers, but those of ${name} have ${dimension}.`);
}

/** One number for each axis, of its sum and sum of squares: `mean1`, `mean2`. */
function moments(
  name: string,
  of: (sum: number, squares: number, n: number) => number,
): Maker<Metric> {
  return (node, reading) => {
    options(node, {}, reading);
    const { dimension } = reading.dataset!;
    const along = (samples: Float32Array, axis: number) => {
      let sum = 0, squares = 0;
      for (let i = axis; i < samples.length; i += dimension) {
        sum += samples[i]!;
        squares += samples[i]! ** 2;
      }
      return of(sum, squares, samples.length / dimension);
    };
    return (samples) =>
      dimension === 1 ? along(samples, 0) : Object.fromEntries(
        Array.from(
          { length: dimension },
          (_, axis) => [`${name}${axis + 1}`, along(samples, axis)],
        ),
      );
  };
}
