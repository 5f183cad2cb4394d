import { currentEngine } from "../engine/house.ts";
import { type Case, type Mode, MODES, runner } from "./cases.ts";

/**
 * Does steps of a case in these modes, by default all, and says what of them runs on the processor although the
 * engine reports a GPU.
 *
 * @throws {Error} If anything does: a bench of a GPU would be one of the way to it.
 */
export async function requireOneDevice(
  one: Case,
  modes: readonly Mode[] = MODES,
): Promise<void> {
  const { report, placements } = currentEngine();
  if (!placements || !report.device.startsWith("GPU")) return;
  const astray = strays(
    await placements(async () => {
      for (const mode of modes) {
        const training = runner(one, mode);
        await training.advance(1);
        training.dispose();
      }
    }),
  );
  if (astray.length === 0) return;
  throw new Error(
    `The engine runs on ${report.device}, but these operations of the step ${one.name} ran on the ` +
      `processor: ${astray.join(", ")}.`,
  );
}

/**
 * The operations that ran on a processor.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { requireOneDevice, strays } from "saddle/bench/placement.ts";
 *
 * assert.deepEqual(strays(new Map([["MatMul", "GPU:0"], ["Mean", "CPU:0"]])), ["Mean"]);
 * assert.equal(typeof requireOneDevice, "function");
 * ```
 */
export function strays(placed: ReadonlyMap<string, string>): string[] {
  return [...placed].filter(([, device]) => device.startsWith("CPU")).map(([name]) => name);
}
