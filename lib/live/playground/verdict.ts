import { middle } from "./curve.ts";
import type { Begun, Picture, RunState } from "./protocol.ts";

/** Steps before which it is too early to speak of modes that are left out. */
const EARLY = 300;

const WHY = {
  "not finite": "a number of it was no longer finite",
  "diverged": "a loss passed a million",
} as const;

/**
 * What has become of the runs, in a sentence or two: failures by their names, modes that are left
 * out, points that cannot be told from the data. Empty where there is nothing to say yet.
 */
export function verdict(
  { step, runs }: Pick<Picture, "step" | "runs">,
  { modeCount, floor }: Pick<Begun, "modeCount" | "floor">,
): string {
  const failed = runs.filter(({ outcome }) => outcome !== "finished");
  const well = runs.filter(({ outcome }) => outcome === "finished");
  const sentences = [
    failed.length > 0 ? failure(failed, runs.length) : "",
    modeCount !== undefined && step >= EARLY && well.length > 0 ? leftOut(well, modeCount) : "",
    step > 0 && middle(well.map(({ distance }) => distance)) <= floor.high
      ? "By this distance the generated points cannot be told from fresh data."
      : "",
  ];
  return sentences.filter((sentence) => sentence !== "").join(" ");
}

function failure(failed: readonly RunState[], runs: number): string {
  const [{ step, outcome }] = failed as [RunState];
  const why = WHY[outcome as keyof typeof WHY];
  const held = "It stands where it was before; smaller rates or a constraint may help.";
  if (runs === 1) return `Failed after step ${step}: ${why}. ${held}`;
  return `${failed.length} of ${runs} seeds failed, the first after step ${
    Math.min(...failed.map((one) => one.step))
  }: ${why}.`;
}

function leftOut(well: readonly RunState[], modeCount: number): string {
  const served = middle(well.map(({ captured }) => captured ?? NaN));
  if (!(served < modeCount)) return "";
  const named = well.length === 1 ? "" : " in the middle of the seeds";
  return `Mode collapse so far: ${served} of ${modeCount} modes have points near their centre${named}.`;
}
