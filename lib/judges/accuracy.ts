import { checkArgument, numbers } from "../options/mod.ts";

/**
 * The share of classes that are the true ones.
 *
 * @param classes Of each image the class that was seen, `[n]`.
 * @param labels The true ones, `[n]`.
 * @throws {RangeError} If there are none, or not as many of both.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { accuracy } from "saddle/judges/mod.ts";
 *
 * assert.equal(accuracy([3, 1, 4, 1], [3, 1, 4, 5]), 0.75);
 * ```
 */
export function accuracy(classes: ArrayLike<number>, labels: ArrayLike<number>): number {
  checkArgument("accuracy", "classes", classes, numbers());
  checkArgument("accuracy", "labels", labels, numbers());
  if (classes.length !== labels.length || classes.length === 0) {
    throw new RangeError(
      `accuracy compares as many classes as labels, at least one, but ${classes.length} and ${labels.length} came.`,
    );
  }
  let right = 0;
  for (let i = 0; i < classes.length; i++) if (classes[i] === labels[i]) right++;
  return right / classes.length;
}
