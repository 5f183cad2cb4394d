import assert from "node:assert/strict";
import {
  curves,
  diracFrames,
  figure,
  film,
  histogramFrames,
  imageFrame,
  imageFrames,
  imageGrid,
  imagePng,
  imageRows,
  intervalFrames,
  movesFrame,
  phasePortrait,
  phasePortraits,
  pointsFrame,
  progress,
  pushedGrid,
  samples2d,
  scatterFrames,
  seedsBand,
  sideBySide,
  slopeMaps,
  strip,
  table,
  transportPlan,
  vega,
} from "saddle/figures/mod.ts";

const words = { caption: "c", alt: "a" };
const typo = { colums: 2 };
const plane = { extent: [[-1, 1], [-1, 1]], ...typo } as const;
const points = Float32Array.of(0, 0);
const plan = { from: [0], to: [0], mass: [1] };
const field = () => [0, 1] as const;

/** Each figure with an option that it does not have. */
const misspelt: Record<string, () => unknown> = {
  curves: () => curves({ ...words, ...typo, yLabel: "y", series: [] }),
  diracFrames: () => diracFrames({ step: [0], theta: [0], psi: [0] }, typo as object),
  figure: () => figure({ ...words, ...typo, body: "" }),
  film: () => film([() => {}], { ...words, ...typo }),
  "film's curve": () => {
    const curve = { ...typo, yLabel: "y", at: [0], series: [{ label: "a", x: [0], y: [0] }] };
    return film([() => {}], { ...words, curve });
  },
  histogramFrames: () => histogramFrames([], { range: [0, 1], ...typo }),
  imageFrame: () => imageFrame(points, { shape: [1, 2, 1], ...typo }),
  imageFrames: () => imageFrames([], { shape: [1, 2, 1], ...typo }),
  imageGrid: () => imageGrid(points, { ...words, ...typo, shape: [1, 2, 1] }),
  imagePng: () => imagePng(points, { shape: [1, 2, 1], ...typo }),
  imageRows: () => imageRows([], { ...words, ...typo, shape: [1, 2, 1] }),
  "imageRows's row": () => imageRows([{ images: points, ...typo }], { ...words, shape: [1, 2, 1] }),
  intervalFrames: () => intervalFrames([], { data: points, ...typo }),
  movesFrame: () => movesFrame(points, points, { ...plane, plan }),
  phasePortrait: () => phasePortrait({ ...words, ...typo, field }),
  phasePortraits: () => phasePortraits([{ field }], { ...words, ...typo }),
  "phasePortraits' panel": () => phasePortraits([{ field, ...typo }], words),
  pointsFrame: () => pointsFrame(points, plane),
  progress: () => progress({ label: "l", ...typo }),
  pushedGrid: () => pushedGrid(Float32Array.of(0, 0, 1, 1), { columns: 1, ...plane }),
  samples2d: () => samples2d({ ...words, ...plane, data: points }),
  scatterFrames: () => scatterFrames([{ step: 0, samples: points }], plane),
  seedsBand: () => seedsBand({ ...words, ...typo, yLabel: "y", series: [] }),
  sideBySide: () => sideBySide([], typo as object),
  slopeMaps: () => {
    const grid = { x: [0, 1], y: [0, 1], nx: 2, ny: 2 } as const;
    return slopeMaps([], { ...words, ...typo, grid });
  },
  strip: () => strip([() => {}], { ...words, ...typo }),
  table: () => table([{ a: 1 }], { caption: "c", ...typo }),
  transportPlan: () => transportPlan({ ...words, ...typo, from: [0], to: [0], plans: [] }),
};

for (const [name, draw] of Object.entries(misspelt)) {
  Deno.test(`${name} refuses an option that it does not have, and lists its own`, () => {
    assert.throws(draw, {
      name: "RangeError",
      message: new RegExp(`^${name} has no option "colums"\\. Known options: \\w+`),
    });
  });
}

Deno.test("vega refuses an option that it does not have", async () => {
  await assert.rejects(vega({}, { ...words, ...typo }), /^RangeError: vega has no option "colums"/);
});
