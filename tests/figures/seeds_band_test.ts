import assert from "node:assert/strict";
import { seedsBand } from "saddle/figures/mod.ts";
import { assertStandaloneSvg } from "./pictures.ts";

const words = { caption: "c", alt: "band", yLabel: "distance" };
const x = [0, 1, 2];

/** The heights of the chart's line, as SVG writes them. */
function lineHeights(svg: string): number[] {
  const path = /<g [^>]*aria-label="line"[^]*?<path [^>]*?d="([^"]*)"/.exec(svg)![1]!;
  return [...path.matchAll(/[\d.]+,([\d.]+)/g)].map((match) => Number(match[1]));
}

Deno.test("the line is the median over seeds", () => {
  // Medians 0, 5, 10 of a window 0..10: a straight line from the bottom to the top.
  const values = [[0, 0, 10], [0, 5, 10], [0, 9, 10]];
  const { svg } = seedsBand({ ...words, series: [{ label: "m", x, values }], yDomain: [0, 10] });
  assertStandaloneSvg(svg!);
  const [low, middle, high] = lineHeights(svg!);
  assert.ok(Math.abs((low! + high!) / 2 - middle!) < 0.02, `${low} ${middle} ${high}`);
});

Deno.test("diverged runs are counted and rank worst, not dropped", () => {
  const run = (last: number) => [0, 5, last];
  const series = [{ label: "GAN", x, values: [run(0), run(2), run(NaN), run(NaN)] }];
  const { svg } = seedsBand({ ...words, series, yDomain: [0, 10] });
  assert.match(svg!, />GAN \(2 of 4 diverged\)<\/text>/);
  assert.equal(lineHeights(svg!).length, 2, "no median where half of the runs are gone");
  const named = seedsBand({ ...words, series: [{ ...series[0]!, diverged: 3 }] });
  assert.match(named.svg!, /3 of 4 diverged/);
});

Deno.test("a run whose number is infinite has not diverged", () => {
  const series = [{ label: "KL", x, values: [[3, 2, Infinity], [3, 2, 1], [3, 2, 1]] }];
  const { svg } = seedsBand({ ...words, series });
  assert.ok(!svg!.includes("diverged"));
});

Deno.test("one diverged of three moves the median to the worse of the others", () => {
  const values = [[0, 0, 0], [10, 10, 10], [NaN, NaN, NaN]];
  const at = (worst: "high" | "low") =>
    lineHeights(
      seedsBand({ ...words, series: [{ label: "m", x, values }], worst, yDomain: [0, 10] }).svg!,
    )[0]!;
  assert.ok(at("high") < at("low"), "10 stands above 0 on the page");
});

Deno.test("the floor is dashed and named", () => {
  const series = [{ label: "m", x, values: [[3, 2, 1]] }];
  const { svg } = seedsBand({ ...words, series, floor: { value: 0.5, label: "perfect" } });
  assert.match(svg!, />perfect<\/text>/);
  assert.match(svg!, /stroke-dasharray="6 4"/);
});

Deno.test("series that do not fit are refused by name", () => {
  const draw = (values: number[][]) => seedsBand({ ...words, series: [{ label: "m", x, values }] });
  assert.throws(() => draw([]), /runs in "m", got none/);
  assert.throws(() => draw([[1, 2]]), /3 steps in run 0 of "m".*got 2/);
  assert.throws(() => draw([[NaN, NaN, NaN]]), /finite values in "m"/);
  assert.throws(() => seedsBand({ ...words, series: [] }), /at least one series/);
});

Deno.test("a side for diverged runs that does not exist is refused", () => {
  const wrong = { worst: "High" as "high" };
  const series = [{ label: "m", x, values: [[3, 2, 1]] }];
  assert.throws(
    () => seedsBand({ ...words, series, ...wrong }),
    /worst is one of "high", "low", but "High" came/,
  );
});
