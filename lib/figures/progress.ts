import { kernel } from "./kernel.ts";
import { type ProgressBar, progressBar, type ProgressOptions } from "./progress_bar.ts";

/**
 * A live progress bar: steps, seconds left and the current metrics while it runs; at the end one
 * line without times, so that two runs leave the same notebook.
 *
 * In a notebook it is one output, updated in place. Elsewhere it prints a line to stderr, every ten
 * seconds at most, and the final one.
 *
 * @throws {RangeError} when the label is missing or blank, the total is not a positive integer, or
 * an update's step is not a number
 *
 * @example
 * ```ts
 * import { progress } from "saddle/figures/mod.ts";
 *
 * const bar = progress({ label: "WGAN-GP on the ring", total: 3 });
 * for (let step = 1; step <= 3; step++) bar.update(step, { distance: 1 / step });
 * await bar.done();
 * // or: train({ ..., onProgress: progress({ label: "WGAN-GP on the ring" }) })
 * ```
 */
export function progress(options: ProgressOptions): ProgressBar {
  return progressBar(options, kernel());
}
