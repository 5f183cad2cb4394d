import assert from "node:assert/strict";
import { slopeMaps } from "saddle/figures/mod.ts";
import { assertStandaloneSvg, decodeSvg, pixels, sources, stripped } from "./pictures.ts";

const words = { caption: "c", alt: "slopes" };
const grid = { x: [0, 1], y: [0, 1], nx: 2, ny: 2 } as const;
const flat = (norm: number) => new Float32Array(4).fill(norm);

/** The map inside the axes of the n-th panel. */
function inside(html: string, n: number) {
  return pixels(/<image [^>]*href="([^"]*)"/.exec(decodeSvg(sources(html)[n + 1]))![1]!);
}

Deno.test("one scale, then one named map a critic, all standalone", () => {
  const panels = ["clipped", "WGAN-GP"].map((title) => ({ title, values: flat(1) }));
  const { html } = slopeMaps(panels, { ...words, grid });
  const pictures = sources(stripped(html)).map(decodeSvg);
  assert.equal(pictures.length, 3);
  pictures.forEach(assertStandaloneSvg);
  assert.match(html, /alt="slopes: WGAN-GP"/);
  for (const tick of ["1/8", "1/2", "1", "8"]) assert.ok(pictures[0]!.includes(`>${tick}</text>`));
});

Deno.test("the unit is white, flatter is green, steeper purple, and both ends hold", async () => {
  const panels = [1, 0.25, 4, 0, 1e30].map((norm) => ({ title: `${norm}`, values: flat(norm) }));
  const { html } = slopeMaps(panels, { ...words, grid });
  const colours = await Promise.all(
    panels.map(async (_, n) => (await inside(html, n)).at(0.5, 0.5)),
  );
  const [white, green, purple, zero, huge] = colours as [
    number[],
    number[],
    number[],
    number[],
    number[],
  ];
  assert.ok(Math.min(...white) > 235, `${white}`);
  assert.ok(green[1]! > green[0]! + 40 && green[1]! > green[2]! + 40, `${green}`);
  assert.ok(purple[0]! > purple[1]! + 40 && purple[2]! > purple[1]! + 40, `${purple}`);
  assert.ok(Math.max(...zero) < 90 && zero[1]! > zero[0]!, `${zero}`);
  assert.ok(Math.max(...huge) < 90 && huge[2]! > huge[1]!, `${huge}`);
});

Deno.test("the scale can have another middle and reach", async () => {
  const { html } = slopeMaps([{ title: "clipped", values: flat(0.01) }], {
    ...words,
    grid,
    unit: 0.01,
    octaves: 1,
  });
  assert.ok(Math.min(...(await inside(html, 0)).at(0.5, 0.5)) > 235);
  assert.match(decodeSvg(sources(html)[0]), />0\.005<\/text>.*>0\.02<\/text>/);
});

Deno.test("data is blue, samples vermillion, a panel's own samples before the shared ones", async () => {
  const options = { ...words, grid, data: Float32Array.of(0.25, 0.75), radius: 12 };
  const panels = [{ title: "one", values: flat(1), samples: Float32Array.of(0.75, 0.25) }];
  const { html } = slopeMaps(panels, { ...options, samples: Float32Array.of(0.75, 0.75) });
  const { at } = await inside(html, 0);
  const near = (got: number[], wanted: number[]) =>
    assert.ok(got.every((value, c) => Math.abs(value - wanted[c]!) < 25), `${got} for ${wanted}`);
  near(at(0.25, 0.25), [0x00, 0x72, 0xb2]);
  near(at(0.75, 0.75), [0xd5, 0x5e, 0x00]);
  near(at(0.75, 0.25), [247, 247, 247]);
});

Deno.test("what cannot be shown is refused by name", () => {
  const one = [{ title: "R1", values: flat(1) }];
  assert.throws(() => slopeMaps([], { ...words, grid }), /at least one map of slopes, got none/);
  assert.throws(
    () => slopeMaps([{ title: "R1", values: Float32Array.of(1, 1, -2, 1) }], { ...words, grid }),
    /norms of gradients in "R1", got -2/,
  );
  assert.throws(
    () => slopeMaps([{ title: "R1", values: flat(NaN) }], { ...words, grid }),
    { name: "RangeError", message: /NaN/ },
  );
  assert.throws(
    () => slopeMaps(one, { ...words, grid, unit: 0 }),
    /slopeMaps's unit is a number above 0, but 0 came/,
  );
  assert.throws(
    () => slopeMaps(one, { ...words, grid: { ...grid, nx: 3 } }),
    /\[ny, nx\] = \[2, 3\]/,
  );
});
