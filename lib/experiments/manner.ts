import type { GameSnapshot, Played, Recorded } from "../training/mod.ts";
import type { Plain } from "./differences.ts";
import type { ExperimentProgress } from "./progress.ts";
import type { Kept } from "./tables.ts";

/** How to carry out a plan. */
export interface Manner {
  /** Where results are kept; nowhere without. */
  readonly folder?: string | undefined;
  /** Which snapshots become tables. */
  readonly samples: Kept;
  /** Seconds between two checkpoints. */
  readonly seconds: number;
  /** Settings that are not in the plan; a folder that was made with others is refused. */
  readonly settings: Readonly<Record<string, Plain>>;
  /** What the settings file says besides: nothing that numbers depend on. */
  readonly about: Readonly<Record<string, Plain>>;
  /** Ends it early, with what was done kept in the folder; its reason is thrown. */
  readonly stop?: AbortSignal | undefined;
  /** Called at each snapshot. */
  readonly onProgress?: ((progress: ExperimentProgress) => unknown) | undefined;
  /** Who is shown what is trained. */
  readonly watcher?: Watcher | undefined;
  /** Told what may be wrong and stops nothing. Default prints it. */
  readonly warn?: ((line: string) => void) | undefined;
}

/**
 * Who is shown what is trained, to keep something of it. Before a state is stored it was shown all
 * snapshots up to there, and before a block counts as finished all of it; what is done again after a
 * stop it is shown again. Promises that it returns are waited for.
 */
export interface Watcher {
  /** Shown a snapshot of a block, by the block's place in the plan. */
  look(block: number, snapshot: GameSnapshot, recorded: () => Recorded): unknown;
  /** Shown all of a block. */
  end(block: number, played: Played): unknown;
}
