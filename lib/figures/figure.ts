import { anyText, flag, open, own, read, type Spec } from "../options/mod.ts";
import { displayKey } from "./display_key.ts";
import { attribute, escapeText } from "./html.ts";
import { DESCRIPTION, type Description, requireDescription } from "./require_description.ts";

/**
 * A finished figure: HTML that shows with all scripts and styles stripped, and plain text.
 *
 * As the last expression of a notebook cell it displays itself.
 */
export interface Figure {
  /** A `<figure>` whose pictures are `data:` URIs: nothing is fetched. */
  readonly html: string;
  /** The plain-text form: the alt text, or a text table. */
  readonly text: string;
  /** The standalone SVG picture, where the figure is one; frames of a film are made from it. */
  readonly svg?: string;
  /** The bundle of MIME types a Jupyter client chooses from. */
  [displayKey](): Record<string, unknown>;
}

/** Parts of a figure. */
export interface FigureParts extends Description {
  /** The pictures, as HTML. */
  readonly body: string;
  /** Classes beside `saddle-figure`. */
  readonly className?: string;
  /** Whether the body shows the caption itself, as a table does. @default false */
  readonly bare?: boolean;
  /** The plain-text form. @default alt */
  readonly text?: string;
  /** The standalone SVG, where there is one. */
  readonly svg?: string;
  /** More MIME types for the bundle, beside text/html and text/plain. */
  readonly mime?: Record<string, unknown>;
}

/** What fits {@linkcode FigureParts}. */
export const FIGURE = {
  ...DESCRIPTION,
  body: anyText(),
  className: open(anyText()),
  bare: flag(false),
  text: open(anyText()),
  svg: open(anyText()),
  mime: open(own<Record<string, unknown>>({
    fits: "contents by their MIME types",
    is: (value) => typeof value === "object" && value !== null,
  })),
} satisfies Spec<FigureParts>;

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
  requireDescription(parts, "figure");
  const { body, className, bare, text, svg, mime, caption, alt } = read("figure", parts, FIGURE);
  const classes = ["saddle-figure", className].filter(Boolean).join(" ");
  const under = bare
    ? ""
    : `<figcaption style="max-width:46em;margin-top:.4em;font-size:.92em;line-height:1.4">` +
      `${escapeText(caption)}</figcaption>`;
  const html = `<figure class="${attribute(classes)}" style="margin:1em 0;max-width:100%">` +
    `${body}${under}</figure>`;
  const plain = text ?? alt;
  return {
    html,
    text: plain,
    ...(svg === undefined ? {} : { svg }),
    [displayKey]: () => ({ ...mime, "text/html": html, "text/plain": plain }),
  };
}
