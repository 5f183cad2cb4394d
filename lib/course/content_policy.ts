/**
 * What browsers may load and run for a page, as its Content-Security-Policy: scripts and styles of
 * the site itself, pictures, sounds and fonts of the site or inside of the page, workers and
 * WebAssembly that the site's own scripts make: the kernel of a page runs cells that way, and under
 * the same rules. No inline script runs, no frame is opened, nothing
 * is asked of another host. Styles may stand inline, as figures and formulas have them.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { CONTENT_POLICY } from "saddle/course/mod.ts";
 *
 * assert.match(CONTENT_POLICY, /^default-src 'none'; script-src 'self'/);
 * ```
 */
export const CONTENT_POLICY: string = Object.entries({
  "default-src": "'none'",
  "script-src": "'self' 'wasm-unsafe-eval' blob:",
  "worker-src": "'self' blob:",
  "style-src": "'self' 'unsafe-inline'",
  "img-src": "'self' data: blob:",
  "media-src": "'self' data: blob:",
  "font-src": "'self' data:",
  "connect-src": "'self' data: blob:",
  "base-uri": "'none'",
  "form-action": "'none'",
}).map(([directive, sources]) => `${directive} ${sources}`).join("; ");
