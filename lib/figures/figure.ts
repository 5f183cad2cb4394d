import { attribute, text as textOf } from "./html.ts";

/**
 * The key under which the Deno kernel looks for an object's own display form.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { displayKey, figure } from "saddle/figures/mod.ts";
 *
 * const made = figure({ body: "<p>42</p>", caption: "The answer.", alt: "The number 42" });
 * assert.deepEqual(Object.keys(made[displayKey]()), ["text/html", "text/plain"]);
 * ```
 */
export const displayKey: unique symbol = Symbol.for("Jupyter.display");

/** What a reader needs beside a picture. Both are required: a figure without them is not finished. */
export interface Description {
  /** What to look at, in one or two sentences; shown under the figure. */
  readonly caption: string;
  /** What the picture shows, for readers who cannot see it; also the figure's plain-text form. */
  readonly alt: string;
}

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
      `${textOf(caption)}</figcaption>`;
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

/**
 * Checks that a figure has a caption and an alt text.
 *
 * @throws {TypeError} when one of them is missing or blank
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { requireDescription } from "saddle/figures/mod.ts";
 *
 * assert.throws(() => requireDescription({ caption: "Seen.", alt: "" }), /alt/);
 * ```
 */
export function requireDescription(description: Description): void {
  for (const key of ["caption", "alt"] as const) {
    const value: unknown = description?.[key];
    if (typeof value !== "string" || value.trim() === "") {
      throw new TypeError(
        `A figure needs a \`${key}\`: expected a non-empty string, got ${JSON.stringify(value)}`,
      );
    }
  }
}
