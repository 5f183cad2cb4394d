import assert from "node:assert/strict";
import { samples2d } from "saddle/figures/mod.ts";
import { assertStandaloneSvg, decodeSvg, pixels, sources } from "./pictures.ts";

const words = { caption: "c", alt: "samples", extent: [[-1, 1], [-1, 1]] as const };

/** The picture inside the axes. */
function inside(figure: { svg?: string }) {
  return pixels(/<image [^>]*href="([^"]*)"/.exec(figure.svg!)![1]!);
}

Deno.test("data is blue, the generator vermillion, each where it stands, y upwards", async () => {
  const figure = samples2d({
    ...words,
    data: Float32Array.of(-0.5, 0.5),
    samples: Float32Array.of(0.5, -0.5),
    radius: 20,
  });
  assertStandaloneSvg(decodeSvg(sources(figure.html)[0]));
  const { at } = await inside(figure);
  const near = (got: number[], wanted: number[]) =>
    assert.ok(got.every((value, c) => Math.abs(value - wanted[c]!) < 12), `${got} for ${wanted}`);
  near(at(0.25, 0.25), [0x00, 0x72, 0xb2]);
  near(at(0.75, 0.75), [0xd5, 0x5e, 0x00]);
  near(at(0.75, 0.25), [255, 255, 255]);
});

Deno.test("the critic is blue where it is high; its first row is the lowest y", async () => {
  const grid = { x: [-1, 1], y: [-1, 1], nx: 2, ny: 2 } as const;
  const figure = samples2d({
    ...words,
    critic: { ...grid, values: Float32Array.of(-1, -1, 1, 1) },
  });
  const { at } = await inside(figure);
  const [topRed, , topBlue] = at(0.5, 0.02);
  const [bottomRed, , bottomBlue] = at(0.5, 0.98);
  assert.ok(topBlue! > topRed! + 60, `blue at the top, got ${at(0.5, 0.02)}`);
  assert.ok(bottomRed! > bottomBlue! + 60, `orange at the bottom, got ${at(0.5, 0.98)}`);
  assert.match(figure.svg!, />critic -1<\/text>/);
});

Deno.test("a flat critic is drawn, white", async () => {
  const critic = { x: [-1, 1], y: [-1, 1], nx: 3, ny: 3, values: new Float32Array(9) } as const;
  const { at } = await inside(samples2d({ ...words, critic }));
  assert.ok(Math.min(...at(0.5, 0.3)) > 230);
});

Deno.test("what does not fit is refused", () => {
  assert.throws(() => samples2d(words), /got none of them/);
  assert.throws(() => samples2d({ ...words, data: Float32Array.of(1, 2, 3) }), /\[n, 2\], got 3/);
  assert.throws(
    () => samples2d({ ...words, samples: Float32Array.of(0, 0, NaN, 0) }),
    /finite samples, got NaN in row 1/,
  );
  const critic = { x: [0, 1], y: [0, 1], nx: 2, ny: 3, values: new Float32Array(4) } as const;
  assert.throws(() => samples2d({ ...words, critic }), /\[3, 2\].*got 4/);
  const data = Float32Array.of(0, 0);
  assert.throws(() => samples2d({ ...words, data, extent: [[0, 1]] }), /two axes/);
  assert.throws(
    () => samples2d({ ...words, data, extent: [[0, 1], [2, 1]] }),
    /extent is a pair \[low, high\] with low < high for each axis, but/,
  );
});
