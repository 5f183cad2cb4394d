import assert from "node:assert/strict";
import type { Kernel } from "saddle/figures/kernel.ts";
import { progress } from "saddle/figures/mod.ts";
import { progressBar } from "saddle/figures/progress_bar.ts";

interface Shown {
  readonly bundle: Record<string, string>;
  readonly options: { display_id: string; update?: boolean };
}

/** A kernel that records what is displayed. */
function recorder(): { shown: Shown[]; kernel: Kernel } {
  const shown: Shown[] = [];
  const display = (bundle: unknown, options: unknown) => {
    shown.push({ bundle, options } as Shown);
    return Promise.resolve();
  };
  return { shown, kernel: { display } };
}

Deno.test("in a notebook one output is updated in place and ends without times", async () => {
  const { shown, kernel } = recorder();
  const bar = progressBar({ label: "WGAN-GP, ring" }, kernel);
  for (let step = 1; step <= 100; step++) {
    bar({ step, steps: 100, metrics: { distance: 1 / step } });
  }
  await bar.done();
  assert.deepEqual(shown.map(({ options }) => options.display_id), [
    "progress-wgan-gp-ring",
    "progress-wgan-gp-ring",
  ]);
  assert.deepEqual(shown.map(({ options }) => options.update ?? false), [false, true]);
  assert.match(shown[0]!.bundle["text/html"]!, /<progress value="1" max="100".*s left/);
  assert.deepEqual(shown[1]!.bundle, {
    "text/html": '<div class="saddle-progress">WGAN-GP, ring: 100 steps, distance 0.01</div>',
    "text/plain": "WGAN-GP, ring: 100 steps, distance 0.01",
  });
});

Deno.test("two bars of one label are two outputs", async () => {
  const { shown, kernel } = recorder();
  for (let bar = 0; bar < 2; bar++) await progressBar({ label: "twice", total: 1 }, kernel).done();
  assert.deepEqual(shown.map(({ options }) => options.display_id), [
    "progress-twice",
    "progress-twice-2",
  ]);
});

Deno.test("a run that ends early says where", async () => {
  const { shown, kernel } = recorder();
  const bar = progressBar({ label: "early", total: 10, show: ["b"] }, kernel);
  bar.update(4, { a: 1, b: 2.5 });
  await bar.done();
  bar.update(5, { a: 1, b: 3 });
  assert.equal(shown.at(-1)!.bundle["text/plain"], "early: ended after 4 of 10 steps, b 2.5");
});

Deno.test("outside a notebook few lines are printed", () => {
  const lines: string[] = [];
  const error = console.error;
  console.error = (line: string) => lines.push(line);
  try {
    const bar = progress({ label: "quiet", total: 1000 });
    for (let step = 1; step <= 1000; step++) bar.update(step, { loss: step });
  } finally {
    console.error = error;
  }
  assert.equal(lines.length, 2);
  assert.equal(lines[1], "quiet: 1000 steps, loss 1000");
});

Deno.test("a bar without a label, steps or a number is refused", () => {
  assert.throws(() => progress({ label: "" }), /progress's label is a text .*, but "" came/);
  assert.throws(() => progress({ label: "x", total: 0 }), RangeError);
  assert.throws(() => progress({ label: "x", total: 2 }).update(NaN), RangeError);
});
