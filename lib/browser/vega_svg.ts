import { extra } from "./extra.ts";

/** A Vega-Lite specification as SVG source; what draws it is brought when it is needed. */
export async function vegaSvg(spec: Readonly<Record<string, unknown>>): Promise<string> {
  return await (await extra("vega"))(spec);
}
