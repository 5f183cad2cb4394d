import { count, positive, read, type Spec } from "../options/mod.ts";
import { MARGIN } from "./axes.ts";
import type { Figure } from "./figure.ts";
import { panel, panelAxes, PHASE_PANEL, type PhasePanel } from "./phase_panel.ts";
import { pictureFigure } from "./picture.ts";
import { names } from "./plane.ts";
import { DESCRIPTION, type Description, requireDescription } from "./require_description.ts";

/** Options of {@linkcode phasePortrait}. */
export interface PhasePortraitOptions extends PhasePanel, Description {
  /** The names of the axes. @default ["generator θ", "critic ψ"] */
  readonly labels?: readonly [theta: string, psi: string];
  /** Width of the portrait without its axes, in pixels; it is square. @default 420 */
  readonly width?: number;
  /** Arrows along each axis. @default 17 */
  readonly arrows?: number;
}

/** What fits {@linkcode PhasePortraitOptions}. */
export const PHASE_PORTRAIT = {
  ...DESCRIPTION,
  ...PHASE_PANEL,
  labels: names(["generator θ", "critic ψ"]),
  width: positive(420),
  arrows: count(17),
} satisfies Spec<PhasePortraitOptions>;

/**
 * The phase portrait of a two-number game: the vector field as arrows and trajectories over it.
 *
 * Arrows show the direction; their length grows with the speed, slower than it, so that slow
 * places can be seen.
 *
 * @throws {TypeError} when caption or alt text is missing
 * @throws {RangeError} when the field or a trajectory is not finite, or theta and
 * psi are not equally long
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { phasePortrait } from "saddle/figures/mod.ts";
 *
 * const turn = Array.from({ length: 100 }, (_, step) => step / 16);
 * const figure = phasePortrait({
 *   field: (theta, psi) => [psi, -theta],
 *   trajectories: [{ theta: turn.map(Math.cos), psi: turn.map((t) => -Math.sin(t)) }],
 *   caption: "Without a penalty the two players circle around the equilibrium.",
 *   alt: "A vector field turning clockwise with a circle around the origin",
 * });
 * assert.match(figure.svg ?? "", /critic ψ/);
 * ```
 */
export function phasePortrait(options: PhasePortraitOptions): Figure {
  requireDescription(options, "phasePortrait");
  const given = read("phasePortrait", options, PHASE_PORTRAIT);
  const { width, arrows, extent, labels, caption, alt } = given;
  const drawn = panel(given, {
    width,
    arrows,
    axes: panelAxes(extent, labels),
    layout: { margin: MARGIN },
    keys: true,
  });
  return pictureFigure(drawn.svg, drawn.width, { caption, alt });
}
