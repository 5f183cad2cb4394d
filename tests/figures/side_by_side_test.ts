import assert from "node:assert/strict";
import { type Drawing, film, sideBySide, type Sketch, strip } from "saddle/figures/mod.ts";
import { decodeSvg, pixels, sources } from "./pictures.ts";

const filled = (colour: string, label?: string): Sketch => {
  const draw: Drawing = (context) => {
    context.fillStyle = colour;
    context.fillRect(-1000, -1000, 3000, 3000); // further than its own panel
  };
  return { draw, ...(label ? { label } : {}) };
};

Deno.test("every panel draws in its own place and nowhere else", async () => {
  const colours = ["#ff0000", "#00ff00", "#0000ff"];
  const panels = colours.map((colour, i) => ({ title: `${i}`, frames: [filled(colour)] }));
  const [frame] = sideBySide(panels, { columns: 2 });
  const svg = decodeSvg(
    sources(strip([frame!], { caption: "c", alt: "a", width: 400, height: 300 }).html)[0],
  );
  const { at } = await pixels(/<image [^>]*href="([^"]*)"/.exec(svg)![1]!);
  const near = (x: number, y: number, expected: number[]) =>
    at(x, y).forEach((value, i) => assert.ok(Math.abs(value - expected[i]!) < 12, `${at(x, y)}`));
  near(0.25, 0.25, [255, 0, 0]);
  near(0.75, 0.25, [0, 255, 0]);
  near(0.25, 0.75, [0, 0, 255]);
  near(0.75, 0.75, [255, 255, 255]);
  near(0.5, 0.25, [255, 255, 255]);
});

Deno.test("frames are named as the first panel's and make a film", () => {
  const frames = ["step 0", "step 5"].map((label) => filled("#888", label));
  const both = sideBySide([{ title: "a", frames }, { title: "b", frames }]);
  assert.deepEqual(both.map(({ label }) => label), ["step 0", "step 5"]);
  assert.match(film(both, { caption: "c", alt: "a" }).html, /step 5/);
});

Deno.test("no panels, panels of different lengths and no columns are refused", () => {
  const frames = [filled("#888")];
  assert.throws(() => sideBySide([]), /at least one panel/);
  assert.throws(() => sideBySide([{ title: "a", frames: [] }]), /at least one frame/);
  assert.throws(
    () => sideBySide([{ title: "a", frames }, { title: "b", frames: [...frames, ...frames] }]),
    /Expected 1 frames in every panel, as "a" has, got 2 in "b"/,
  );
  assert.throws(
    () => sideBySide([{ title: "a", frames }], { columns: 0 }),
    /sideBySide's columns is a whole number of at least 1, but 0 came/,
  );
});
