import assert from "node:assert/strict";
import { displayKey, figure } from "saddle/figures/mod.ts";

Deno.test("a figure displays itself with an HTML and a text form", () => {
  const made = figure({ body: "<p>x</p>", caption: "c", alt: "a", mime: { "image/x": 1 } });
  assert.equal(displayKey, Symbol.for("Jupyter.display"));
  assert.deepEqual(made[displayKey](), {
    "image/x": 1,
    "text/html": made.html,
    "text/plain": "a",
  });
});

Deno.test("a caption cannot inject markup", () => {
  const made = figure({ body: "", caption: "<script>alert(1)</script>", alt: "a" });
  assert.doesNotMatch(made.html, /<script/);
});
