import { displayKey } from "./display_key.ts";
import type { Figure, FigureParts } from "./figure_types.ts";
import { attribute, escapeText } from "./html.ts";
import { requireDescription } from "./require_description.ts";

/**
 * Puts pictures, caption and alt text together as a {@linkcode Figure}.
 *
 * @throws {TypeError} when caption or alt text is missing or blank
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { figure } from "saddle/figures/mod.ts";
 *
 * const made = figure({ body: "<p>42</p>", caption: "The answer.", alt: "The number 42" });
 * assert.match(made.html, /<figcaption[^>]*>The answer\.<\/figcaption>/);
 * assert.equal(made.text, "The number 42");
 * ```
 */
export function figure(parts: FigureParts): Figure {
  const { body, caption, alt } = parts;
  requireDescription(parts);
  const classes = ["saddle-figure", parts.className].filter(Boolean).join(" ");
  const under = parts.bare
    ? ""
    : `<figcaption style="max-width:46em;margin-top:.4em;font-size:.92em;line-height:1.4">` +
      `${escapeText(caption)}</figcaption>`;
  const html = `<figure class="${attribute(classes)}" style="margin:1em 0;max-width:100%">` +
    `${body}${under}</figure>`;
  const plain = parts.text ?? alt;
  return {
    html,
    text: plain,
    ...(parts.svg === undefined ? {} : { svg: parts.svg }),
    [displayKey]: () => ({ ...parts.mime, "text/html": html, "text/plain": plain }),
  };
}
