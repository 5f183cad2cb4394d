import { anyText, checkArgument, part } from "../options/mod.ts";
import type { Figure } from "./figure.ts";
import { escapeText } from "./html.ts";

/**
 * A figure as a page of its own, which needs nothing else: for films and pictures in a folder of
 * results.
 *
 * @param title what the reader's window is called
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { figure, figurePage } from "saddle/figures/mod.ts";
 *
 * const made = figure({ body: "<p>42</p>", caption: "The answer.", alt: "The number 42" });
 * assert.match(figurePage(made, "An answer"), /^<!doctype html>.*<title>An answer<\/title>/s);
 * ```
 */
export function figurePage(figure: Pick<Figure, "html">, title: string): string {
  checkArgument("figurePage", "figure", figure, part("a figure", "html"));
  checkArgument("figurePage", "title", title, anyText());
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeText(title)}</title>
<body style="margin:1em auto;max-width:46em;padding:0 1em;font-family:system-ui,sans-serif">
${figure.html}
</body>
</html>
`;
}
