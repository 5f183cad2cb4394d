import { checkArgument, count, floats } from "../options/mod.ts";

/**
 * The most probable class of each row of logits or probabilities `[n, classes]`; the
 * first of several.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { largest } from "saddle/judges/mod.ts";
 *
 * assert.deepEqual([...largest(Float32Array.of(0.1, 0.9, 0.7, 0.3), 2)], [1, 0]);
 * ```
 */
export function largest(rows: Float32Array, classes: number): Uint8Array {
  checkArgument("largest", "rows", rows, floats());
  checkArgument("largest", "classes", classes, count());
  return Uint8Array.from({ length: rows.length / classes }, (_, i) => {
    const row = rows.subarray(i * classes, (i + 1) * classes);
    return row.indexOf(Math.max(...row));
  });
}
