import type { Description } from "./figure_types.ts";

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
