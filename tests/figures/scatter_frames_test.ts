import assert from "node:assert/strict";
import { scatterFrames, strip } from "saddle/figures/mod.ts";
import { decodeSvg, pixels, sources } from "./pictures.ts";

const extent = [[-1, 1], [-1, 1]] as const;

Deno.test("frames are named by their step and show the run asked for", async () => {
  // Two runs of one sample each: run 0 at the lower left, run 1 at the upper right.
  const snapshots = [{ step: 40, samples: Float32Array.of(-0.5, -0.5, 0.5, 0.5) }];
  const frames = scatterFrames(snapshots, { extent, runs: 2, run: 1, radius: 15 });
  const svg = decodeSvg(sources(strip(frames, { caption: "c", alt: "a" }).html)[0]);
  assert.match(svg, />step 40<\/text>/);
  const { at } = await pixels(/<image [^>]*href="([^"]*)"/.exec(svg)![1]!);
  assert.ok(at(0.75, 0.25)[2]! < 60, "vermillion at the upper right");
  assert.deepEqual(at(0.25, 0.75), [255, 255, 255], "nothing at the lower left");
});

Deno.test("snapshots that do not fit are refused with their step", () => {
  const frames = (samples: Float32Array, options = {}) =>
    scatterFrames([{ step: 7, samples }], { extent, ...options });
  assert.throws(() => scatterFrames([], { extent }), /at least one snapshot/);
  assert.throws(() => frames(Float32Array.of(0, NaN)), /samples at step 7, got NaN in row 0/);
  assert.throws(() => frames(new Float32Array(6), { runs: 4 }), /4 runs, got 6/);
  assert.throws(() => frames(new Float32Array(8), { runs: 2, run: 2 }), /from 0 to 1, got 2/);
});
