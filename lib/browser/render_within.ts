import { render, type Rendered } from "../figures/frame.ts";
import type { Area, Frame } from "../figures/frame_types.ts";

/** Nothing is stored here, so there is no budget: every frame fits a common screen. */
export function renderWithin(
  _budget: number,
  frames: readonly Frame[],
  area: Area,
): Rendered[] {
  return frames.map((frame, index) => render(frame, area, { scale: 1.25, quality: 80, index }));
}

/** The frame as it is: there is no budget. */
export function smaller(frame: Rendered): Rendered {
  return frame;
}
