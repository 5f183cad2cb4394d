import { checkNames } from "../../checks/check_names.ts";

/**
 * Where a training keeps its state, so that after a stop, of whatever kind, the same call goes on from
 * there with the numbers that it would have had.
 */
export interface CheckpointOptions {
  /**
   * The file, in a folder that exists. A training that finds its own state there goes on from it; a
   * finished one is only read. It is replaced whole, and stays when the training is done.
   */
  readonly file: string;
  /**
   * Seconds between two states. Default 30, or ten times what writing takes if that is more; 0 for as
   * often as can be.
   */
  readonly seconds?: number;
}

/**
 * Refuses a checkpoint that cannot be kept.
 *
 * @throws {TypeError} If there is no file.
 * @throws {RangeError} If the seconds are no time, or an option does not exist.
 */
export function checkCheckpoint(options: CheckpointOptions): void {
  checkNames("checkpoint", options, ["file", "seconds"]);
  const { file, seconds = 30 } = options;
  if (typeof file !== "string" || file === "") {
    throw new TypeError(`checkpoint needs a file's name, but ${JSON.stringify(file)} came.`);
  }
  if (!(seconds >= 0)) {
    throw new RangeError(`checkpoint's seconds are at least 0, but ${seconds} came.`);
  }
}
