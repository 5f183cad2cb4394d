import { count, positive, read, type Spec } from "../options/mod.ts";
import { SMALL_MARGIN, SMALL_SIZE } from "./axes.ts";
import { type Figure, figure } from "./figure.ts";
import { panel, panelAxes, PHASE_PANEL, type PhasePanel } from "./phase_panel.ts";
import { names } from "./plane.ts";
import { DESCRIPTION, type Description, requireDescription } from "./require_description.ts";
import { stripBody, stripImage } from "./strip_image.ts";

/** Options of {@linkcode phasePortraits}. */
export interface PhasePortraitsOptions extends Description {
  /** The window of panels that have none of their own. @default [[-2, 2], [-2, 2]] */
  readonly extent?: readonly [readonly [number, number], readonly [number, number]];
  /** The names of the axes. @default ["θ", "ψ"] */
  readonly labels?: readonly [theta: string, psi: string];
  /** Width of a panel without its axes, in pixels. @default 180 */
  readonly width?: number;
  /** Arrows along each axis. @default 11 */
  readonly arrows?: number;
}

/** What fits {@linkcode PhasePortraitsOptions}. */
export const PHASE_PORTRAITS = {
  ...DESCRIPTION,
  extent: PHASE_PANEL.extent,
  labels: names(["θ", "ψ"]),
  width: positive(180),
  arrows: count(11),
} satisfies Spec<PhasePortraitsOptions>;

/**
 * Phase portraits side by side, one a method; they wrap, three a row on a page and two
 * on a telephone.
 *
 * @throws {TypeError} when caption or alt text is missing
 * @throws {RangeError} when there are no panels, or a field or trajectory is not
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
  requireDescription(options, "phasePortraits");
  const { extent, labels, width, arrows, caption, alt } = read(
    "phasePortraits",
    options,
    PHASE_PORTRAITS,
  );
  if (panels.length === 0) throw new RangeError("Expected at least one phase portrait, got none");
  const pictures = panels.map((given, at) => {
    const own = read("phasePortraits' panel", given, PHASE_PANEL);
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
