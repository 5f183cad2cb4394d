import type * as tf from "@tensorflow/tfjs";
import { disposeTree } from "../engine/mod.ts";
import { feed } from "./feed.ts";
import type { FullOptions } from "./options.ts";
import { startingState, trainingNumbers, type TrainingState, trainingStep } from "./step.ts";
import { restoredTree, type Stored, storedTree } from "./stored_tree.ts";

/** A training that stands at some step and can be moved on. It owns tensors. */
export interface Loop {
  /** Where it stands. */
  readonly state: TrainingState;
  /** How its steps run: `"xla"`, `"graph"`, `"eager"`; known after the first. */
  readonly mode: string;
  /** The most steps that one call of {@linkcode Loop.advance} may do. */
  readonly block: number;
  /** Does so many steps and returns their report; see `TrainingStep`. */
  advance(steps: number): Float32Array;
  /** All that it takes to go on later; see {@linkcode loop}. */
  save(): Stored;
  /** Frees everything. */
  dispose(): void;
}

/**
 * A training before its first step, or where one of the same options was saved. From there it takes the
 * same steps, bit for bit.
 *
 * @throws {RangeError} If what is stored is not a state of such a training.
 */
export function loop(options: FullOptions, stored?: Stored): Loop {
  const { runs, divergence, every, generator, constraints } = options;
  const draws = constraints.map((constraint) => constraint.draws ?? {});
  const source = feed({ ...options, latentSize: generator.inputs, draws });
  const block = blockSize(every, source.bytes);
  const step = trainingStep(options, options.update, source, block);
  let state = startingState(options, options);
  if (stored) {
    const first = state;
    try {
      state = restoredTree("state", first, stored);
    } finally {
      disposeTree(first);
    }
    source.restore(stored);
  }
  const numbers = trainingNumbers(options, runs, divergence);
  return {
    block,
    get state() {
      return state;
    },
    get mode() {
      return step.report.mode;
    },
    advance(steps) {
      const batch = source.next(steps);
      try {
        const result = step(state, batch, numbers);
        disposeTree(state);
        state = result.state;
        return read(result.outputs);
      } finally {
        disposeTree(batch);
      }
    },
    save: () => ({ ...storedTree("state", state), ...source.save() }),
    dispose() {
      disposeTree(state);
      disposeTree(numbers);
      step.dispose();
    },
  };
}

/** Reads a report, which is what waits for it. */
function read(report: tf.Tensor): Float32Array {
  try {
    return report.dataSync<"float32">();
  } finally {
    report.dispose();
  }
}

/** Steps a call: as many as divide `every`, fit in 100 and keep a block of data below 64 MB. */
function blockSize(every: number, bytes: number): number {
  const most = Math.max(1, Math.min(100, every, Math.floor(64e6 / bytes)));
  for (let size = most; size > most / 2; size--) if (every % size === 0) return size;
  return most;
}
