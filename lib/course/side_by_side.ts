/**
 * Does work on items side by side: so many at once, in the order in which they stand.
 *
 * @param items The items.
 * @param jobs How many at once, at least 1.
 * @param work What to do with one.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { sideBySide } from "saddle/course/mod.ts";
 *
 * const done: string[] = [];
 * await sideBySide(["a", "b", "c"], 2, async (item) => {
 *   await Promise.resolve();
 *   done.push(item);
 * });
 * assert.deepEqual(done.sort(), ["a", "b", "c"]);
 * ```
 */
export async function sideBySide<T>(
  items: readonly T[],
  jobs: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = items.values();
  const worker = async () => {
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(jobs, items.length) }, worker));
}
