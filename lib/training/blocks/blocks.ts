import * as tf from "@tensorflow/tfjs";
import { compile, type CompileReport, disposeTree, leaves, type Step } from "../../engine/mod.ts";
import { currentEngine } from "../../engine/house.ts";
import type { Feed } from "./feed.ts";
import { freezeFailed, reasonOf } from "./health.ts";
import { inLanes, lanesFor } from "./lanes.ts";
import type { Game } from "../game.ts";
import {
  type Moving,
  stepFunction,
  type TrainingNumbers,
  type TrainingState,
  watchedStepFunction,
} from "../step.ts";

/** What a block of steps led to. */
export interface BlockDone {
  /** The state after it; the tensors are the caller's. */
  readonly state: TrainingState;
  /**
   * `[steps, terms + 1, runs]`: of every step the terms of the game, and the health after it.
   */
  readonly report: Float32Array;
}

/** Runs whole blocks of steps. */
export interface Blocks {
  /** Does the steps of a block of batches. The arguments stay the caller's. */
  run(
    state: TrainingState,
    batch: readonly tf.Tensor[],
    numbers: TrainingNumbers,
  ): Promise<BlockDone>;
  /**
   * How the steps run: `"xla"`, `"graph"`, `"recorded"`, `"eager"`; known after the first block.
   */
  readonly mode: string;
  /** Whether the steps run on threads of their own, so that the caller's is free meanwhile. */
  readonly threaded: boolean;
  /** Frees what was compiled. */
  dispose(): void;
}

/** How {@linkcode blocks} runs them. */
export interface BlocksOptions {
  /** Runs side by side. */
  readonly runs: number;
  /** A term beyond this is a divergence. */
  readonly divergence: number;
  /** Names the tensors of a batch. */
  readonly feed: Pick<Feed, "named">;
  /** The most steps of a block. */
  readonly size: number;
}

/**
 * Runs blocks of up to `size` steps. A run that fails in one is frozen where it was before the step
 * in which it failed. The steps themselves do not watch for that, which would cost small networks
 * as much as the steps do: losses and parameters are looked at behind each block, and a block in
 * which a run failed is done again, for that run, by a step that does watch.
 */
export function blocks(
  game: Game,
  { runs, divergence, feed, size }: BlocksOptions,
): Blocks {
  const lanes = lanesFor(runs);
  // the state is looked at behind each block
  const unwatched = compile(stepFunction(game, feed), { steps: size, packState: false });
  // without XLA, which would take seconds to compile what is mostly never needed
  const watched = compile(watchedStepFunction(game, feed), { steps: size, xla: false });
  const summed = compile(sums, { xla: false });
  const terms = game.terms.length;
  let warned = false;
  return {
    get mode() {
      return unwatched.report.mode;
    },
    threaded: currentEngine().program !== undefined,
    async run(before, batch, numbers) {
      const { health, ...moving } = before;
      const done = await (lanes === 1 // the wait is the caller's time while other threads compute
        ? unwatched(moving, batch, numbers)
        : inLanes(unwatched, lanes, moving, batch, numbers));
      if (!warned && unwatched.report.refusal) warnOf(game.name, unwatched.report);
      warned = true;
      const losses = read(done.outputs);
      const left = read(summed({}, {}, done.state).outputs);
      const failures = Array.from(
        left,
        (sum, run) => failureIn(losses, { terms, sum, run, runs, limit: divergence }),
      );
      const earlier = health.dataSync<"float32">().slice();
      if (earlier.every((reason) => reason === 0) && failures.every((failure) => !failure)) {
        const report = reportOf(losses, { terms, runs }, () => 0);
        return { state: { ...done.state, health: tf.clone(health) }, report };
      }
      const isNew = failures.some((failure, run) => failure && earlier[run] === 0);
      const again = isNew ? watched(before, batch, numbers) : undefined;
      const rows = again && read(again.outputs);
      const report = reportOf(losses, { terms, runs }, (step, run) => {
        const failure = failures[run];
        if (earlier[run]! > 0 || !failure) return earlier[run]!;
        const seen = rows![(step * (terms + 1) + terms) * runs + run]!;
        return seen > 0 || step < failure.step ? seen : failure.reason;
      });
      const state = frozen(report.slice(-runs), again?.state ?? before, done.state);
      disposeTree(done.state);
      if (again) disposeTree(again.state);
      return { state, report };
    },
    dispose() {
      for (const step of [unwatched, watched, summed]) step.dispose();
    },
  };
}

/** Says that a step is slow, and why: it shows nowhere else but in the time it takes. */
function warnOf(game: string, { mode, refusal }: CompileReport): void {
  const how = mode === "graph" ? "as a plain graph" : "operation by operation";
  console.warn(`${game}: ${refusal}. So its step runs ${how}, several times slower than compiled.`);
}

/** Where in a block a run failed, and why. */
interface Failure {
  readonly step: number;
  readonly reason: number;
}

/** The first failure of a run that shows in its terms, or in the sum of all that it left behind. */
function failureIn(
  values: Float32Array,
  { terms, sum, run, runs, limit }: Record<"terms" | "sum" | "run" | "runs" | "limit", number>,
): Failure | undefined {
  const steps = values.length / terms / runs;
  for (let step = 0; step < steps; step++) {
    const own = Array.from({ length: terms }, (_, k) => values[(step * terms + k) * runs + run]!);
    const reason = reasonOf(own, limit);
    if (reason > 0) return { step, reason };
  }
  const reason = reasonOf([sum], Infinity);
  return reason > 0 ? { step: steps - 1, reason } : undefined;
}

/** Terms `[steps, terms, runs]` with the health of every run and step below. */
function reportOf(
  values: Float32Array,
  { terms, runs }: { readonly terms: number; readonly runs: number },
  healthAt: (step: number, run: number) => number,
): Float32Array {
  const steps = values.length / terms / runs, size = terms * runs;
  const report = new Float32Array(steps * (size + runs));
  for (let step = 0; step < steps; step++) {
    const from = step * (size + runs);
    report.set(values.subarray(step * size, (step + 1) * size), from);
    for (let run = 0; run < runs; run++) report[from + size + run] = healthAt(step, run);
  }
  return report;
}

/** The state with failed runs as they were held, and the others as they moved. */
function frozen(healths: Float32Array, held: TrainingState, moved: Moving): TrainingState {
  const health = tf.tensor1d(healths);
  const { players, averages } = held;
  let state: Moving | undefined;
  tf.tidy(() => leaves(state = freezeFailed(health, { players, averages }, moved)));
  return { ...state!, health };
}

/** A number a run in which NaN or infinity anywhere in a state survives. */
const sums: Step<Record<string, never>, Record<string, never>, Moving, tf.Tensor> = (
  state,
  _,
  tree,
) => ({
  state,
  outputs: tf.addN(leaves(tree).map((leaf) => tf.sum(tf.reshape(leaf, [leaf.shape[0]!, -1]), 1))),
});

/** Reads a report, which is what waits for it. */
function read(report: tf.Tensor): Float32Array {
  try {
    return report.dataSync<"float32">();
  } finally {
    report.dispose();
  }
}
