import assert from "node:assert/strict";
import { diracFrames, film } from "saddle/figures/mod.ts";
import { assertStandaloneSvg } from "./pictures.ts";

const path = { step: [0, 1, 2, 3], theta: [-1, -0.5, 0.5, 1], psi: [0, 0.5, 1, -1] };

Deno.test("the Dirac-GAN's frames run from the first state to the last, each with its step", () => {
  const frames = diracFrames(path, { frames: 2, unit: "time" });
  assert.deepEqual(frames.map(({ label }) => label), ["time 0", "time 3"]);
  frames.forEach(({ svg }) => assertStandaloneSvg(svg));
  assert.equal(diracFrames(path).length, 4, "no more frames than states");
});

Deno.test("generator and critic stand where their numbers say", () => {
  const [first, , third] = diracFrames(path, { extent: [[-2, 2], [-2, 2]] });
  // The critic's box spans x = 366..616 for -2..2 and its middle is the score 0.
  const dots = (svg: string) =>
    [...svg.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)" r="6"/g)].map((found) =>
      Number(found[1])
    );
  assert.deepEqual(dots(first!.svg), [491, 428.5], "data at 0, generator at -1");
  assert.deepEqual(dots(third!.svg), [491, 522.25], "generator at 0.5");
  // The plane's box spans 52..302 and 40..290: theta 0.5, psi 1 is 5/8 across and 3/4 up.
  assert.match(third!.svg, /<circle cx="208.25" cy="102.5" r="5"/);
});

Deno.test("the generator's arrow points uphill on the critic's line", () => {
  const [flat, rising, , falling] = diracFrames(path).map(({ svg }) =>
    /d="M[\d.]+,[\d.]+H([\d.]+)m/.exec(svg)
  );
  assert.equal(flat, null, "no move on a flat line");
  assert.ok(Number(rising![1]) > 459.75, "right of the generator at -0.5");
  assert.ok(Number(falling![1]) < 553.5, "left of the generator at 1");
});

Deno.test("a WGAN's bounds are two dashed lines of slope 1 and -1", () => {
  // The plane shows -2..2 and the scores -2..2 in a square box: slope 1 is its diagonal.
  const [{ svg } = { svg: "" }] = diracFrames(path, { lipschitz: true });
  assert.match(svg, /<path d="M366,290L616,40M366,40L616,290"[^>]*stroke-dasharray/);
  assert.doesNotMatch(diracFrames(path)[0]!.svg, /slope/);
});

Deno.test("a film of the Dirac-GAN names its frames and shows without scripts", () => {
  const { html } = film(diracFrames(path), { caption: "c", alt: "a game", still: 2 });
  assert.match(html, /alt="a game: step 0"/);
  assert.match(html, /alt="a game: step 3"/);
});

Deno.test("paths that do not fit are refused", () => {
  assert.throws(
    () => diracFrames({ ...path, psi: [0] }),
    /as many theta, psi and step, got 4, 1 and 4/,
  );
  assert.throws(() => diracFrames({ ...path, theta: [0, 1, NaN, 2] }), /finite theta/);
  assert.throws(
    () => diracFrames(path, { frames: 1 }),
    /diracFrames's frames is a whole number of at least 2, but 1 came/,
  );
  assert.throws(() => diracFrames({ theta: [], psi: [], step: [] }), RangeError);
});

Deno.test("a path may be longer than a function has room for arguments", () => {
  const step = Array.from({ length: 200_000 }, (_, at) => at);
  const theta = step.map((at) => Math.cos(at / 1e4));
  const frames = diracFrames({ step, theta, psi: theta }, { frames: 2 });
  assert.deepEqual(frames.map(({ label }) => label), ["step 0", "step 199999"]);
});
