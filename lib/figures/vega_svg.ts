/**
 * A Vega-Lite specification as SVG source. Both packages are loaded only here, because that takes
 * half a second.
 */
export async function vegaSvg(spec: Readonly<Record<string, unknown>>): Promise<string> {
  const [{ parse, View }, { compile }] = await Promise.all([import("vega"), import("vega-lite")]);
  const view = new View(parse(compile(spec as unknown as Parameters<typeof compile>[0]).spec), {
    renderer: "none",
  });
  const source = await view.toSVG();
  view.finalize();
  return source;
}
