import assert from "node:assert/strict";
import pl from "nodejs-polars";
import { table } from "saddle/figures/mod.ts";

Deno.test("a table has a caption, scoped headings and right-aligned numbers", () => {
  const { html } = table([{ method: "R1 <x>", share: 0.123456, modes: 8n, none: null }], {
    caption: "Found.",
  });
  assert.match(html, /<caption[^>]*><div[^>]*>Found\.<\/div><\/caption>/);
  assert.equal(html.match(/<th scope="col"/g)?.length, 4);
  assert.match(html, /<td style="text-align:left[^>]*>R1 &lt;x&gt;<\/td>/);
  assert.match(html, /<td style="text-align:right[^>]*>0\.1235<\/td>/);
  assert.match(html, /<td style="text-align:right[^>]*>8<\/td>/);
  assert.match(html, />–<\/td>/);
});

Deno.test("a polars frame with 64-bit integers is shown whole", () => {
  const frame = pl.DataFrame({
    step: pl.Series("step", [9007199254740993n, 2n], pl.UInt64),
    loss: [0.5, 1],
  });
  const { text } = table(frame, { caption: "c" });
  assert.match(text, /9007199254740993 +0\.5/);
});

Deno.test("what has no end is written by its sign", () => {
  const { text } = table([{ a: Infinity }, { a: -Infinity }, { a: 0.5 }], { caption: "c" });
  assert.equal(text, "c\n  a\n  ∞\n -∞\n0.5");
});

Deno.test("columns can be chosen, named and given digits; rows are limited", () => {
  const rows = Array.from({ length: 60 }, (_, at) => ({ a: at, b: at / 7, c: "x" }));
  const { text, html } = table(rows, {
    caption: "c",
    columns: ["c", { key: "b", title: "sevenths", digits: 2 }],
    limit: 3,
  });
  assert.equal(text, "c\nc  sevenths\nx         0\nx      0.14\nx      0.29\n57 more rows");
  assert.match(html, /57 more rows/);
});

Deno.test("what is no table is refused", () => {
  assert.throws(() => table([], { caption: "c" }), { name: "RangeError", message: /columns/ });
  assert.throws(
    () => table([{ a: 1 }], { caption: "c", columns: ["b"] }),
    /Unknown column "b".* a/,
  );
  assert.throws(() => table(7 as never, { caption: "c" }), TypeError);
  assert.throws(() => table([{ a: 1 }], { caption: "" }), /caption/);
});

Deno.test("short cells are kept on one line, long ones may wrap", () => {
  const long = "a sentence that would make a column as wide as a page";
  const { html } = table([{ a: "8.0 (7.0–8.0)", b: long }], { caption: "c" });
  assert.match(html, /nowrap">8\.0/);
  assert.doesNotMatch(html, /nowrap">a sentence/);
});
