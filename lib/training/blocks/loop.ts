import { disposeTree } from "../../engine/mod.ts";
import { blocks } from "./blocks.ts";
import { drawAhead } from "./draw_ahead.ts";
import { feed } from "./feed.ts";
import type { RunNumbers } from "../../runs/mod.ts";
import type { Game } from "../game.ts";
import { type TrainingNumbers, trainingNumbers, type TrainingState } from "../step.ts";
import { restoredTree, type Stored, storedTree } from "../stored/stored_tree.ts";

/** A training that stands at some step and can be moved on. It owns tensors. */
export interface Loop {
  /** Where it stands. */
  readonly state: TrainingState;
  /** How its steps run: `"xla"`, `"graph"`, `"recorded"`, `"eager"`; known after the first. */
  readonly mode: string;
  /** The most steps that one call of {@linkcode Loop.advance} may do. */
  readonly block: number;
  /**
   * Does so many steps and returns their report; see `BlockDone`. If the caller says how many it
   * will ask for next, their numbers are drawn while other threads compute.
   */
  advance(steps: number, following?: number): Promise<Float32Array>;
  /** Other numbers from the next step on, of the same form; the loop's from now on. */
  change(numbers: TrainingNumbers): void;
  /** All that it takes to go on later; see {@linkcode loop}. */
  save(): Stored;
  /** Frees everything. */
  dispose(): void;
}

/** How many runs a {@linkcode loop} trains, on how many rows, and what ends one. */
export interface LoopOptions extends RunNumbers {
  /** Rows a batch. */
  readonly batch: number;
  /** Steps in all. */
  readonly steps: number;
  /** Steps between two looks. */
  readonly every: number;
  /** A term beyond this is a divergence. */
  readonly divergence: number;
}

/**
 * A game before its first step, or where one of the same options was saved. From there it takes the
 * same steps, bit for bit.
 *
 * @param first The state before the first step; the loop's from now on.
 * @throws {RangeError} If what is stored is not a state of such a game.
 */
export function loop(
  game: Game,
  options: LoopOptions,
  first: TrainingState,
  stored?: Stored,
): Loop {
  const { runs, divergence } = options;
  const source = feed({ ...options, draws: game.draws });
  const block = blockSize(options, source.bytes);
  const steps = blocks(game, { runs, divergence, feed: source, size: block });
  let state = first;
  if (stored) {
    source.restore(stored);
    try {
      state = restoredTree("state", first, stored);
    } finally {
      disposeTree(first);
    }
  }
  let numbers = trainingNumbers(game, runs, divergence);
  const ahead = drawAhead(source);
  return {
    block,
    get state() {
      return state;
    },
    get mode() {
      return steps.mode;
    },
    async advance(length, following = 0) {
      const batch = ahead.next(length);
      try {
        const [done, drawn] = await Promise.allSettled([
          steps.run(state, batch, numbers), // starts the threads, if there are any
          ahead.draw(steps.threaded ? following : 0),
        ]);
        if (done.status === "rejected") throw done.reason;
        disposeTree(state);
        state = done.value.state;
        if (drawn.status === "rejected") throw drawn.reason;
        return done.value.report;
      } finally {
        disposeTree(batch);
      }
    },
    change(others) {
      disposeTree(numbers);
      numbers = others;
    },
    save: () => ({ ...storedTree("state", state), ...ahead.save() }),
    dispose() {
      ahead.dispose();
      disposeTree(state);
      disposeTree(numbers);
      steps.dispose();
    },
  };
}

/**
 * Steps a call: as many as divide `every`, fit in 100 and keep a block of data below 64 MB. Where
 * the last look comes after fewer steps, a size that divides these too is worth smaller blocks:
 * another size is another program to compile.
 */
function blockSize(
  { every, steps }: Pick<LoopOptions, "every" | "steps">,
  bytes: number,
): number {
  const most = Math.max(1, Math.min(100, every, Math.floor(64e6 / bytes)));
  const largest = (share: number, fits: (size: number) => boolean) => {
    for (let size = most; size > most * share; size--) if (fits(size)) return size;
    return undefined;
  };
  const rest = steps % every;
  return largest(1 / 5, (size) => every % size === 0 && rest % size === 0) ??
    largest(1 / 2, (size) => every % size === 0) ?? most;
}
