/**
 * Makes text safe inside HTML elements and double-quoted attributes.
 *
 * @param text Any text.
 * @returns The text with `&`, `<`, `>` and `"` as entities.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { escapeHtml } from "saddle/course/mod.ts";
 *
 * assert.equal(escapeHtml(`D(x) > 0 & "real"`), "D(x) &gt; 0 &amp; &quot;real&quot;");
 * ```
 */
export function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll(
    '"',
    "&quot;",
  );
}
