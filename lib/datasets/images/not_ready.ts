import { callable, checkArgument } from "../../options/mod.ts";

/**
 * Why data cannot be had at once: they have to be fetched or decoded first, which takes a while.
 */
export abstract class NotReady extends Error {
  /** Its name in messages. */
  override readonly name: string = "NotReady";

  /**
   * Makes them ready: who asks again then gets them.
   *
   * @param say Told what happens, a line at a time.
   * @throws {RangeError} If they cannot be had: says why, and what to do.
   */
  abstract prepare(say: (line: string) => void): Promise<void>;
}

/**
 * What a loader of data makes, at once or in a while, once all that it needs is fetched or decoded.
 *
 * @param load Makes it, or throws {@linkcode NotReady}, as `dataset("mnist")` does.
 * @param say Told what happens, a line at a time. Default `console.log`.
 *
 * @example
 * ```ts
 * import { dataset, withData } from "saddle/datasets/mod.ts";
 * import assert from "node:assert/strict";
 *
 * const set = await withData(() => dataset("digits", { part: "test" })); // mnist would be fetched
 * assert.equal(set.dimension, 784);
 * ```
 */
export async function withData<T>(
  load: () => T | Promise<T>,
  say: (line: string) => void = console.log,
): Promise<T> {
  checkArgument("withData", "load", load, callable("a function that makes what needs the data"));
  checkArgument("withData", "say", say, callable("a function of a line"));
  for (;;) {
    try {
      return await load();
    } catch (error) {
      if (!(error instanceof NotReady)) throw error;
      await error.prepare(say);
    }
  }
}

/** Tells of a long work a line each tenth that is done, but at most one every two seconds. */
export function tenths(
  say: (done: number, total: number) => void,
): (done: number, total: number) => void {
  let said = 0, at = performance.now();
  return (done, total) => {
    if (done - said < total / 10 || performance.now() - at < 2000) return;
    said = done;
    at = performance.now();
    say(done, total);
  };
}
