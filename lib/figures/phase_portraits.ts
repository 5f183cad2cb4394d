import { checkNames } from "../checks/check_names.ts";
import { namesOf } from "../checks/names_of.ts";
import { SMALL_MARGIN, SMALL_SIZE } from "./axes.ts";
import { figure } from "./figure.ts";
import type { Figure } from "./figure_types.ts";
import { panel, panelAxes, PORTRAIT_OPTIONS } from "./phase_panel.ts";
import type { PhasePanel, PhasePortraitsOptions } from "./phase_types.ts";
import { requireDescription } from "./require_description.ts";
import { stripBody, stripImage } from "./strip_image.ts";

const OPTIONS = namesOf<PhasePortraitsOptions>(PORTRAIT_OPTIONS);

/**
 * Phase portraits side by side, one a method; they wrap, three a row on a page and two on a telephone.
 *
 * @throws {TypeError} when caption or alt text is missing
 * @throws {RangeError} when an option is unknown, there are no panels, or a field or trajectory is not
 * finite
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { phasePortraits } from "saddle/figures/mod.ts";
 *
 * const figure = phasePortraits([0, 0.5].map((damping) => ({
 *   title: `damping ${damping}`,
 *   field: (theta, psi) => [psi, -theta - damping * psi],
 * })), { caption: "Damping turns a circle into a spiral.", alt: "Two vector fields" });
 * assert.equal(figure.html.match(/<img /g)?.length, 2);
 * ```
 */
export function phasePortraits(
  panels: readonly PhasePanel[],
  options: PhasePortraitsOptions,
): Figure {
  requireDescription(options);
  checkNames("phasePortraits", options, OPTIONS);
  if (panels.length === 0) throw new RangeError("Expected at least one phase portrait, got none");
  const { extent, labels = ["θ", "ψ"], width = 180, arrows = 11, caption, alt } = options;
  const pictures = panels.map((own, at) => {
    const drawn = panel(own, {
      width,
      arrows,
      axes: panelAxes(own.extent ?? extent, labels),
      layout: { margin: SMALL_MARGIN, size: SMALL_SIZE },
      keys: false,
    });
    const name = own.title ?? `panel ${at + 1}`;
    return stripImage(drawn.svg, drawn.width, `${alt}: ${name}`);
  });
  return figure({
    body: stripBody(pictures),
    caption,
    alt,
    className: "saddle-portraits",
  });
}
