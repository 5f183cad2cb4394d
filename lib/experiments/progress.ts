import type { Progress } from "../training/mod.ts";
import type { Trial } from "../training/house.ts";
import { inWords } from "./combinations.ts";
import type { Block } from "./plan.ts";

/** How far an experiment is. */
export interface ExperimentProgress {
  /** The block being trained, from 1. */
  readonly block: number;
  /** Blocks in all. */
  readonly blocks: number;
  /** What is being trained, in words. */
  readonly label: string;
  /** Steps of the block that are done. */
  readonly step: number;
  /** Steps of the block. */
  readonly steps: number;
  /** The share of all work that is done, 0 to 1, by steps, runs and the moves of a step. */
  readonly share: number;
  /** Seconds left at the pace so far; undefined before there is one. */
  readonly secondsLeft: number | undefined;
  /** The newest numbers: medians over the runs of the block. */
  readonly metrics: Readonly<Record<string, number>>;
}

/** Tells how far an experiment is, and how long it will take. */
export class Pace {
  readonly #work: readonly number[];
  readonly #began = performance.now();
  #done = 0;
  /** Work that was done before this process began. */
  #before = 0;
  /** The part of it that belongs to the block being trained. */
  #beforeInBlock = 0;

  /**
   * The pace of these blocks, none of which is done.
   *
   * @param some Places of those that count. Default all.
   */
  constructor(blocks: readonly Pick<Block<unknown>, "trial">[], some?: readonly number[]) {
    this.#work = blocks.map(({ trial }, i) => some?.includes(i) === false ? 0 : workOf(trial));
  }

  /** Counts a block that is done; `here` if this process did it. */
  finish(block: number, here: boolean): void {
    this.#done += this.#work[block]!;
    this.#before += here ? this.#beforeInBlock : this.#work[block]!;
    this.#beforeInBlock = 0;
  }

  /** How far it is, in the middle of a block that was taken up after `from` steps. */
  at(
    block: number,
    from: number,
    blocks: readonly Pick<Block<unknown>, "combinations">[],
    progress: Progress,
  ): ExperimentProgress {
    const { step, steps, metrics } = progress;
    const all = this.#work.reduce((sum, work) => sum + work, 0);
    const inBlock = (done: number) => this.#work[block]! * done / steps;
    const done = this.#done + inBlock(step);
    this.#beforeInBlock = inBlock(from);
    const here = done - this.#before - this.#beforeInBlock;
    const seconds = (performance.now() - this.#began) / 1000;
    return {
      block: block + 1,
      blocks: blocks.length,
      label: labelOf(blocks[block]!),
      step,
      steps,
      share: done / all,
      secondsLeft: here > 0 ? seconds * (all - done) / here : undefined,
      metrics,
    };
  }
}

/** The combinations of a block in a few words. */
export function labelOf({ combinations }: Pick<Block<unknown>, "combinations">): string {
  const [first] = combinations;
  return inWords(first!) + (combinations.length > 1 ? ` and ${combinations.length - 1} more` : "");
}

function workOf({ options: { steps, runs }, moves }: Trial): number {
  return steps * runs * moves;
}
