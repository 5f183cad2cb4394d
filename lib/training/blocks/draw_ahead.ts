import type * as tf from "@tensorflow/tfjs";
import { disposeTree } from "../../engine/mod.ts";
import type { Feed } from "./feed.ts";
import type { Stored } from "../stored/stored_tree.ts";

/** A feed whose next block can be drawn before it is asked for. It owns what waits. */
export interface AheadFeed extends Pick<Feed, "next" | "save"> {
  /**
   * Draws the next block now, if there is one: a promise, so that an error comes with its result.
   */
  draw(steps: number): Promise<void>;
  /** Frees what was drawn and not asked for. */
  dispose(): void;
}

/**
 * Lets the numbers of a block be drawn while the one before it is computed on other threads. What
 * is drawn, and where a saved feed stands, is as if nothing had been drawn early.
 */
export function drawAhead(source: Feed): AheadFeed {
  let waiting: { steps: number; batch: tf.Tensor[]; before: Stored } | undefined;
  return {
    next(steps) {
      const drawn = waiting;
      waiting = undefined;
      if (drawn?.steps === steps) return drawn.batch;
      if (drawn) {
        disposeTree(drawn.batch);
        source.restore(drawn.before);
      }
      return source.next(steps);
    },
    draw: (steps) =>
      new Promise((drawn) => { // which makes a rejection of an error
        if (steps > 0) waiting = { steps, before: source.save(), batch: source.next(steps) };
        drawn();
      }),
    save: () => waiting?.before ?? source.save(),
    dispose() {
      if (waiting) disposeTree(waiting.batch);
      waiting = undefined;
    },
  };
}
