import type { Highs } from "highs";

/**
 * The solver HiGHS.
 *
 * Its types describe the CommonJS form, where the function sits one level deeper than in the module
 * that is imported here.
 */
export async function loadHighs(): Promise<Highs> {
  const highs = await import("highs") as unknown as { default(): Promise<Highs> };
  return highs.default();
}
