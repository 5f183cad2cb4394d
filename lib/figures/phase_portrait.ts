import { checkNames } from "../checks/check_names.ts";
import { namesOf } from "../checks/names_of.ts";
import { MARGIN } from "./axes.ts";
import type { Figure } from "./figure_types.ts";
import { panel, panelAxes, PORTRAIT_OPTIONS } from "./phase_panel.ts";
import type { PhasePortraitOptions } from "./phase_types.ts";
import { pictureFigure } from "./picture.ts";
import { requireDescription } from "./require_description.ts";

const OPTIONS = namesOf<PhasePortraitOptions>({
  ...PORTRAIT_OPTIONS,
  field: true,
  trajectories: true,
  title: true,
  subtitle: true,
  equilibrium: true,
});

/**
 * The phase portrait of a two-number game: the vector field as arrows and trajectories over it.
 *
 * Arrows show the direction; their length grows with the speed, slower than it, so that slow places can be seen.
 *
 * @throws {TypeError} when caption or alt text is missing
 * @throws {RangeError} when an option is unknown, the field or a trajectory is not finite, or theta and
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
  requireDescription(options);
  checkNames("phasePortrait", options, OPTIONS);
  const { width = 420, arrows = 17, labels = ["generator θ", "critic ψ"], caption, alt } = options;
  const drawn = panel(options, {
    width,
    arrows,
    axes: panelAxes(options.extent, labels),
    layout: { margin: MARGIN },
    keys: true,
  });
  return pictureFigure(drawn.svg, drawn.width, { caption, alt });
}
