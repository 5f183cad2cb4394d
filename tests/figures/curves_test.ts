import assert from "node:assert/strict";
import { colours, curves } from "saddle/figures/mod.ts";
import { thin } from "saddle/figures/thin.ts";
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
  const path = /<g [^>]*aria-label="line"[^]*?<path [^>]*?d="([^"]*)"/.exec(svg!)![1]!;
  assert.equal(path.match(/M/g)?.length, 2);
});

Deno.test("curves that do not fit are refused by name", () => {
  assert.throws(() => curves({ ...words, series: [] }), /at least one line/);
  const one = (y: number[]) => curves({ ...words, series: [{ label: "a", x: [1], y }] });
  assert.throws(() => one([1, 2]), /as many x as y in "a", got 1 and 2/);
  assert.throws(() => one([NaN]), /finite values in "a"/);
});

const pathOf = (svg: string) =>
  /<g [^>]*aria-label="line"[^]*?<path [^>]*?d="([^"]*)"/.exec(svg)![1]!;

Deno.test("points that no screen could tell apart are left out, ends and gaps are not", () => {
  const x = Array.from({ length: 100_000 }, (_, at) => 1 + at);
  const y = x.map((value) => 1 / value);
  y[50_000] = NaN;
  const { svg } = curves({
    ...words,
    series: [{ label: "a", x, y }],
    xScale: "log",
    yScale: "log",
  });
  const path = pathOf(svg!);
  assert.ok(path.length < 20_000, `${path.length} characters`);
  assert.equal(path.match(/M/g)?.length, 2, "the gap");
  const [ends] = [path.match(/[\d.]+,[\d.]+/g)!].map((all) => [all[0]!, all.at(-1)!]);
  assert.match(ends![0]!, /^64,/, "from the left edge");
  assert.match(ends![1]!, /^608,/, "to the right");
});

Deno.test("what a window cuts off does not hide what it shows", () => {
  const line = Array.from({ length: 100_000 }, (_, x) => [x, Number(x % 10 === 0)] as const);
  const spikes = (points: readonly (readonly [number, number])[]) =>
    points.filter(([, y]) => y === 1).length;
  const points = line.with(55_555, [55_555, 1e6]);
  assert.equal(spikes(thin(points, { yDomain: [0, 1] })), 10_000, "every tenth");
  assert.deepEqual(thin(line, { yDomain: [-5, 5] }), thin(line, {}), "all is shown in both");
});

Deno.test("a line enters its window from the point outside that it comes from", () => {
  // Both of the first are above the window, and less than half a pixel apart if 1e6 is in sight too.
  const points = [[0, 1.01], [1e-4, 500], [100, 0], [200, 1e6]] as const;
  assert.deepEqual(thin(points, { yDomain: [0, 1] }), points);
});

Deno.test("a scale that is neither linear nor logarithmic is refused", () => {
  const series = [{ label: "a", x: [1, 2], y: [1, 2] }];
  for (const name of ["xScale", "yScale"]) {
    const wrong = { [name]: "Log" };
    assert.throws(() => curves({ ...words, ...wrong, series }), {
      name: "RangeError",
      message: new RegExp(`${name} is one of "linear", "log", but "Log" came`),
    });
  }
});

Deno.test("a line that leaves the window is cut there, not laid along its edge", () => {
  const series = [{ label: "a", x: [0, 1, 2], y: [1, 1e-3, 1e-9] }];
  const { svg } = curves({ ...words, series, yScale: "log", yDomain: [1e-4, 1] });
  const [, y] = pathOf(svg!).match(/[\d.]+,[\d.]+/g)!.at(-1)!.split(",").map(Number);
  assert.ok(y! > 380, "below the chart");
  assert.match(svg!, /clip-path="url\(#/);
});

Deno.test("the ticks of a logarithmic axis stay short", () => {
  const ticksOf = (y: number[]) => {
    const { svg } = curves({ ...words, series: [{ label: "a", x: [0, 1], y }], yScale: "log" });
    const texts = [...svg!.matchAll(/<text[^>]*>([^<]+)<\/text>/g)].map((found) => found[1]!);
    return texts.filter((text) => /^[\d.]/.test(text));
  };
  const far = ticksOf([1e-9, 1e6]), near = ticksOf([1, 1e4]);
  for (const tick of ["1e-6", "1"]) assert.ok(far.includes(tick), `${tick} in ${far}`);
  for (const tick of ["1,000", "1e4"]) assert.ok(near.includes(tick), `${tick} in ${near}`);
  for (const tick of [...far, ...near]) assert.ok(tick.length <= 5, tick);
  const high = ticksOf([1, 1e12]);
  assert.ok(high.includes("1e12") && !high.some((tick) => tick.includes("+")), String(high));
});
