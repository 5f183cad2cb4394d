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
