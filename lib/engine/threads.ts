import { cores, variable } from "./environment.ts";

/**
 * How many groups of runs of a training are computed at once at most: `SADDLE_THREADS`, or else as
 * many as the machine has cores for this process. No result depends on it.
 *
 * @throws {RangeError} If `SADDLE_THREADS` is no whole number of at least 1.
 */
export function threadsHere(): number {
  const text = variable("SADDLE_THREADS");
  if (!text) return cores();
  const threads = Number(text);
  if (Number.isInteger(threads) && threads >= 1) return threads;
  throw new RangeError(`SADDLE_THREADS is "${text}", expected a whole number of at least 1.`);
}
