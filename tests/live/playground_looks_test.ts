import assert from "node:assert/strict";
import { type Measured, middle, withPoint } from "saddle/live/playground/curve.ts";
import { slopeAt, tiles } from "saddle/live/playground/draw.ts";
import { withCentre } from "saddle/live/playground/drawing.ts";
import { DIRAC_USUAL, diracVerdict } from "saddle/live/playground/dirac_game.ts";
import type { RunState } from "saddle/live/playground/protocol.ts";
import { verdict } from "saddle/live/playground/verdict.ts";

const WELL: RunState = {
  ...{ distance: 0.5, captured: 8, quality: 0.5, criticLoss: 1, generatorLoss: 1, penalty: 0 },
  ...{ outcome: "finished", step: 400 },
};
const DATA = { modeCount: 8, floor: { median: 0.05, low: 0.03, high: 0.08 } };
const said = (runs: readonly Partial<RunState>[], step = 400) =>
  verdict({ step, runs: runs.map((run) => ({ ...WELL, ...run })) }, DATA);

Deno.test("a failure is named, with its step and what helps", () => {
  assert.equal(said([{}]), "");
  assert.match(
    said([{ outcome: "diverged", step: 120 }]),
    /^Failed after step 120: a loss passed a million\. .*smaller rates/,
  );
  assert.match(
    said([{ outcome: "not finite", step: 7 }]),
    /^Failed after step 7: a number .* finite/,
  );
  assert.match(
    said([{}, { outcome: "diverged", step: 90 }, { outcome: "not finite", step: 60 }, {}]),
    /^2 of 4 seeds failed, the first after step 60/,
  );
  assert.match(said([{ captured: 3 }]), /^Mode collapse so far: 3 of 8 modes/);
  assert.equal(said([{ captured: 3 }], 100), ""); // too early to say
  assert.match(said([{ distance: 0.06 }]), /cannot be told from fresh data\.$/);
  assert.equal(said([{ distance: NaN, captured: undefined }]), "");
});

Deno.test("the slope of a plane is its slope, inside the window alone", () => {
  const window = { x: [-1, 3], y: [0, 2], nx: 9, ny: 5 } as const;
  const values = Float32Array.from({ length: 45 }, (_, i) => {
    const [x, y] = [-1 + 0.5 * (i % 9), 0.5 * Math.floor(i / 9)];
    return 2 * x - 3 * y + 1;
  });
  const [dx, dy] = slopeAt(values, window, 0.3, 1.2)!;
  assert.ok(Math.abs(dx - 2) < 1e-5 && Math.abs(dy + 3) < 1e-5);
  assert.equal(slopeAt(values, window, 5, 1), undefined);
  assert.equal(slopeAt(values, window, NaN, 1), undefined);
});

Deno.test("runs stand side by side without touching, inside the canvas", () => {
  for (const runs of [1, 4, 9, 16]) {
    const all = tiles(runs, 400);
    assert.equal(all.length, runs);
    for (const { left, top, side } of all) {
      assert.ok(left >= 0 && top >= 0 && left + side <= 400.001 && top + side <= 400.001);
    }
    assert.equal(new Set(all.map(({ left, top }) => `${left} ${top}`)).size, runs);
  }
});

Deno.test("a long curve is thinned and keeps its ends", () => {
  let curve: Measured[] = [];
  for (let step = 0; step <= 5000; step++) curve = withPoint(curve, { step, distances: [1] });
  assert.ok(curve.length <= 600);
  assert.equal(curve[0]!.step, 0);
  assert.equal(curve.at(-1)!.step, 5000);
  assert.equal(middle([3, NaN, 1, 2]), 2);
  assert.ok(Number.isNaN(middle([NaN])));
});

Deno.test("Gaussians that are drawn stand apart and are not too many", () => {
  assert.deepEqual(withCentre([[0, 0]], [0.5, 2]), [[0, 0], [0.5, 1.5]]);
  assert.equal(withCentre([[0, 0]], [0.01, 0]), undefined);
  const full = Array.from({ length: 200 }, (_, i) => [i, 0] as const);
  assert.equal(withCentre(full, [0, 1]), undefined);
});

// Mescheder, Geiger and Nowozin 2018: simultaneous steps of the unpenalised game are driven away,
// alternating ones of small size stay on a circle, R1 draws them in
Deno.test("theory says what the game of two numbers does near its rest", () => {
  assert.match(
    diracVerdict({ ...DIRAC_USUAL, method: "simultaneous" }),
    /by 1\.0050: it is driven/,
  );
  assert.match(diracVerdict(DIRAC_USUAL), /by 1\.0000: it goes round/);
  assert.match(diracVerdict({ ...DIRAC_USUAL, brake: "r1" }), /by 0\.\d+: it settles/);
});
