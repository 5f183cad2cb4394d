/**
 * A script of its own, for cells that draw a Vega-Lite chart. Expressions are interpreted: pages
 * make no code of texts.
 *
 * @module
 */
import { parse, View } from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { compile } from "vega-lite";

const scope = globalThis as unknown as { saddleExtras?: Record<string, unknown> };
scope.saddleExtras ??= {};
scope.saddleExtras["vega"] = async (spec: Parameters<typeof compile>[0]) => {
  const view = new View(parse(compile(spec).spec, {}, { ast: true }), {
    expr: expressionInterpreter,
    renderer: "none",
  });
  const svg = await view.toSVG();
  view.finalize();
  return svg;
};
