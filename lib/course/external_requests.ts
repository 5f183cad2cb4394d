/**
 * Finds what would make a browser ask another host when it shows this HTML: pages of the course
 * have to work without a network. Links that a reader may follow are no requests.
 *
 * @param html HTML.
 * @returns The addresses, in order; empty where the HTML stands alone.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { externalRequests } from "saddle/course/mod.ts";
 *
 * assert.deepEqual(externalRequests('<img src="https://example.org/a.png">'), ["https://example.org/a.png"]);
 * assert.deepEqual(externalRequests('<a href="https://example.org/">paper</a>'), []);
 * ```
 */
export function externalRequests(html: string): string[] {
  const addresses: string[] = [];
  const tags =
    /<(?:img|script|link|iframe|video|audio|source|track|object|embed|use|image|input)\b[^>]*>/gi;
  for (const [tag] of html.matchAll(tags)) {
    const attributes =
      /\b(?:src|srcset|href|data|poster)\s*=\s*["']?\s*((?:https?:)?\/\/[^"'\s>]+)/gi;
    for (const [, address = ""] of tag.matchAll(attributes)) addresses.push(address);
  }
  const styles = /(?:url\(\s*["']?|@import\s+["'])((?:https?:)?\/\/[^"')\s]+)/gi;
  for (const [, address = ""] of html.matchAll(styles)) addresses.push(address);
  return addresses;
}
