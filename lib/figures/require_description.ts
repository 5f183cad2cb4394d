import { shownValue, type Spec, text } from "../options/mod.ts";

/**
 * What a reader needs beside a picture. Both are required: a figure without them is not finished.
 */
export interface Description {
  /** What to look at, in one or two sentences; shown under the figure. */
  readonly caption: string;
  /** What the picture shows, for readers who cannot see it; also the figure's plain-text form. */
  readonly alt: string;
}

/** What fits a {@linkcode Description}. */
export const DESCRIPTION = { caption: text(), alt: text() } satisfies Spec<Description>;

/**
 * Checks that a figure has a caption and an alt text.
 *
 * @param owner What an error calls the figure: the function that makes it. Default "A figure".
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
export function requireDescription(description: Description, owner = "A figure"): void {
  for (const key of ["caption", "alt"] as const) {
    const value: unknown = description?.[key];
    if (typeof value !== "string" || value.trim() === "") {
      throw new TypeError(
        `${owner} needs a \`${key}\`: expected a non-empty string, got ${shownValue(value)}.`,
      );
    }
  }
}
