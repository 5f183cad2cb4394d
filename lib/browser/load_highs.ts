import type { Highs } from "highs";
import { extra } from "./extra.ts";

/** The solver HiGHS, brought when it is needed. */
export async function loadHighs(): Promise<Highs> {
  return await (await extra("highs"))() as Highs;
}
