import type { BatchesPosition } from "../datasets/mod.ts";
import { type Option, part } from "../options/mod.ts";
import type { Random } from "../random/mod.ts";

/**
 * What is new in every step of a game, row by row: data, latents, noise. A description;
 * it owns nothing.
 */
export interface Source {
  /** The random stream that it draws from. Sources of one name take turns at one stream. */
  readonly stream: string;
  /** Features of each field of a row. The fields of a row stay together: an image and its label. */
  readonly fields: Readonly<Record<string, number>>;
  /**
   * Opens it for one run.
   *
   * @throws {RangeError} If it has fewer rows than a batch.
   */
  open(random: Random, batch: number): Flow;
}

/** A {@linkcode Source} that was opened for a run. */
export interface Flow {
  /**
   * Fills each field, `[batch, features]`, in the order of the fields.
   *
   * @param done Steps of the game before this one.
   */
  next(out: readonly Float32Array[], done: number): void;
  /** Where it stands beside its stream; none if its stream says it all. */
  position?(): BatchesPosition;
  /** Goes to where it stood. */
  seek?(position: BatchesPosition): void;
}

/** An option that is a source. */
export const aSource: Option<Source> = part("a source", ["open", "fields"]);
