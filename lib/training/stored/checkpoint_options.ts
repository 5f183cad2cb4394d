import { number, open, type Option, part, type Spec, text } from "../../options/mod.ts";

/**
 * Where a training keeps its state, so that after a stop, of whatever kind, the same call goes on
 * from there with the numbers that it would have had.
 */
export interface CheckpointOptions {
  /**
   * The file, in a folder that exists. A training that finds its own state there goes on from it; a
   * finished one is only read. It is replaced whole, and stays when the training is done.
   */
  readonly file: string;
  /**
   * Seconds between two states. Default 30, or ten times what writing takes if that is more; 0 for
   * as often as can be.
   */
  readonly seconds?: number;
  /**
   * Ends the training early: as soon as the steps at hand are done, its state is kept and the
   * signal's reason is thrown. Default never.
   */
  readonly stop?: AbortSignal;
}

/** The same with every default filled in. */
export type FullCheckpoint =
  & Required<Omit<CheckpointOptions, "stop">>
  & { readonly stop?: AbortSignal | undefined };

/** An option that ends something early. */
export const aSignal: Option<AbortSignal> = part("an AbortSignal", ["aborted", "throwIfAborted"]);

/** What fits {@linkcode CheckpointOptions}. */
export const CHECKPOINT = {
  file: text(),
  seconds: number({ from: 0, infinite: true }, 30),
  stop: open(aSignal),
} satisfies Spec<CheckpointOptions>;
