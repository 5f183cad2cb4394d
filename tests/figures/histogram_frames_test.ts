import assert from "node:assert/strict";
import { histogramFrames, strip } from "saddle/figures/mod.ts";
import { decodeSvg, pixels, sources } from "./pictures.ts";

Deno.test("bars are densities: their area is the share of samples inside the window", () => {
  // 4 of 5 samples inside, all in one of four bins 0.25 wide: 0.8 / 0.25 = 3.2 high.
  const samples = Float32Array.of(0.3, 0.3, 0.4, 0.4, 9);
  const [frame] = histogramFrames([{ step: 0, samples }], { range: [0, 1], bins: 4 });
  assert.ok(Math.abs(frame!.axes!.y.domain[1] - 1.05 * 3.2) < 1e-6);
});

Deno.test("a bar stands over its samples, in the generator's colour", async () => {
  const samples = new Float32Array(10).fill(0.7);
  const frames = histogramFrames([{ step: 0, samples }], { range: [0, 1], bins: 5 });
  const svg = decodeSvg(sources(strip(frames, { caption: "c", alt: "a" }).html)[0]);
  const { at } = await pixels(/<image [^>]*href="([^"]*)"/.exec(svg)![1]!);
  const [red, , blue] = at(0.7, 0.8);
  assert.ok(red! > blue! + 60);
  assert.deepEqual(at(0.3, 0.8), [255, 255, 255]);
});

Deno.test("one collapsed moment does not flatten the data's density", () => {
  const collapsed = new Float32Array(100).fill(0.5);
  const [frame] = histogramFrames([{ step: 0, samples: collapsed }], {
    range: [0, 1],
    bins: 100,
    density: () => 1,
  });
  assert.ok(frame!.axes!.y.domain[1] <= 1.05 * 2.5 + 1e-9);
});

Deno.test("a snapshot's own critic is drawn over the window, from its lowest to its highest", async () => {
  const grid = { x: [0, 1], y: [0, 0], nx: 2, ny: 1 } as const;
  const snapshot = { step: 0, samples: Float32Array.of(9), critic: Float32Array.of(1, 2), grid };
  const frames = histogramFrames([snapshot], { range: [0, 1] });
  const svg = decodeSvg(sources(strip(frames, { caption: "c", alt: "a" }).html)[0]);
  const { at, height } = await pixels(/<image [^>]*href="([^"]*)"/.exec(svg)![1]!);
  const darkest = (x: number) => {
    const column = Array.from({ length: height }, (_, y) => at(x, (y + 0.5) / height)[0]!);
    return column.indexOf(Math.min(...column)) / height;
  };
  assert.ok(darkest(0.02) > 0.85 && darkest(0.98) < 0.15, `${darkest(0.02)} ${darkest(0.98)}`);
});

Deno.test("with a range of its own a critic is drawn on that scale in every frame", async () => {
  const grid = { x: [0, 1], y: [0, 0], nx: 2, ny: 1 } as const;
  const flat = { step: 0, samples: Float32Array.of(9), critic: Float32Array.of(0.75, 0.75), grid };
  const frames = histogramFrames([flat], { range: [0, 1], criticRange: [0, 1] });
  const svg = decodeSvg(sources(strip(frames, { caption: "c", alt: "a" }).html)[0]);
  const { at } = await pixels(/<image [^>]*href="([^"]*)"/.exec(svg)![1]!);
  assert.ok(at(0.005, 0.25)[0]! < 120, "dark a quarter below the top");
  assert.ok(at(0.005, 0.5)[0]! < 250 && at(0.005, 0.5)[0]! > 120, "a light line in the middle");
  assert.throws(
    () => histogramFrames([flat], { range: [0, 1], criticRange: [1, 0] }),
    /histogramFrames's criticRange is \[low, high\] with low < high, but \[1, 0\] came/,
  );
});

/** Whether a column of the first frame's picture, `range` [0, 1], has anything in it. */
async function columnsOf(critic: Float32Array, x: readonly [number, number]) {
  const grid = { x, y: [0, 0], nx: critic.length, ny: 1 } as const;
  const frames = histogramFrames([{ step: 0, samples: Float32Array.of(9), critic, grid }], {
    range: [0, 1],
  });
  const words = { width: 600, height: 60, caption: "c", alt: "a" };
  const svg = decodeSvg(sources(strip(frames, words).html)[0]);
  const { at, height } = await pixels(/<image [^>]*href="([^"]*)"/.exec(svg)![1]!);
  return (x: number) => Array.from({ length: height }, (_, y) => at(x, (y + 0.5) / height)[0]!);
}

Deno.test("the critic's line ends where its grid ends, a flat one's too", async () => {
  for (const critic of [Float32Array.of(1, 2), Float32Array.of(1, 1)]) {
    const column = await columnsOf(critic, [0, 0.5]);
    const dark = (from: number, to: number) =>
      Array.from({ length: 20 }, (_, k) => Math.min(...column(from + k / 20 * (to - from))));
    assert.ok(Math.min(...dark(0.4, 0.49)) < 120, "the line before 0.5");
    assert.ok(Math.min(...dark(0.52, 1)) > 230, "none after it");
  }
});

Deno.test("a critic at the middles of cells is drawn over the whole cells", async () => {
  const hundred = Float32Array.from({ length: 100 }, (_, at) => at);
  const column = await columnsOf(hundred, [0.005, 0.995]);
  // The first dash starts at the window's left edge.
  assert.ok(Math.min(...column(0.001)) < 160, "in the left half of the first cell");
});

Deno.test("samples that are not finite are refused with their step", () => {
  const snapshots = [{ step: 3, samples: Float32Array.of(NaN) }];
  assert.throws(() => histogramFrames(snapshots, { range: [0, 1] }), /step 3, got NaN/);
});
