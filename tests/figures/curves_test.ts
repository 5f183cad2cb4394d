import assert from "node:assert/strict";
import { colours, curves } from "saddle/figures/mod.ts";
import { assertStandaloneSvg } from "./pictures.ts";

const words = { caption: "c", alt: "curves", yLabel: "loss", xLabel: "logit" };

Deno.test("curves have the course's colours in order, theirs where given, and a legend", () => {
  const x = [0, 1];
  const { svg } = curves({
    ...words,
    series: [
      { label: "first", x, y: [0, 1] },
      { label: "theory", x, y: [1, 0], colour: "#666666", dashed: true },
    ],
  });
  assertStandaloneSvg(svg!);
  assert.ok(svg!.includes(`stroke="${colours.methods[0]}"`));
  assert.match(svg!, /stroke="#666666"[^>]*stroke-dasharray|stroke-dasharray[^>]*stroke="#666666"/);
  for (const text of ["first", "theory"]) assert.match(svg!, new RegExp(`>${text}</text>`));
});

Deno.test("a NaN leaves a gap in the line", () => {
  const x = [0, 1, 2, 3, 4];
  const { svg } = curves({ ...words, series: [{ label: "a", x, y: [0, 1, NaN, 1, 0] }] });
  const path = /<g [^>]*aria-label="line"[^>]*>\s*<path [^>]*?d="([^"]*)"/.exec(svg!)![1]!;
  assert.equal(path.match(/M/g)?.length, 2);
});

Deno.test("curves that do not fit are refused by name", () => {
  assert.throws(() => curves({ ...words, series: [] }), /at least one line/);
  const one = (y: number[]) => curves({ ...words, series: [{ label: "a", x: [1], y }] });
  assert.throws(() => one([1, 2]), /as many x as y in "a", got 1 and 2/);
  assert.throws(() => one([NaN]), /finite values in "a"/);
});
