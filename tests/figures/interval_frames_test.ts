import assert from "node:assert/strict";
import { colours, intervalFrames, type SampleSnapshot, strip } from "saddle/figures/mod.ts";
import { pixels, sources } from "./pictures.ts";

const grid = { x: [-3, 3], y: [0, 0], nx: 3, ny: 1 } as const;
const data = Float32Array.of(-2, -1, 0);
const falling: SampleSnapshot = {
  step: 7,
  samples: Float32Array.of(1.5, 2),
  critic: Float32Array.of(13, 10, 7),
  grid,
};
const size = { width: 600, height: 300 };

/** The pixels of the first frame: `at` takes x and pixels below the middle. */
async function picture(snapshot: SampleSnapshot) {
  const [frame] = intervalFrames([snapshot], { data });
  const figure = strip([(context, area) => frame!.draw(context, area)], {
    ...size,
    caption: "c",
    alt: "a",
  });
  const svg = atob(sources(figure.html)[0]!.split(",")[1]!);
  const { at } = await pixels(/href="(data:image\/webp[^"]*)"/.exec(svg)![1]!);
  return (x: number, below: number) => at((x + 3) / 6, 0.5 + below / size.height);
}
const rgb = (hex: string) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
const distance = (a: number[], b: number[]) => Math.hypot(...a.map((v, c) => v - b[c]!));

Deno.test("the critic is 0 at 0 whatever its constant, blue where it is high", async () => {
  const at = await picture(falling);
  const [red, , blue] = at(-2.9, -145);
  assert.ok(blue! > red! + 60, `blue on the left, got ${at(-2.9, -145)}`);
  const [more, , less] = at(2.9, 145);
  assert.ok(more! > less! + 60, `orange on the right, got ${at(2.9, 145)}`);
  assert.deepEqual(intervalFrames([falling], { data })[0]!.axes!.y.domain, [-3, 3]);
});

Deno.test("the data's bar is below the zero line, the generator's above", async () => {
  const at = await picture(falling);
  const nearer = (got: number[]) =>
    distance(got, rgb(colours.data)) < distance(got, rgb(colours.generator));
  assert.ok(nearer(at(-1.5, 11)));
  assert.ok(!nearer(at(1.75, -11)));
  for (const [x, below] of [[-1.5, -30], [1.75, 30]] as const) {
    assert.ok(Math.min(...at(x, below)) > 230, `white at ${x}, ${below}`);
  }
});

Deno.test("arrows point uphill from both ends of the generator's bar", async () => {
  const at = await picture(falling);
  const reach = 20 / 100; // pixels over pixels per unit of x
  for (const end of [1.5, 2]) assert.ok(Math.min(...at(end - reach, -22)) < 120, `left of ${end}`);
  assert.ok(Math.min(...at(2 + reach, -22)) > 230, "none to the right");
});

Deno.test("what is missing or not finite is refused by its step", () => {
  assert.throws(() => intervalFrames([], { data }), /at least one snapshot/);
  const { critic: _, ...blind } = falling;
  assert.throws(() => intervalFrames([blind], { data }), /critic on a line at step 7/);
  const lost = { ...falling, samples: Float32Array.of(NaN) };
  assert.throws(() => intervalFrames([lost], { data }), /samples at step 7, got NaN/);
});
