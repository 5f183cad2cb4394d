import { read } from "../options/mod.ts";
import { colours } from "./colours.ts";
import { DESCRIPTION, type Description, requireDescription } from "./require_description.ts";
import type { Figure } from "./figure.ts";
import { pictureFigure } from "./picture.ts";
import { FONT_SIZE, FONTS } from "./svg.ts";
import { vegaSvg } from "./vega_svg.ts";

/** The house style as a Vega-Lite configuration, under the specification's own. */
const STYLE = {
  background: colours.paper,
  font: FONTS,
  axis: { labelFontSize: FONT_SIZE - 1, titleFontSize: FONT_SIZE, titleFontWeight: "normal" },
  // Without a canvas Vega overestimates how wide text is, and would cut names of 14 letters.
  // On top, as in the other figures: at the side it would make everything smaller on a phone.
  legend: {
    ...{ labelFontSize: FONT_SIZE - 1, titleFontSize: FONT_SIZE, labelLimit: 320 },
    ...{ orient: "top", columns: 3 },
  },
  title: { fontSize: FONT_SIZE + 2, anchor: "start" },
  mark: { color: colours.methods[0] },
  range: { category: [...colours.methods] },
} as const;

/**
 * Draws a Vega-Lite chart: a static picture, and beside it in the same output the specification,
 * which Jupyter clients that know Vega-Lite show as an interactive chart.
 *
 * Data stands inside the specification (`data: { values }`): a static picture cannot fetch it.
 *
 * @param spec a Vega-Lite specification
 * @throws {TypeError} when caption or alt text is missing, or the specification is not an object
 * @throws {RangeError} when the specification loads its data from a URL
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { vega } from "saddle/figures/mod.ts";
 *
 * const figure = await vega({
 *   data: { values: [{ step: 0, loss: 1 }, { step: 1, loss: 0.5 }] },
 *   mark: "line",
 *   encoding: {
 *     x: { field: "step", type: "quantitative" },
 *     y: { field: "loss", type: "quantitative" },
 *   },
 * }, { caption: "The loss halves.", alt: "A falling line" });
 * assert.match(figure.html, /<img src="data:image\/svg\+xml/);
 * ```
 */
export async function vega(
  spec: Readonly<Record<string, unknown>>,
  description: Description,
): Promise<Figure> {
  requireDescription(description, "vega");
  read("vega", description, DESCRIPTION);
  if (typeof spec !== "object" || spec === null) {
    throw new TypeError(`Expected a Vega-Lite specification, got ${spec}`);
  }
  if (JSON.stringify(spec.data ?? {}).includes('"url"')) {
    throw new RangeError("Expected the data inside the specification (data.values), got a URL");
  }
  const own = (spec.config ?? {}) as Record<string, unknown>;
  const styled = { width: 540, height: 300, ...spec, config: { ...STYLE, ...own } };
  const source = await vegaSvg(styled);
  const width = Number(/\bwidth="([\d.]+)/.exec(source)?.[1] ?? 640);
  return pictureFigure(source, width, description, {
    // The only version Jupyter clients have a name for; what is drawn here is plain in both.
    "application/vnd.vegalite.v5+json": {
      ...styled,
      $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    },
  });
}
