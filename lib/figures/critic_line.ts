import type { SampleSnapshot } from "./frame_types.ts";
import { ofRun } from "./plane.ts";
import { requireFinite } from "./require_finite.ts";

/** The critic a snapshot holds on a grid along the line, linear between its points. */
export function criticOnLine(
  { critic, grid }: SampleSnapshot,
  runs: number,
  run: number,
): ((x: number) => number) | undefined {
  if (!critic || !grid || grid.ny !== 1) return undefined;
  const values = ofRun("critic", critic, runs, run);
  requireFinite("critic values", values);
  return (x) => {
    const share = Math.min(1, Math.max(0, (x - grid.x[0]) / (grid.x[1] - grid.x[0])));
    const position = share * (values.length - 1);
    const left = Math.min(Math.floor(position), values.length - 2);
    return values[left]! + (position - left) * (values[left + 1]! - values[left]!);
  };
}
