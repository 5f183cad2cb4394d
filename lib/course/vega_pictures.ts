import type { MimeBundle, Notebook } from "./notebook.ts";

/** Charts by the bundle that holds the specification: the picture, or why there is none. */
export type VegaPictures = ReadonlyMap<MimeBundle, { svg: string } | { problem: string }>;

const VEGA = /^application\/vnd\.(vega|vegalite)\.v\d+(?:\.\d+)*\+json$/;

/**
 * Draws the charts that a notebook holds as nothing but a Vega or Vega-Lite specification: pages
 * need no script to show them.
 *
 * @param notebook The notebook.
 * @returns Empty where no output needs it. A specification that loads its data from an address has
 * no picture: pages have to work without a network.
 */
export async function vegaPictures({ cells }: Notebook): Promise<VegaPictures> {
  const pictures = new Map<MimeBundle, { svg: string } | { problem: string }>();
  for (const cell of cells) {
    for (const output of cell.cell_type === "code" ? cell.outputs : []) {
      if (!("data" in output) || isShown(output.data)) continue;
      const [mime, spec] = Object.entries(output.data).find(([mime]) => VEGA.test(mime)) ?? [];
      if (mime === undefined) continue;
      pictures.set(
        output.data,
        await draw(spec, mime.includes("vegalite")).then(
          (svg) => ({ svg }),
          ({ message }) => ({ problem: `the chart cannot be drawn: ${message}` }),
        ),
      );
    }
  }
  return pictures;
}

/** Whether a bundle has a form that a page shows as it is, without anything being drawn. */
function isShown(data: MimeBundle): boolean {
  return Object.keys(data).some((mime) => /^text\/(?:html|latex|markdown)$|^image\//.test(mime));
}

/**
 * All packages are loaded only here, because that takes half a second. Expressions are interpreted,
 * not compiled: what a notebook holds never becomes code of this process.
 */
async function draw(spec: unknown, isLite: boolean): Promise<string> {
  const [{ parse, View, loader }, { compile }, { expressionInterpreter }] = await Promise.all([
    import("vega"),
    import("vega-lite"),
    import("vega-interpreter"),
  ]);
  const full = isLite ? compile(spec as Parameters<typeof compile>[0]).spec : spec;
  const asked: string[] = [], ask = loader();
  ask.load = (address: string) => {
    asked.push(address);
    return Promise.reject(new Error("pages load nothing"));
  };
  const { sanitize } = ask;
  // What is no address is left out: Vega itself would end the process at one
  ask.sanitize = async (address, options) => {
    const found = await sanitize.call(ask, address, options).catch(() => ({ href: "" }));
    if (options.context === "image" && !found.href.startsWith("data:")) asked.push(address);
    return found;
  };
  const view = new View(parse(full as Parameters<typeof parse>[0], {}, { ast: true }), {
    expr: expressionInterpreter,
    renderer: "none",
    loader: ask,
    logLevel: 0,
  });
  const svg = await view.toSVG().finally(() => view.finalize());
  if (asked.length === 0) return svg;
  throw new Error(`it would load ${asked[0]}; put the data inside the specification`);
}
