import assert from "node:assert/strict";
import { colours, transportPlan, type TransportPlanOptions } from "saddle/figures/mod.ts";
import { assertStandaloneSvg, scattered } from "./pictures.ts";

const words = { caption: "c", alt: "plans" };
const pairing = (to: number[]) => ({
  from: to.map((_, at) => at),
  to,
  mass: to.map(() => 1 / to.length),
});
const draw = (options: Partial<TransportPlanOptions>) =>
  transportPlan({
    ...words,
    from: [0, 1, 2],
    to: [5, 3, 4],
    plans: [{ title: "sorted", plan: pairing([1, 2, 0]) }],
    ...options,
  }).svg!;

/** The cells of the map as [left, top] corners, from the path commands. */
const cells = (svg: string) =>
  [...svg.matchAll(/M([\d.]+),([\d.]+)h[\d.]+v[\d.]+h-[\d.]+z/g)].map(([, x, y]) => [+x!, +y!]);

/** The lines between points as [x, y, x, y]. */
const lines = (svg: string) =>
  [...svg.matchAll(/<path d="M([\d.]+),([\d.]+)L([\d.]+),([\d.]+)" stroke-width/g)].map((m) =>
    m.slice(1).map(Number)
  );

Deno.test("a plan that keeps the order is a rising diagonal, whatever the order of its rows", () => {
  const svg = draw({});
  assertStandaloneSvg(svg);
  const sorted = cells(svg).toSorted((a, b) => a[0]! - b[0]!);
  assert.equal(sorted.length, 3);
  for (let at = 1; at < 3; at++) {
    assert.ok(sorted[at]![0]! > sorted[at - 1]![0]! + 80, "one column further");
    assert.ok(sorted[at]![1]! < sorted[at - 1]![1]! - 80, "one row higher");
  }
});

Deno.test("every move is a line from the generator's row to the data's, as many circles as points", () => {
  const svg = draw({});
  const drawn = lines(svg);
  assert.equal(drawn.length, 3);
  for (const [, top, , bottom] of drawn) assert.ok(top! < bottom!);
  assert.equal(
    svg.match(new RegExp(`<circle [^>]*r="5" fill="${colours.generator}"`, "g"))?.length,
    3,
  );
  assert.equal(svg.match(new RegExp(`<circle [^>]*r="5" fill="${colours.data}"`, "g"))?.length, 3);
});

Deno.test("points in the plane stand where they are, y upwards", () => {
  const svg = draw({
    dimension: 2,
    from: [0, 0],
    to: [1, 1],
    plans: [{ title: "one", plan: pairing([0]) }],
    extent: [[0, 1], [0, 1]],
  });
  const [[x0, y0, x1, y1]] = lines(svg) as [number[]];
  assert.deepEqual([x1! - x0!, y0! - y1!], [250, 250]);
});

Deno.test("a table of masses is the same plan as its list", () => {
  const table = [0, 1 / 3, 0, 0, 0, 1 / 3, 1 / 3, 0, 0];
  assert.equal(draw({ plans: [{ title: "sorted", plan: { plan: table } }] }), draw({}));
});

Deno.test("the more mass, the darker the cell; the darkest is named", () => {
  const svg = draw({
    plans: [{ title: "uneven", plan: { ...pairing([1, 2, 0]), mass: [0.1, 0.3, 0.6] } }],
  });
  const green = (fill: string) => Number(/,(\d+),/.exec(fill)![1]);
  const fills = [...svg.matchAll(/<path d="[^"]*z" fill="([^"]*)"/g)].map((m) => green(m[1]!));
  assert.deepEqual(fills, fills.toSorted((a, b) => b - a));
  assert.equal(new Set(fills).size, 3);
  assert.match(svg, /darkest cell: mass 0\.6</);
});

Deno.test("a dense plan of a few hundred points stays a small figure", () => {
  const [n, m] = [300, 200];
  const figure = transportPlan({
    ...words,
    from: scattered(2 * n),
    to: scattered(2 * m, 2),
    dimension: 2,
    plans: [{ title: "dense", plan: { plan: new Float64Array(n * m).fill(1 / n / m) } }],
  });
  assert.ok(figure.html.length < 600_000, `${figure.html.length} characters`);
});

Deno.test("a plan may have more entries than a function has room for arguments", () => {
  const n = 400;
  const plan = { plan: new Float64Array(n * n).fill(1 / n / n) };
  const svg = draw({ from: scattered(n), to: scattered(n, 2), plans: [{ title: "dense", plan }] });
  assert.equal(cells(svg).length, n * n);
});

Deno.test("what does not fit is refused by name", () => {
  assert.throws(() => draw({ plans: [] }), /at least one plan/);
  assert.throws(() => draw({ from: [0, NaN, 2] }), /"from", got NaN in row 1/);
  assert.throws(
    () => draw({ dimension: 3 as 2 }),
    /transportPlan's dimension is one of 1, 2, but 3 came/,
  );
  const plan = (plan: TransportPlanOptions["plans"][number]["plan"]) => () =>
    draw({ plans: [{ title: "mine", plan }] });
  assert.throws(plan({ plan: [1, 0] }), /"mine" of shape \[3, 3\].*got 2/);
  assert.throws(plan(pairing([0, 1, 3])), /one of 3, got a move from 2 to 3/);
  assert.throws(plan({ ...pairing([0, 1, 2]), mass: [1, 0, -1] }), /got -1 from 2 to 2/);
  assert.throws(plan({ ...pairing([0, 1, 2]), mass: [0, 0, 0] }), /to move mass, got none/);
  assert.throws(plan({ ...pairing([0, 1, 2]), mass: [1] }), /got 3, 3 and 1/);
});
