import type { SampleSnapshot } from "./frame_types.ts";
import { ofRun } from "./plane.ts";
import { requireFinite } from "./require_finite.ts";

/**
 * The critic a snapshot holds on a grid along the line, linear between its points. NaN beyond the
 * grid: what the critic is there, no one has looked.
 *
 * An end counts for half a cell more, at most a hundredth of the grid, because a grid of cells'
 * middles ends so far inside its window.
 */
export function criticOnLine(
  { critic, grid }: SampleSnapshot,
  runs: number,
  run: number,
): ((x: number) => number) | undefined {
  if (!critic || !grid || grid.ny !== 1) return undefined;
  const values = ofRun("critic", critic, runs, run);
  requireFinite("critic values", values);
  const cells = values.length - 1;
  const room = Math.min(0.5, cells / 100) + 1e-6; // the ends are computed, and rounded
  return (x) => {
    const share = (x - grid.x[0]) / (grid.x[1] - grid.x[0]);
    if (Math.max(-share, share - 1) * cells > room) return NaN;
    const position = Math.min(1, Math.max(0, share)) * cells;
    const left = Math.min(Math.floor(position), values.length - 2);
    return values[left]! + (position - left) * (values[left + 1]! - values[left]!);
  };
}
