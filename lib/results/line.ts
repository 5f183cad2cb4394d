import pl from "nodejs-polars";
import type { Dataset } from "../datasets/mod.ts";
import { binnedJSD, w1 } from "../metrics/mod.ts";
import { stream } from "../random/mod.ts";
import type { Grid, Run, Snapshot } from "../training/mod.ts";
import type { Moment } from "./measured.ts";

/** Equal cells on the line. */
export interface Cells {
  /** The window. */
  readonly range: readonly [number, number];
  /** How many cells it has. */
  readonly bins: number;
}

/** Points a run in pictures and for the distance, which needs more of them than the divergence. */
export const LINE_POINTS = 2000;
const TEST_SET = 500;

/** What {@linkcode lineScores} computes, in words. */
export const LINE_METRIC =
  "jsd: 500 generated points against 500 of the run's own test set, nats; w1: 2,000 against 2,000; " +
  "half: mean over the data of |sigma(D) - 1/2|";

/** The middles of the cells: where critics are looked at. */
export function lineGrid({ range: [low, high], bins }: Cells): Grid {
  const half = (high - low) / bins / 2;
  return { x: [low + half, high - half], y: [0, 0], nx: bins, ny: 1 };
}

/** The numbers of a moment, against a test set of the run's own. */
export function lineScores(
  data: Pick<Dataset, "sample" | "density">,
  cells: Cells,
  seed: number,
): (moment: Moment) => Readonly<Record<"jsd" | "w1" | "half", number>> {
  const weights = Float64Array.from(middles(cells), (x) => data.density!([x]));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const tests = new Map<number, Float32Array>();
  return ({ run, samples, critic }) => {
    const test = tests.get(run) ?? data.sample(stream(seed, run, "test set"), LINE_POINTS);
    tests.set(run, test);
    const [few, fewTest] = [samples, test].map((points) => points.subarray(0, TEST_SET));
    const distances = critic!.reduce((sum, D, i) => sum + weights[i]! * Math.abs(fromHalf(D)), 0);
    return {
      jsd: binnedJSD(few!, fewTest!, { ...cells, epsilon: 1e-10 }), // gan_comparison's epsilon
      w1: w1(samples, test),
      half: distances / whole,
    };
  };
}

/**
 * Run 0 every so many steps, one row a cell: run, step, x (its middle), count (of the 2,000
 * points), critic (the score there).
 *
 * @param each By how much a step counts.
 */
export function linePictures(run: Run, cells: Cells, every: number, each = 1): pl.DataFrame {
  const shown = run.snapshots.filter(({ step }) => step * each % every === 0);
  const column = (values: (snapshot: Snapshot) => ArrayLike<number>) =>
    shown.flatMap((snapshot) => Array.from(values(snapshot)));
  const steps = ({ step }: Snapshot) => new Int32Array(cells.bins).fill(step * each);
  return pl.DataFrame([
    pl.Series("run", column(() => new Int32Array(cells.bins)), pl.Int32),
    pl.Series("step", column(steps), pl.Int32),
    pl.Series("x", column(() => middles(cells)), pl.Float32),
    pl.Series("count", column(({ samples }) => counts(samples, cells)), pl.Int16),
    pl.Series("critic", column(({ critic }) => scores(critic!, cells)), pl.Float32),
  ]);
}

/** sigma(D) - 1/2, without overflow. */
const fromHalf = (score: number) => Math.tanh(score / 2) / 2;

function middles({ range: [low, high], bins }: Cells): number[] {
  return Array.from({ length: bins }, (_, i) => low + (i + 0.5) * (high - low) / bins);
}

/** Points of run 0 in each cell; those beyond the window are in none. */
function counts(samples: Float32Array, { range: [low, high], bins }: Cells): Int32Array {
  const counted = new Int32Array(bins);
  for (const x of samples.subarray(0, LINE_POINTS)) {
    const i = Math.floor((x - low) / (high - low) * bins);
    if (i >= 0 && i < bins) counted[i]!++;
  }
  return counted;
}

/** Scores of run 0 to four digits: a curve shows no more, and they take half the room. */
function scores(critic: Float32Array, { bins }: Cells): number[] {
  return Array.from(critic.subarray(0, bins), (score) => Number(score.toPrecision(4)));
}
